/** What was recorded, newest first, and its correction: an act is struck, never changed. */

import { OutOfTouch, get } from "../hall/api.js";
import { button, byId, el, one, reconcile, say } from "../hall/dom.js";
import { onSubmit, requiredText } from "../hall/fields.js";
import { clock } from "../hall/figures.js";
import { page, record } from "../hall/page.js";

const NEVER_STRUCK = new Set(["struck", "agreed", "declined", "declared"]);

/**
 * The acts of a unit, for whoever works at it.
 * @param {string} contest
 * @param {string} unit
 */
export const ofUnit = (contest, unit) =>
  `/api/contests/${encodeURIComponent(contest)}/units/${encodeURIComponent(unit)}/acts`;

/**
 * The acts of a contest that this person may strike; `whole`: without those of one unit.
 * @param {string} contest
 * @param {boolean} [whole]
 */
export const ofContest = (contest, whole = false) =>
  `/api/contests/${encodeURIComponent(contest)}/acts${whole ? "?of=contest" : ""}`;

/**
 * Fill the page's “Correct something keyed” when it is opened. Gives what brings it up to date when the
 * count has moved. `wanted` says of an act whether it is listed.
 * @param {string} path
 * @param {{wanted?: (act: Recorded) => boolean}} [options]
 */
export function startCorrections(path, { wanted = () => true } = {}) {
  const part = byId("corrections");
  // On some pages it is a part that opens, on others one of several jobs.
  const seen = () => (part instanceof HTMLDetailsElement ? part.open : part.offsetParent !== null);
  const show = () => seen() && showActs(path, wanted);
  part.addEventListener("toggle", show);
  return show;
}

/**
 * @param {string} path
 * @param {(act: Recorded) => boolean} wanted
 */
async function showActs(path, wanted) {
  try {
    const { status, answer } = await get(path);
    if (status !== 200) return;
    /** @type {Recorded[]} */
    const told = answer.acts;
    const acts = told.filter((act) => !NEVER_STRUCK.has(act.act) && wanted(act));
    reconcile(byId("acts"), acts, (act) => act.id, build, update);
    byId("no-acts").hidden = acts.length > 0;
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
  }
}

/** @param {Recorded} act */
function build(act) {
  const words = act.sentence;
  const node = el(
    "li",
    { class: "keyed" },
    el("p", {}, el("b", {}, words), ` ${clock(act.at)} ${act.by ?? ""}`, el("span", { class: "mark" })),
  );
  const strike = button("Strike", () => {
    strike.hidden = true;
    const form = reasonForm(act, words, () => (strike.hidden = false));
    node.append(form);
    one(form, "input", HTMLInputElement).focus();
  });
  strike.setAttribute("aria-label", `Strike: ${words}`);
  node.append(strike);
  return node;
}

/**
 * @param {HTMLElement} node
 * @param {Recorded} act
 */
function update(node, act) {
  node.classList.toggle("struck", Boolean(act.struck));
  say(one(node, ".mark"), act.struck ? " ✕ struck" : "");
  if (act.struck) {
    node.querySelector("form")?.remove();
    node.querySelector("button")?.remove();
  }
}

/**
 * @param {Recorded} act
 * @param {string} words
 * @param {() => void} back
 */
function reasonForm(act, words, back) {
  const { contest, unit } = page;
  const id = `strike-${act.id}`;
  const input = el("input", { id, type: "text", autocomplete: "off" });
  const close = () => {
    form.remove();
    back();
  };
  const form = el(
    "form",
    { class: "inline" },
    el("p", { class: "field wide" }, el("label", { for: id }, `Why “${words}” is struck`), input),
    el("p", { class: "choices" }, el("button", { class: "act" }, "Propose to strike it"), button("Leave it", close)),
  );
  onSubmit(form, async () => {
    const reason = requiredText(input, "Say why: the reason is printed.");
    if (reason === null) return;
    if (await record({ contest, act: "struck", fields: { strikes: act.id, reason }, words: `Struck: ${words}`, unit }))
      close();
  });
  return form;
}
