/** The choices of a select, brought up to date. */

import { el } from "../hall/dom.js";

/**
 * `wanted` are [value, words]; what was chosen stays chosen where it is still offered.
 * @param {HTMLSelectElement} select
 * @param {readonly (readonly string[])[]} wanted
 */
export function options(select, wanted) {
  const now = [...select.options].map((option) => `${option.value} ${option.text}`).join("\n");
  if (now === wanted.map((pair) => pair.join(" ")).join("\n")) return;
  const chosen = select.value;
  select.replaceChildren(...wanted.map(([value, words]) => el("option", { value }, words)));
  select.value = stillChosen(wanted, chosen);
}

/**
 * What is chosen of `wanted` after `chosen` was: the same where it is still offered, else the first.
 * @param {readonly (readonly string[])[]} wanted
 * @param {string} chosen
 */
export const stillChosen = (wanted, chosen) =>
  wanted.some(([value]) => value === chosen) ? chosen : (wanted[0]?.[0] ?? "");
