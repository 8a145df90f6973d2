/** What was recorded, newest first, and its correction: an act is struck, never changed. */

import { OutOfTouch, get } from "./api.js";
import { button, el, reconcile, say } from "./dom.js";
import { onSubmit, requiredText } from "./fields.js";
import { clock } from "./figures.js";
import { record } from "./page.js";
import { describe } from "./words.js";

const NEVER_STRUCK = new Set(["struck", "agreed", "declined", "declared"]);

/** Fetch and show the acts of a unit in `list`. `nameOf` gives candidates' names. */
export async function showActs(list, contest, unit, nameOf) {
  try {
    const path = `/api/contests/${encodeURIComponent(contest)}/units/${encodeURIComponent(unit)}/acts`;
    const { status, answer } = await get(path);
    if (status !== 200) return;
    const acts = answer.acts.filter((act) => !NEVER_STRUCK.has(act.act));
    reconcile(list, acts, (act) => act.id, (act) => build(act, contest, unit, nameOf), update);
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
  }
}

const NOT_HERE = new Set([...NEVER_STRUCK, "provisional", "released", "recount"]);

/**
 * The acts of a contest that are of no unit (lots, boxes, explanations), from the ledger, which only the
 * returning officer may read.
 */
export async function showActsOfContest(list, contest, nameOf) {
  try {
    const entries = await ledger();
    const agreed = new Set(entries.filter((entry) => entry.act === "agreed").map((entry) => entry.to));
    const struck = new Set(entries.filter((entry) => entry.act === "struck" && agreed.has(entry.id)).map((entry) => entry.strikes));
    const acts = entries
      .filter((entry) => entry.contest === contest && !entry.unit && !NOT_HERE.has(entry.act))
      .map((entry) => ({ ...entry, struck: struck.has(entry.id) }))
      .reverse();
    reconcile(list, acts, (act) => act.id, (act) => build(act, contest, null, nameOf), update);
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
  }
}

async function ledger() {
  const entries = [];
  for (;;) {
    const { status, answer } = await get(`/api/ledger?after=${entries.at(-1)?.seq ?? 0}`);
    if (status !== 200 || answer.acts.length === 0) return entries;
    entries.push(...answer.acts);
  }
}

function build(act, contest, unit, nameOf) {
  const words = describe(act.act, act, nameOf);
  const node = el(
    "li",
    { class: "keyed" },
    el("p", {}, el("b", {}, words), ` ${clock(act.at)} ${act.by ?? ""}`, el("span", { class: "mark" })),
  );
  const strike = button("Strike", () => {
    strike.hidden = true;
    const form = reasonForm(act, words, contest, unit, () => (strike.hidden = false));
    node.append(form);
    form.querySelector("input").focus();
  });
  strike.setAttribute("aria-label", `Strike: ${words}`);
  node.append(strike);
  return node;
}

function update(node, act) {
  node.classList.toggle("struck", Boolean(act.struck));
  say(node.querySelector(".mark"), act.struck ? " ✕ struck" : "");
  if (act.struck) {
    node.querySelector("form")?.remove();
    node.querySelector("button")?.remove();
  }
}

function reasonForm(act, words, contest, unit, back) {
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
    if (await record({ contest, act: "struck", fields: { strikes: act.id, reason }, words: `Struck: ${words}`, unit })) close();
  });
  return form;
}
