/** Bundles of one candidate (one vote a paper), and blocks of papers with the same set (several votes). */

import { all, byId, maybe, one, say } from "../hall/dom.js";
import { complain } from "../hall/fields.js";
import { grouped, papers, sum } from "../hall/figures.js";
import { leap, rememberUsual, usually } from "./leaps.js";
import { page } from "../hall/page.js";
import { actsOfDraft, startStepper } from "./stepper.js";
import { counted, left, nameOf, now, sendAll } from "./table.js";

const size = () => now.standing.bundle_size;

/** A row for each candidate: one vote a paper. */
export function startBundles() {
  for (const form of all(byId("bundles"), "form", HTMLFormElement)) {
    const { candidate = "", name = "" } = form.dataset;
    startKeying(form, { name: candidate, act: "bundle", of: () => ({ candidate }), whom: () => name });
  }
}

/** One form for any set of candidates: several votes a paper. */
export function startBlocks() {
  const form = byId("block", HTMLFormElement);
  const candidates = () => all(form, "[name=candidates]:checked", HTMLInputElement).map((box) => box.value);
  const { votes_a_paper: most } = now.standing;
  form.addEventListener("change", () => complain(form, ""));
  startKeying(form, {
    name: "a block",
    act: "block",
    of: () => ({ candidates: candidates() }),
    whom: () => candidates().map(nameOf).join(" + "),
    ready: () => {
      const { length } = candidates();
      if (length === 0) complain(form, "Choose who these papers vote for.");
      else if (length > most) complain(form, `A paper may vote for ${most} at most: ${length} are chosen.`);
      else return true;
      return false;
    },
  });
}

/**
 * `of()` gives the act's fields that say for whom, `whom()` says so in words.
 * @param {HTMLFormElement} form
 * @param {{ name: string, act: string, of: () => Fields, whom: () => string, ready?: () => boolean }} keying
 */
function startKeying(form, { name, act, of, whom, ready }) {
  const usual = `${page.contest} ${page.unit} ${act}`;
  /** @type {{whom: string, part: number | null} | null} */
  let lastPart = null;
  startStepper(form, {
    name,
    size,
    left,
    ready,
    doubt: (draft) => {
      const whole = draft.full * size() + (draft.part ?? 0);
      const again =
        draft.part !== null && lastPart !== null && lastPart.whom === whom() && lastPart.part === draft.part;
      const part = papers(draft.part ?? 0);
      if (again) return `A part of ${part} for ${whom()} was sent from here before. Is this another?`;
      return leap(whole, { usual: usually(usual) });
    },
    send: async (draft, key) => {
      const acts = actsOfDraft(draft, size()).map((fields) => ({ ...of(), ...fields, ...counted() }));
      const words = said(acts, whom());
      const sent = { whom: whom(), part: draft.part };
      if (!(await sendAll(act, acts, words, [key]))) return false;
      if (draft.part !== null) lastPart = sent;
      rememberUsual(usual, sum(acts.map(({ papers: n }) => n)));
      return true;
    },
  });
}

/**
 * @param {{papers: number, bundles?: number}[]} acts
 * @param {string} whom
 */
function said(acts, whom) {
  const whole = sum(acts.map((act) => act.papers));
  const bundles = sum(acts.map((act) => act.bundles ?? 1));
  return `${grouped(whole)} for ${whom}${bundles > 1 ? ` in ${bundles} bundles` : ""}`;
}

/** Each candidate's figure so far, and beside it what the hall has not saved yet. */
export function showTotals() {
  for (const row of all(document, "[data-candidate]")) {
    const { candidate = "" } = row.dataset;
    const figure = maybe(row, "[data-total]");
    if (!figure) continue;
    say(figure, grouped(now.unit.totals?.[candidate]));
    const kept = now.unsaved.votes.get(candidate) ?? 0;
    say(one(row, "[data-unsaved]"), kept ? `+${grouped(kept)} kept` : "");
  }
}
