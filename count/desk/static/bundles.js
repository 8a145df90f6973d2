/** Bundles of one candidate (one vote a paper), and blocks of papers with the same set (several votes). */

import { byId, say } from "./dom.js";
import { actsOfDraft, startDraft } from "./drafts.js";
import { complain } from "./fields.js";
import { grouped, sum } from "./figures.js";
import { counted, nameOf, now, sendAll } from "./table.js";

const size = () => now.standing.bundle_size;
const left = () => now.unit.unsorted;

/** A row for each candidate: one vote a paper. */
export function startBundles() {
  for (const form of byId("bundles").querySelectorAll("form")) {
    const { candidate, name } = form.dataset;
    startDraft(form, {
      name: candidate,
      size,
      left,
      send: (draft) => {
        const acts = actsOfDraft(draft, size()).map((fields) => ({ candidate, ...fields, ...counted() }));
        return sendAll("bundle", acts, said(acts, name));
      },
    });
  }
}

/** One form for any set of candidates: several votes a paper. */
export function startBlocks() {
  const form = byId("block");
  const picked = () => [...form.querySelectorAll("[name=candidates]:checked")].map((box) => box.value);
  form.addEventListener("change", () => complain(form, ""));
  startDraft(form, {
    name: "a block",
    size,
    left,
    send: async (draft) => {
      const candidates = picked();
      if (candidates.length === 0) return complain(form, "Choose who these papers vote for.");
      if (candidates.length > now.standing.votes_a_paper)
        return complain(form, `A paper may vote for ${now.standing.votes_a_paper} at most: ${candidates.length} are chosen.`);
      const acts = actsOfDraft(draft, size()).map((fields) => ({ candidates, ...fields, ...counted() }));
      return sendAll("block", acts, said(acts, candidates.map(nameOf).join(" + ")));
    },
  });
}

function said(acts, whom) {
  const whole = sum(acts.map((act) => act.papers));
  const bundles = sum(acts.map((act) => act.bundles ?? 1));
  return `${grouped(whole)} for ${whom}${bundles > 1 ? ` in ${bundles} bundles` : ""}`;
}

/** Each candidate's figure so far. */
export function showTotals() {
  for (const row of document.querySelectorAll("[data-candidate]")) {
    const figure = row.querySelector("[data-total]");
    if (figure) say(figure, grouped(now.unit.totals?.[row.dataset.candidate]));
  }
}
