/**
 * What an act that was just keyed did, as the person who did it would say it: a tablet says it before the hall has
 * answered, and while the hall is away. Of a recorded act the hall gives the `sentence`. `nameOf` gives a
 * candidate's name by id, `places` those of units and boxes.
 */

import { grouped, papers, plain, sum } from "../hall/figures.js";

/** @type {Record<string, (act: Fields, name: NameOf, places: Places) => string>} */
const SAYS = {
  bundle: (act, name) => `${bundled(act)} for ${name(act.candidate)}`,
  block: (act, name) => `${bundled(act)} for ${act.candidates.map(name).join(" + ")}`,
  sheet: (act) => `Sheet ${act.serial}, ${papers(act.papers)}`,
  doubtful: (act) => `${grouped(act.papers)} doubtful ${act.papers === 1 ? "paper" : "papers"} to the adjudicator`,
  mixed: (act, _, { box }) => {
    const brought = act.boxes.map((/** @type {string} */ id) => part(id, box(id), act.papers));
    return `Mixed and brought in: ${brought.join(", ")}`;
  },
  handed: (act, _, { unit }) => `${papers(act.papers)} handed from ${unit(act.from_unit)} to ${unit(act.to_unit)}`,
  sorted: (act, name) => {
    const next = Object.entries(act.next).map(([id, n]) => `${name(id)} ${grouped(n)}`);
    return `Sorted by next preference: ${[...next, `none ${grouped(act.none)}`].join(", ")}`;
  },
  adjudicated: (act) => {
    const good = sum(act.good.map((/** @type {{ papers: number }} */ set) => set.papers));
    const objected = act.objections ? `, ${grouped(act.objections)} objected to` : "";
    const decided = [`${grouped(good)} good`, `${grouped(act.returned)} returned`, rejectedWords(act.rejected)];
    return `Decided: ${decided.join(", ")}${objected}`;
  },
  "unit-closed": () => "Unit closed",
  "box-received": (act) => `${act.box} received`,
  account: (act) => `Account of ${act.box}: ${grouped(act.stated)} stated`,
  "box-counted": (act) => `Count of ${act.box}`,
  strayed: (act) => `${papers(act.papers)} found in ${act.box}${act.to_box ? `, belonging to ${act.to_box}` : ""}`,
  "handed-over": (act) => `${papers(act.papers)} of ${act.box} handed to ${act.to}`,
  retrieved: (act) => `${papers(act.papers)} taken out of ${act.box}`,
  "box-verified": (act) => `${act.box} verified at ${papers(act.papers)}`,
};

/**
 * How many papers were rejected, and of them how many under each ground that has any.
 * @param {Record<string, number>} rejected
 */
function rejectedWords(rejected) {
  const by = Object.entries(rejected)
    .filter(([, n]) => n)
    .map(([ground, n]) => `${grouped(n)} ${plain(ground)}`);
  return `${grouped(sum(Object.values(rejected)))} rejected${by.length ? ` (${by.join(", ")})` : ""}`;
}

/** @param {Fields} act */
const bundled = ({ papers: n, bundles = 1 }) => (bundles > 1 ? `${grouped(n)} (${bundles} bundles)` : grouped(n));
/**
 * A box by its name, and how many of its papers where it was not all of them.
 * @param {string} id
 * @param {string} name
 * @param {Record<string, number> | undefined} some
 */
const part = (id, name, some) => (some?.[id] ? `${papers(some[id])} of ${name}` : name);
/** @type {NameOf} */
const itself = (id) => id;

/**
 * An act in words.
 * @param {string} name
 * @param {Fields} fields
 * @param {NameOf} [nameOf]
 * @param {Places} [places]
 */
export function describe(name, fields, nameOf = itself, places = { unit: itself, box: itself }) {
  return SAYS[name]?.(fields, nameOf, places) ?? plain(name);
}

/**
 * The names of a standing's candidates.
 * @param {Pick<Standing, "candidates">} standing
 * @returns {NameOf}
 */
export function namesOf(standing) {
  const names = new Map(standing.candidates.map((candidate) => [candidate.candidate, candidate.name]));
  return (id) => names.get(id) ?? id;
}
