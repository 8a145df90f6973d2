/** Seats won in constituencies, which count against a list: stated by two officers. */

import { all, byId, say } from "../hall/dom.js";
import { complain, required } from "../hall/fields.js";
import { grouped } from "../hall/figures.js";
import { namesOf } from "../shared/words.js";

/** Whether this page has such a form: only where the law counts seats won elsewhere. */
const there = () => document.querySelector('[data-form="constituency-seats"]') !== null;

/** @type {Record<string, (form: HTMLFormElement, standing: Standing) => Asked | null>} */
export const ASKED = {
  "constituency-seats": (form, standing) => {
    /** @type {Record<string, number>} */
    const seats = {};
    for (const input of all(form, "[name=won]", HTMLInputElement)) {
      const n = required(input, "Key 0 where there is none: a blank is not a zero.");
      if (n === null) return null;
      seats[input.dataset.candidate ?? ""] = n;
    }
    if (Object.keys(seats).length === 0) return complain(form, "There is no list in this contest.");
    /** @type {Record<string, number[]>} */
    const returned = {};
    for (const tick of all(form, "[name=returned]:checked", HTMLInputElement))
      (returned[tick.dataset.candidate ?? ""] ??= []).push(Number(tick.value));
    /** @type {Detail[]} */
    const won = all(form, "[name=won]", HTMLInputElement).map(({ dataset, id }) => [
      dataset.name ?? "",
      grouped(seats[dataset.candidate ?? ""]),
      id,
    ]);
    const gone = all(form, "[name=returned]:checked", HTMLInputElement).map((tick) =>
      tick.parentElement?.textContent.trim(),
    );
    const stated = won.map(([list, n]) => `${list} ${n}`).join(", ");
    return {
      fields: { seats, ...(gone.length && { returned }) },
      sentence: `The seats won in the constituencies of ${standing.name} are stated: ${stated}.`,
      details: [...won, ["Already returned", gone.join(", ") || "nobody"]],
      yes: "Propose these seats",
    };
  },
};

/**
 * What this hall itself declared: a help, and never all of a region.
 * @param {Standing} standing
 */
export function showWonHere(standing) {
  if (!there()) return;
  const { declared_here: here = {}, constituencies = [] } = standing.needs?.seats ?? {};
  const name = namesOf(standing);
  const won = Object.entries(here).map(([list, n]) => `${name(list)} ${grouped(n)}`);
  byId("won-here").hidden = constituencies.length === 0;
  say(
    byId("won-here"),
    `Of the constituencies declared in this hall (${grouped(constituencies.length)}): ` +
      `${won.join(", ") || "none for any of these lists"}.`,
  );
}
