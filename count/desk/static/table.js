/** What the parts of a unit's page share: how the unit stands, who counted, and sending from it. */

import { byId } from "./dom.js";
import { grouped } from "./figures.js";
import { did, page, recordAll } from "./page.js";
import { describe, namesOf } from "./words.js";

/** How the contest and this unit stand; null until the hall has told. */
export const now = { standing: null, unit: null };

export const nameOf = (id) => namesOf(now.standing)(id);

/** What was last sent together from this page: the large line speaks of all of it. */
let last = { ids: new Set(), words: "" };

/** Keep several acts of one doing. Gives true when all are kept on this device. */
export async function sendAll(name, several, words) {
  const { contest, unit } = page;
  const ids = await recordAll(
    several.map((some) => {
      // Papers handed from table to table name both ends instead.
      const fields = { ...("from_unit" in some ? {} : { unit }), ...some, attempt: now.unit.attempt };
      return { contest, act: name, fields, words: describe(name, fields, nameOf), unit };
    }),
  );
  if (ids === null) return false;
  last = { ids: new Set(ids), words };
  did(`${words}. Kept, being sent.`);
  return true;
}

export function send(name, fields) {
  return sendAll(name, [fields], describe(name, fields, nameOf));
}

/** The hall's answer to an act of this person, in the large line. */
export function answered({ entry, status, saved }) {
  if (entry.unit !== page.unit) return;
  const of = last.ids.has(entry.id);
  if (of) last.ids.delete(entry.id);
  if (!saved) did(`Not recorded: ${entry.words}.`);
  else if (status === 202) did(`${entry.words}: waits for a second person.`);
  else if (!of || last.ids.size === 0) did(`${of ? last.words : entry.words}. ${howTheUnitStands()}`);
}

function howTheUnitStands() {
  const { accounted, papers } = now.unit;
  return `Unit: ${grouped(accounted)} of ${grouped(papers)} papers accounted for.`;
}

// ------------------------------------------------------------------------------------------- who counted

const KEPT = `counthall-counted-${page.unit}`;

/** The names of those who counted, remembered on this device until they change. */
export function rememberWho() {
  const form = byId("who");
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  const slips = byId("slips");
  byId("made_by").value = kept.made_by ?? "";
  byId("checked_by").value = kept.checked_by ?? "";
  slips.checked = Boolean(kept.slips);
  const show = () => document.querySelectorAll("[data-slip]").forEach((field) => (field.hidden = !slips.checked));
  form.addEventListener("input", () => {
    localStorage.setItem(KEPT, JSON.stringify({ ...counted(), slips: slips.checked }));
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}

/** The fields `made_by` and `checked_by`, as far as they are filled in. */
export function counted() {
  const fields = {};
  for (const name of ["made_by", "checked_by"]) {
    const value = byId(name).value.trim();
    if (value) fields[name] = value;
  }
  return fields;
}
