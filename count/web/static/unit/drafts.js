/**
 * Drafts: what is keyed and not sent. Each person's own, of one contest, unit and count of that unit. They
 * outlive a reload and a dead battery, and are never sent by themselves.
 */

import { all, isField } from "../hall/dom.js";
import { DRAFTS, change, everything } from "../hall/store.js";

/** What is being written down: a reload is quicker than the device's database. By key, as JSON. */
const WRITING = "counthall-writing-drafts";

/** @type {DraftPlace | null} */
let place = null;
/** @type {Map<string, any>} */
const kept = new Map();

/**
 * @param {Omit<DraftRow, "value" | "at">} row
 * @returns {DraftKey}
 */
const keyOf = ({ person, contest, unit, attempt, name }) => [person, contest, unit, attempt, name];
/** @returns {Record<string, DraftRow>} */
const writing = () => JSON.parse(sessionStorage.getItem(WRITING) ?? "{}");

/**
 * @param {DraftKey} key
 * @param {DraftRow | null} row
 */
function noteWriting(key, row) {
  const rows = writing();
  if (row) rows[JSON.stringify(key)] = row;
  else delete rows[JSON.stringify(key)];
  sessionStorage.setItem(WRITING, JSON.stringify(rows));
}

/**
 * Write down a row; one without a value is forgotten.
 * @param {DraftRow[]} rows
 */
const write = (rows) =>
  change(DRAFTS, (drafts) => rows.forEach((row) => (row.value === null ? drafts.delete(keyOf(row)) : drafts.put(row))));

/**
 * Open the drafts of a person at a unit. Resolves with those of earlier counts of it, which belong to no pile
 * that is on the table now: they are shown, and never taken for drafts of this count.
 * @param {Omit<DraftRow, "name" | "value" | "at">} where
 */
export async function openDrafts({ person, contest, unit, attempt }) {
  place = [person, contest, unit, attempt];
  kept.clear();
  const ours = place.slice(0, 3);
  await write(Object.values(writing())).catch(() => {});
  sessionStorage.removeItem(WRITING);
  /** @type {DraftRow[]} */
  const rows = await everything(DRAFTS, IDBKeyRange.bound(ours, [...ours, []])).catch(() => []);
  for (const row of rows) if (row.attempt === attempt) kept.set(row.name, row.value);
  return rows.filter((row) => row.attempt < attempt);
}

/**
 * A draft by its name on the page, or null.
 * @param {string} name
 */
export const draftOf = (name) => kept.get(name) ?? null;

/**
 * The key under which a draft is stored, for the outbox to forget it by: from now on the outbox knows.
 * @param {string} name
 */
export function keyOfDraft(name) {
  if (place === null) throw new Error(`No drafts are open: there is no "${name}".`);
  /** @type {DraftKey} */
  const key = [...place, name];
  noteWriting(key, null);
  return key;
}

/**
 * Keep a draft; null forgets it. A device that cannot store says so where acts are kept.
 * @param {string} name
 * @param {any} value
 */
export function remember(name, value) {
  if (place === null || JSON.stringify(draftOf(name)) === JSON.stringify(value)) return;
  const [person, contest, unit, attempt] = place;
  if (value === null) kept.delete(name);
  else kept.set(name, value);
  const row = { person, contest, unit, attempt, name, value, at: Date.now() };
  const key = keyOf(row);
  noteWriting(key, row);
  const same = () => JSON.stringify(writing()[JSON.stringify(key)]) === JSON.stringify(row);
  write([row]).then(
    () => same() && noteWriting(key, null),
    () => {},
  );
}

/**
 * The outbox has stored the acts that were this draft, and forgot it in the same moment; whatever was keyed into
 * it while that was written is forgotten too.
 * @param {string} name
 */
export function becameActs(name) {
  kept.delete(name);
  change(DRAFTS, (drafts) => drafts.delete(keyOfDraft(name))).catch(() => {});
}

/**
 * A draft of an earlier count has been seen.
 * @param {DraftRow} row
 */
export const putAway = (row) => write([{ ...row, value: null }]);

/**
 * Keep what is keyed in a form, field by field, until it is sent. Gives what takes the form's fields up again
 * from the draft, for the start and for a new count.
 * @param {HTMLFormElement} form
 * @param {string} name
 */
export function keepForm(form, name) {
  const fields = () => all(form, "input[id]:not([type=checkbox]), select[id]").filter(isField);
  form.addEventListener("input", () => {
    const keyed = fields().filter((field) => field.value !== "");
    remember(name, keyed.length ? Object.fromEntries(keyed.map((field) => [field.id, field.value])) : null);
  });
  return () => {
    const before = draftOf(name);
    for (const field of fields()) if (before && field.id in before) field.value = before[field.id];
  };
}
