/** The figures that an officer must have seen before sharing or declaring them, or agreeing to it. */

import { grouped, sum } from "../hall/figures.js";
import { namesOf } from "./words.js";

/**
 * As [term, words]: candidates in ballot order, rejected papers, the equation, and the code of it all.
 * @param {Standing} standing
 * @returns {Detail[]}
 */
export function figures(standing) {
  const name = namesOf(standing);
  /** @type {Detail[]} */
  const votes = standing.candidates.map(({ candidate }) => [name(candidate), grouped(standing.totals?.[candidate])]);
  const rejected = sum(Object.values(standing.rejected));
  return [
    ...votes,
    ...lastStage(standing, name),
    ["Rejected papers", grouped(rejected)],
    ["Equation", standing.equation.words],
    ["Code of the figures", standing.seen],
  ];
}

/**
 * Where there are stages, the figures of the last one are those that decide.
 * @param {Standing} standing
 * @param {NameOf} name
 * @returns {Detail[]}
 */
function lastStage({ stages = [], candidates }, name) {
  const decisive = stages.at(-1);
  if (stages.length < 2 || !decisive) return [];
  const { title, figures: last, elected } = decisive;
  const shown = candidates.map(({ candidate }, at) => [candidate, last[at]]).filter(([, figure]) => figure);
  const said = shown.map(
    ([candidate, figure]) => `${name(candidate)} ${figure}${elected.includes(candidate) ? " (elected)" : ""}`,
  );
  return [[title, said.join(", ")]];
}
