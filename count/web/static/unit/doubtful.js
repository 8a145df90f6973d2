/** Doubtful papers, handed over to the adjudicator. */

import { byId, field, one } from "../hall/dom.js";
import { becameActs, keepForm, keyOfDraft } from "./drafts.js";
import { clear, complain, onSubmit, required } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { leap, rememberUsual, usually } from "./leaps.js";
import { page } from "../hall/page.js";
import { question, unask } from "./question.js";
import { left, send } from "./table.js";

const DRAFT = "doubtful";
const USUAL = `${page.contest} ${page.unit} doubtful`;

/** Begin; gives what takes the draft up again. */
export function startDoubtful() {
  const form = byId("doubtful", HTMLFormElement);
  const asking = one(form, "[data-asking]");
  const restore = keepForm(form, DRAFT);
  form.addEventListener("input", () => unask(asking));
  onSubmit(form, async () => {
    complain(form, "");
    const n = required(field("doubtful-papers"), "Key how many papers go to the adjudicator.");
    if (n === null) return null;
    if (n === 0) return complain(form, "0 papers: there is nothing to send.");
    const why = doubt(n);
    if (why && !(await question(asking, why, `Yes, send ${grouped(n)} to the adjudicator`))) return null;
    if (!(await send("doubtful", { papers: n }, [keyOfDraft(DRAFT)]))) return null;
    becameActs(DRAFT);
    rememberUsual(USUAL, n);
    clear(form);
    return null;
  });
  return () => {
    clear(form);
    restore();
  };
}

/** @param {number} n */
const doubt = (n) =>
  n > left()
    ? `${papers(n)}, but only ${grouped(left())} here are not sorted yet. Count them again.`
    : leap(n, { usual: usually(USUAL), left: left() });
