/** What the parts of a unit's page share: how the unit stands, who counted, and sending from it. */

import { all, byId, field, input, say } from "../hall/dom.js";
import { grouped } from "../hall/figures.js";
import { held } from "../hall/outbox.js";
import { away, did, page, recordAll } from "../hall/page.js";
import { describe, namesOf } from "../shared/words.js";

/**
 * How the contest and this unit stand; `heard` is null until the hall has told. `unsaved` is what was keyed here
 * and the hall has not saved yet: papers, and the votes on them.
 */
export const now = {
  /** @type {{standing: Standing, unit: Unit} | null} */
  heard: null,
  /** @type {{papers: number, votes: Map<string, number>}} */
  unsaved: { papers: 0, votes: new Map() },
  get standing() {
    return told().standing;
  },
  get unit() {
    return told().unit;
  },
};

function told() {
  if (now.heard === null) throw new Error("The hall has not told yet how this unit stands.");
  return now.heard;
}

/** @param {string} id */
export const nameOf = (id) => namesOf(now.standing)(id);
/** @type {Places} */
export const places = {
  unit: (id) => now.standing.units[id]?.name ?? id,
  box: (id) => now.standing.boxes?.[id]?.name ?? id,
};

/**
 * What an act did, with the names of candidates, units and boxes.
 * @param {string} name
 * @param {Fields} fields
 */
export const wordsOf = (name, fields) => describe(name, fields, nameOf, places);

/** Papers here that are not sorted yet, less those that were keyed and are still on their way. */
export const left = () => now.unit.unsorted - now.unsaved.papers;

/** Look again at what was keyed here and is not saved yet. */
export async function countUnsaved() {
  const entries = await held().catch(() => []);
  /** @param {Entry} entry */
  const ours = ({ foreign, state, contest, unit, body }) =>
    !foreign &&
    state !== "refused" &&
    contest === page.contest &&
    unit === page.unit &&
    body.attempt === now.heard?.unit.attempt;
  /** @type {Map<string, number>} */
  const votes = new Map();
  let papers = 0;
  for (const { body } of entries.filter(ours)) {
    for (const [candidate, n] of votesOn(body)) votes.set(candidate, (votes.get(candidate) ?? 0) + n);
    if (SORTS.has(body.act)) papers += body.papers;
  }
  now.unsaved = { papers, votes };
}

const SORTS = new Set(["bundle", "block", "sheet", "doubtful", "handed"]);

/** @param {Fields} body */
function votesOn({ act, candidate, candidates = [], papers, votes = {} }) {
  if (act === "bundle") return [[candidate, papers]];
  if (act === "block") return candidates.map((/** @type {string} */ id) => [id, papers]);
  return act === "sheet" ? Object.entries(votes) : [];
}

/** What was last sent together from this page: the large line speaks of all of it. */
/** @type {{ids: Set<string>, words: string}} */
let last = { ids: new Set(), words: "" };

/**
 * Keep several acts of one doing, in place of the drafts with these keys. True when all are kept here.
 * @param {string} name
 * @param {Fields[]} several
 * @param {string} words
 * @param {DraftKey[]} [drafts]
 */
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

/**
 * @param {string} name
 * @param {Fields} fields
 * @param {DraftKey[]} [drafts]
 */
export function send(name, fields, drafts = []) {
  return sendAll(name, [fields], wordsOf(name, fields), drafts);
}

/**
 * The hall's answer to an act of this person, in the large line.
 * @param {Outcome} outcome
 */
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
  const form = byId("who", HTMLFormElement);
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  const slips = input("slips");
  field("made_by").value = kept.made_by ?? "";
  field("checked_by").value = kept.checked_by ?? "";
  slips.checked = Boolean(kept.slips);
  const show = () => {
    const { made_by: made, checked_by: checked } = counted();
    say(
      byId("who-words"),
      made || checked ? `made by ${made ?? "nobody named"}, checked by ${checked ?? "nobody named"}` : "nobody named",
    );
    all(document, "[data-slip]").forEach((line) => (line.hidden = !slips.checked));
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
  /** @type {{made_by?: string, checked_by?: string}} */
  const fields = {};
  for (const name of /** @type {const} */ (["made_by", "checked_by"])) {
    const value = field(name).value.trim();
    if (value) fields[name] = value;
  }
  return fields;
}
