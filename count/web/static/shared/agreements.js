/** Acts that wait for a second person: agreed to by whoever reads this page, or on this same tablet. */

import { OutOfTouch, newId, post } from "../hall/api.js";
import { check } from "./check.js";
import { all, button, el, one, reconcile, say } from "../hall/dom.js";
import { complain, onSubmit } from "../hall/fields.js";
import { clock } from "../hall/figures.js";
import { figures } from "./minuted.js";
import { page, record } from "../hall/page.js";

const LAPSES_MS = 15 * 60 * 1000;
/** Acts that rest on the contest's figures: whoever agrees has them in front of them. */
const OF_FIGURES = new Set(["declared"]);

/** @type {Standing | null} */
let newest = null;

/**
 * Show a standing's open agreements in `list`.
 * @param {Element} list
 * @param {Standing} standing
 */
export function showAgreements(list, standing) {
  newest = standing;
  reconcile(
    list,
    standing.agreements ?? [],
    (open) => `${open.id} ${open.seen}`,
    (open) => build(open, standing),
  );
}

/**
 * @param {Agreement} open
 * @param {Standing} standing
 */
function build(open, standing) {
  const lapses = clock(new Date(open.at).getTime() + LAPSES_MS);
  const node = el(
    "article",
    { class: "agreement" },
    el("p", { class: "words" }, open.words),
    el("p", {}, `Proposed by ${open.by} at ${clock(open.at)}; lapses at ${lapses}.`),
  );
  if (open.may_second) node.append(mine(open, standing));
  else node.append(somebodyElse(open, standing));
  if (!open.may_second && open.by === page.visitor.name) node.append(withdraw(open, standing.contest));
  return node;
}

/**
 * Agree or decline as the person signed in.
 * @param {Agreement} open
 * @param {Standing} standing
 */
function mine(open, { contest }) {
  const id = `decline-${open.id}`;
  const reason = el("input", { id, type: "text", autocomplete: "off" });
  const form = el(
    "form",
    {},
    el("p", { class: "field wide" }, el("label", { for: id }, "Reason, if you decline"), reason),
    el("p", { class: "choices" }, el("button", { class: "act" }, "Agree"), button("Decline", decline)),
  );
  onSubmit(form, async () => {
    const sentence = `I have seen the same figures and agree: ${open.words}`;
    const seen = OF_FIGURES.has(open.act) && newest?.totals ? figures(newest) : [codeOf(open)];
    /** @type {Detail[]} */
    const details = [["Proposed by", open.by], ...seen];
    if (await check(form, { sentence, details, yes: "Agree and record" }))
      record({ contest, act: "agreed", fields: { to: open.id, seen: open.seen }, words: `Agreed: ${open.words}` });
  });
  /** @param {MouseEvent} event */
  function decline({ target }) {
    if (target instanceof HTMLButtonElement) target.disabled = true;
    const said = reason.value.trim();
    const fields = { to: open.id, ...(said && { reason: said }) };
    record({ contest, act: "declined", fields, words: `Declined: ${open.words}` });
  }
  return form;
}

/**
 * The one who proposed it takes it back.
 * @param {Agreement} open
 * @param {string} contest
 */
function withdraw(open, contest) {
  const back = button("Withdraw it", () => {
    back.disabled = true;
    record({ contest, act: "declined", fields: { to: open.id }, words: `Withdrawn: ${open.words}` });
  });
  return back;
}

/**
 * @param {Agreement} open
 * @returns {Detail}
 */
const codeOf = ({ seen }) => ["Code of the figures", seen ?? ""];

let forms = 0;

/**
 * Agree on this tablet by name and code, without changing who is signed in. A code is never stored, so
 * this goes past the outbox; the act keeps one id, so that trying again records it once.
 * @param {Agreement} open
 * @param {Standing} standing
 */
function somebodyElse(open, { contest }) {
  const at = (forms += 1);
  const act = { id: newId(), act: "agreed", to: open.id, seen: open.seen };
  /**
   * @param {string} id
   * @param {string} label
   * @param {string} type
   */
  const field = (id, label, type) =>
    el(
      "p",
      { class: "field" },
      el("label", { for: id }, label),
      el("input", { id, type, autocomplete: "off", autocapitalize: "off", spellcheck: "false" }),
    );
  const form = el(
    "form",
    { class: "inline" },
    field(`second-name-${at}`, "Name of the second person", "text"),
    field(`second-code-${at}`, "Their code", "password"),
    el("button", { class: "act" }, "I have seen it and agree"),
    el("p", { class: "fault", "data-said": true, role: "alert" }),
  );
  onSubmit(form, async () => {
    const [name, code] = all(form, "input", HTMLInputElement).map((input) => input.value.trim());
    if (!name || !code) return complain(form, "Name and code are both needed.");
    complain(form, "");
    try {
      const { status, answer } = await post("/api/second", { name, code, contest, act });
      one(form, "input[type=password]", HTMLInputElement).value = "";
      if (status >= 300) return complain(form, answer.words ?? "Not agreed: look at the name and the code.");
      say(form, `${name} agreed. Saved.`);
      // The answer shows the count as the second person may see it: this tablet is not theirs.
    } catch (error) {
      if (!(error instanceof OutOfTouch)) throw error;
      complain(form, "The hall does not answer. Try again: it is recorded once.");
    }
    return null;
  });
  return el("details", {}, el("summary", {}, "The second person agrees here"), form);
}
