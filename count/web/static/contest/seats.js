/** Seats won in constituencies, which count against a list: stated by two officers. */

import { byId, say } from "../hall/dom.js";
import { complain, required } from "../hall/fields.js";
import { grouped } from "../hall/figures.js";
import { namesOf } from "../shared/words.js";

/** Whether this page has such a form: only where the law counts seats won elsewhere. */
const there = () => document.querySelector('[data-form="constituency-seats"]') !== null;

export const ASKED = {
  "constituency-seats": (form, standing) => {
    const seats = {};
    for (const input of form.querySelectorAll("[name=won]")) {
      const n = required(input, "Key 0 where there is none: a blank is not a zero.");
      if (n === null) return null;
      seats[input.dataset.candidate] = n;
    }
    if (Object.keys(seats).length === 0) return complain(form, "There is no list in this contest.");
    const returned = {};
    for (const tick of form.querySelectorAll("[name=returned]:checked")) (returned[tick.dataset.candidate] ??= []).push(Number(tick.value));
    const won = [...form.querySelectorAll("[name=won]")].map(({ dataset, id }) => [dataset.name, grouped(seats[dataset.candidate]), id]);
    const gone = [...form.querySelectorAll("[name=returned]:checked")].map((tick) => tick.parentElement.textContent.trim());
    return {
      fields: { seats, ...(gone.length && { returned }) },
      sentence: `The seats won in the constituencies of ${standing.name} are stated: ${won.map(([list, n]) => `${list} ${n}`).join(", ")}.`,
      details: [...won, ["Already returned", gone.join(", ") || "nobody"]],
      yes: "Propose these seats",
    };
  },
};

/** What this hall itself declared: a help, and never all of a region. */
export function showWonHere(standing) {
  if (!there()) return;
  const { declared_here: here = {}, constituencies = [] } = standing.needs?.seats ?? {};
  const name = namesOf(standing);
  const won = Object.entries(here).map(([list, n]) => `${name(list)} ${grouped(n)}`);
  byId("won-here").hidden = constituencies.length === 0;
  say(byId("won-here"), `Of the constituencies declared in this hall (${grouped(constituencies.length)}): ${won.join(", ") || "none for any of these lists"}.`);
}
