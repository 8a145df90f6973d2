/** A sheet of mixed papers (several votes a paper): it is sent only when it casts. */

import { all, byId, field, one, say } from "../hall/dom.js";
import { becameActs, keepForm, keyOfDraft } from "./drafts.js";
import { clear, complain, fault, onSubmit, read, required, requiredText } from "../hall/fields.js";
import { grouped, papers, sum } from "../hall/figures.js";
import { leap, rememberUsual, usually } from "./leaps.js";
import { page } from "../hall/page.js";
import { question, unask } from "./question.js";
import { counted, left, now, send } from "./table.js";

const DRAFT = "sheet";
const USUAL = `${page.contest} ${page.unit} sheet`;

/** Begin; gives what takes the draft of a sheet up again. */
export function startSheets() {
  const form = byId("sheet", HTMLFormElement);
  const asking = one(form, "[data-asking]");
  const restore = keepForm(form, DRAFT);
  form.addEventListener("input", () => {
    unask(asking);
    cast(form);
  });
  onSubmit(form, async () => {
    const fields = whole(form);
    if (!fields) return;
    const why = doubt(fields.papers);
    if (why && !(await question(asking, why, "Yes, send the sheet"))) return;
    if (!(await send("sheet", { ...fields, ...counted() }, [keyOfDraft(DRAFT)]))) return;
    becameActs(DRAFT);
    rememberUsual(USUAL, fields.papers);
    clear(form);
    cast(form);
    byId("serial").focus();
  });
  return () => {
    clear(form);
    restore();
    cast(form);
  };
}

/** @param {number} n */
const doubt = (n) =>
  n > left()
    ? `${papers(n)}, but only ${grouped(left())} here are not sorted yet. Count them again.`
    : leap(n, { usual: usually(USUAL) });

/** @param {HTMLFormElement} form */
const votesOf = (form) => all(form, "[name=votes]", HTMLInputElement);

/**
 * The cross-cast, live: votes and unused votes on one side, papers times votes on the other.
 * @param {HTMLFormElement} form
 */
function cast(form) {
  const { votes_a_paper: each } = now.standing;
  const onPaper = read(field("sheet-papers"));
  const votes = sum(votesOf(form).map((input) => read(input) ?? 0));
  const unused = read(field("sheet-unused")) ?? 0;
  const owed = (onPaper ?? 0) * each;
  const holds = onPaper !== null && votes + unused === owed;
  const off = votes + unused - owed;
  const gap = holds ? " ✓" : onPaper === null ? "" : ` · ${grouped(Math.abs(off))} ${off > 0 ? "too many" : "short"}`;
  say(
    byId("cast"),
    `votes ${grouped(votes)} + unused ${grouped(unused)} = ${grouped(votes + unused)} · ` +
      `papers ${grouped(onPaper ?? 0)} × ${each} votes = ${grouped(owed)}${gap}`,
  );
  byId("cast").dataset.holds = holds ? "yes" : "no";
  one(form, ".casting > button").classList.toggle("act", holds);
  return holds;
}

/**
 * The sheet's fields, every one of them keyed and cast; null, and said where, otherwise.
 * @param {HTMLFormElement} form
 */
function whole(form) {
  complain(form, "");
  const serial = requiredText(field("serial"), "Key the serial number of the sheet.");
  if (serial === null) return null;
  const onSheet = required(field("sheet-papers"));
  if (onSheet === null) return null;
  /** @type {Record<string, number>} */
  const votes = {};
  for (const input of votesOf(form)) {
    const n = required(input, "Key 0 where there is no vote: a blank is not a zero.");
    if (n === null) return null;
    if (n > onSheet) {
      fault(input, `More than the ${grouped(onSheet)} papers on the sheet.`);
      input.focus();
      return null;
    }
    votes[input.dataset.candidate ?? ""] = n;
  }
  const unused = required(field("sheet-unused"));
  if (unused === null) return null;
  if (!cast(form))
    return complain(form, "The sheet does not cast. Give it back to those who made it; nothing was sent.");
  return { serial, papers: onSheet, votes, unused };
}
