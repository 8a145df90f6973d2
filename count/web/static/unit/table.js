/** What the parts of a unit's page share: how the unit stands, who counted, and sending from it. */

import { byId, say } from "../hall/dom.js";
import { grouped } from "../hall/figures.js";
import { held } from "../hall/outbox.js";
import { away, did, page, recordAll } from "../hall/page.js";
import { describe, namesOf } from "../shared/words.js";

/**
 * How the contest and this unit stand; null until the hall has told. `unsaved` is what was keyed here and the
 * hall has not saved yet: papers, and the votes on them.
 */
export const now = { standing: null, unit: null, unsaved: { papers: 0, votes: new Map() } };

export const nameOf = (id) => namesOf(now.standing)(id);
export const places = {
  unit: (id) => now.standing.units[id]?.name ?? id,
  box: (id) => now.standing.boxes?.[id]?.name ?? id,
};

/** What an act did, with the names of candidates, units and boxes. */
export const wordsOf = (name, fields) => describe(name, fields, nameOf, places);

/** Papers here that are not sorted yet, less those that were keyed and are still on their way. */
export const left = () => now.unit.unsorted - now.unsaved.papers;

/** Look again at what was keyed here and is not saved yet. */
export async function countUnsaved() {
  const entries = await held().catch(() => []);
  const ours = ({ foreign, state, contest, unit, body }) =>
    !foreign && state !== "refused" && contest === page.contest && unit === page.unit && body.attempt === now.unit?.attempt;
  const votes = new Map();
  let papers = 0;
  for (const { body } of entries.filter(ours)) {
    for (const [candidate, n] of votesOn(body)) votes.set(candidate, (votes.get(candidate) ?? 0) + n);
    if (SORTS.has(body.act)) papers += body.papers;
  }
  now.unsaved = { papers, votes };
}

const SORTS = new Set(["bundle", "block", "sheet", "doubtful", "handed"]);

function votesOn({ act, candidate, candidates = [], papers, votes = {} }) {
  if (act === "bundle") return [[candidate, papers]];
  if (act === "block") return candidates.map((id) => [id, papers]);
  return act === "sheet" ? Object.entries(votes) : [];
}

/** What was last sent together from this page: the large line speaks of all of it. */
let last = { ids: new Set(), words: "" };

/** Keep several acts of one doing, in place of the drafts with these keys. True when all are kept here. */
export async function sendAll(name, several, words, drafts = []) {
  const { contest, unit } = page;
  const ids = await recordAll(
    several.map((some) => {
      // Papers handed from table to table name both ends instead.
      const fields = { ...("from_unit" in some ? {} : { unit }), ...some, attempt: now.unit.attempt };
      return { contest, act: name, fields, words: wordsOf(name, fields), unit };
    }),
    drafts,
  );
  if (ids === null) return false;
  last = { ids: new Set(ids), words };
  did(`${words}. ${away() ? "Kept on this tablet, sent when the hall is back." : "Kept, being sent."}`);
  return true;
}

export function send(name, fields, drafts = []) {
  return sendAll(name, [fields], wordsOf(name, fields), drafts);
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
  const show = () => {
    const { made_by: made, checked_by: checked } = counted();
    say(byId("who-words"), made || checked ? `made by ${made ?? "nobody named"}, checked by ${checked ?? "nobody named"}` : "nobody named");
    document.querySelectorAll("[data-slip]").forEach((field) => (field.hidden = !slips.checked));
  };
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
