/** The stages of a count on the officer's page, and how far papers that are being sorted have come. */

import { byId, cells, el, reconcile, say } from "../hall/dom.js";
import { grouped, papers } from "../hall/figures.js";
import { namesOf } from "../shared/words.js";

/** @param {Standing} standing */
export function showStages(standing) {
  const stages = standing.stages ?? [];
  const asked = standing.needs?.papers?.of.length ? standing.needs.papers : null;
  byId("stages-part").hidden = stages.length < 2 && asked === null;
  showAsked(asked, namesOf(standing));
  const heads = ["Candidate", ...stages.map((stage) => stage.title)];
  reconcile(
    byId("stages-heads"),
    heads.map((words, at) => ({ words, at })),
    ({ at }) => at,
    ({ at }) => el("th", { scope: "col", class: at ? "figure" : "" }),
    (node, { words }) => say(node, words),
  );
  const rows = stages.length ? [...standing.candidates.map(figuresOf(stages, standing.state)), ...restOf(stages)] : [];
  const columns = new Set(stages.map((_, at) => at + 1));
  reconcile(
    byId("stages-rows"),
    rows,
    ([words]) => words,
    () => el("tr"),
    (row, words) => cells(row, words, columns),
  );
  showSeats(standing.result?.seats ?? [], namesOf(standing));
}

/**
 * A candidate's figure at each stage; – for who is out of account.
 * @param {StageShape[]} stages
 * @param {string} state
 */
const figuresOf =
  (stages, state) =>
  (/** @type {CandidateShape} */ { candidate, name }, /** @type {number} */ at) => [
    name,
    ...stages.map((stage) => `${shown(stage.figures[at])}${word(stage, candidate, state)}`),
  ];

/**
 * Nobody is elected before it is declared.
 * @param {StageShape} stage
 * @param {string} candidate
 * @param {string} state
 */
function word({ elected, excluded }, candidate, state) {
  if (elected.includes(candidate)) return state === "declared" ? " elected" : " would be elected";
  return excluded.includes(candidate) ? " out" : "";
}

/** @param {StageShape[]} stages */
function restOf(stages) {
  const kinds = [...new Set(stages.flatMap((stage) => stage.rest.map(([words]) => words)))];
  return kinds.map((kind) => [
    `${kind[0].toUpperCase()}${kind.slice(1)}`,
    ...stages.map((stage) => shown(Object.fromEntries(stage.rest)[kind] ?? "")),
  ]);
}

/**
 * An exact figure of the count: thousands grouped, decimals as they are.
 * @param {string} text
 */
function shown(text) {
  if (!text) return "–";
  const [whole, decimals] = text.split(".");
  return decimals === undefined ? grouped(Number(whole)) : `${grouped(Number(whole))}.${decimals}`;
}

/**
 * @param {ParcelNeededShape | null | undefined} asked
 * @param {NameOf} name
 */
function showAsked(asked, name) {
  byId("sorting-now").hidden = !asked;
  if (!asked) return;
  const { of, next_for: stay, papers: parcel, sorted } = asked;
  say(
    byId("sorting-now"),
    `${papers(parcel)} of ${of.map(name).join(", ")} are sorted at the tables by next preference ` +
      `for ${stay.map(name).join(", ")}: ${grouped(sorted)} recorded so far.`,
  );
}

/**
 * @param {any[]} seats
 * @param {NameOf} name
 */
function showSeats(seats, name) {
  byId("seats-part").hidden = seats.length === 0;
  const said = seats.map(({ candidate, place, name: person }, at) => ({
    at,
    words: place === null ? name(candidate) : `${person || `no. ${place}`} (${name(candidate)})`,
  }));
  reconcile(
    byId("seats"),
    said,
    ({ at }) => at,
    () => el("li"),
    (node, { words }) => say(node, words),
  );
}
