/**
 * Decisions of officers: a button opens a form, the form asks once more in a sentence, then it is recorded.
 * While somebody decides, the page shows the decision and nothing that is beside it.
 */

import { check } from "./check.js";
import { all, button, maybe, one } from "../hall/dom.js";
import { clear, complain, onSubmit } from "../hall/fields.js";
import { did, page, record } from "../hall/page.js";

/**
 * Begin. `asked[act]?.(form)` gives what a form asks to record, {fields, sentence, details, yes}, or null
 * where it complains; `opened[act]` hears that a form was opened.
 * @param {Record<string, (form: HTMLFormElement) => Asked | null>} asked
 * @param {Record<string, () => void>} [opened]
 */
export function startChoosing(asked, opened = {}) {
  for (const opener of all(document, "[data-decision]"))
    opener.addEventListener("click", () => choose(opener.dataset.decision ?? null, opened));
  for (const form of all(document, "[data-form]", HTMLFormElement)) {
    form.append(button("Leave it", () => leave(form.dataset.form ?? ""), { class: "leave" }));
    onSubmit(form, () => decide(form, asked));
  }
}

/**
 * Open a decision, as its button would.
 * @param {string | null} name
 * @param {Record<string, () => void>} [opened]
 */
export function choose(name, opened = {}) {
  maybe(document, "#decision .check [data-back]")?.click();
  for (const opener of all(document, "[data-decision]"))
    opener.setAttribute("aria-expanded", String(opener.dataset.decision === name));
  for (const form of all(document, "[data-form]", HTMLFormElement)) form.hidden = form.dataset.form !== name;
  document.body.toggleAttribute("data-deciding", name !== null);
  if (name === null) return;
  opened[name]?.();
  const form = maybe(document, `[data-form="${name}"]`, HTMLFormElement);
  if (form) maybe(form, "input, select, textarea, button")?.focus();
  form?.scrollIntoView({ block: "nearest" });
}

/** @param {string} name */
function leave(name) {
  choose(null);
  maybe(document, `[data-decision="${name}"]`)?.focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, (form: HTMLFormElement) => Asked | null>} asked
 */
async function decide(form, asked) {
  complain(form, "");
  const act = form.dataset.form ?? "";
  const what = asked[act]?.(form);
  if (!what || !(await check(form, what))) return;
  form.hidden = true;
  if (await record({ contest: page.contest, act, fields: what.fields, words: what.sentence })) {
    did(`${what.sentence} Kept, being sent.`);
    clear(form);
  }
  choose(null);
  one(document, "h1").focus();
}

/**
 * The lines of a text area, blank ones left out.
 * @param {Field} area
 */
export const lines = (area) =>
  area.value
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
