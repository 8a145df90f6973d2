/** The stages of a count on the officer's page, and how far papers that are being sorted have come. */

import { byId, cells, el, reconcile, say } from "../hall/dom.js";
import { grouped, papers } from "../hall/figures.js";
import { namesOf } from "../shared/words.js";

export function showStages(standing) {
  const stages = standing.stages ?? [];
  const asked = standing.needs?.papers?.of.length ? standing.needs.papers : null;
  byId("stages-part").hidden = stages.length < 2 && asked === null;
  showAsked(asked, namesOf(standing));
  const heads = ["Candidate", ...stages.map((stage) => stage.title)];
  reconcile(byId("stages-heads"), heads.map((words, at) => ({ words, at })), ({ at }) => at, ({ at }) => el("th", { scope: "col", class: at ? "figure" : "" }), (node, { words }) => say(node, words));
  const rows = stages.length ? [...standing.candidates.map(figuresOf(stages, standing.state)), ...restOf(stages)] : [];
  const columns = new Set(stages.map((_, at) => at + 1));
  reconcile(byId("stages-rows"), rows, ([words]) => words, () => el("tr"), (row, words) => cells(row, words, columns));
  showSeats(standing.result?.seats ?? [], namesOf(standing));
}

/** A candidate's figure at each stage; – for who is out of account. */
const figuresOf = (stages, state) => ({ candidate, name }, at) => [name, ...stages.map((stage) => `${shown(stage.figures[at])}${word(stage, candidate, state)}`)];

/** Nobody is elected before it is declared. */
function word({ elected, excluded }, candidate, state) {
  if (elected.includes(candidate)) return state === "declared" ? " elected" : " would be elected";
  return excluded.includes(candidate) ? " out" : "";
}

function restOf(stages) {
  const kinds = [...new Set(stages.flatMap((stage) => stage.rest.map(([words]) => words)))];
  return kinds.map((kind) => [`${kind[0].toUpperCase()}${kind.slice(1)}`, ...stages.map((stage) => shown(Object.fromEntries(stage.rest)[kind] ?? ""))]);
}

/** An exact figure of the count: thousands grouped, decimals as they are. */
function shown(text) {
  if (!text) return "–";
  const [whole, decimals] = text.split(".");
  return decimals === undefined ? grouped(Number(whole)) : `${grouped(Number(whole))}.${decimals}`;
}

function showAsked(asked, name) {
  byId("sorting-now").hidden = asked === null;
  if (asked === null) return;
  const { of, next_for: stay, papers: all, sorted } = asked;
  say(byId("sorting-now"), `${papers(all)} of ${of.map(name).join(", ")} are sorted at the tables by next preference for ${stay.map(name).join(", ")}: ${grouped(sorted)} recorded so far.`);
}

function showSeats(seats, name) {
  byId("seats-part").hidden = seats.length === 0;
  const said = seats.map(({ candidate, place, name: person }, at) => ({ at, words: place === null ? name(candidate) : `${person || `no. ${place}`} (${name(candidate)})` }));
  reconcile(byId("seats"), said, ({ at }) => at, () => el("li"), (node, { words }) => say(node, words));
}
