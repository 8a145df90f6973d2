/** The figures that an officer must have seen before sharing or declaring them, or agreeing to it. */

import { equation } from "./equation.js";
import { grouped, sum } from "./figures.js";
import { namesOf } from "./words.js";

/** As [term, words]: candidates in ballot order, rejected papers, the equation, and the code of it all. */
export function figures(standing) {
  const name = namesOf(standing);
  const votes = standing.candidates.map(({ candidate }) => [name(candidate), grouped(standing.totals?.[candidate])]);
  const rejected = sum(Object.values(standing.rejected));
  return [...votes, ["Rejected papers", grouped(rejected)], ["Equation", equation(standing).words], ["Code of the figures", standing.seen]];
}
