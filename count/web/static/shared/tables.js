/** The tables of a contest: votes in ballot order, units, boxes, and counts side by side. */

import { byId, cells, childrenOf, el, one, reconcile, say } from "../hall/dom.js";
import { grouped, plain, sum } from "../hall/figures.js";

/** @type {Record<string, string>} */
const STATES = {
  waiting: "○ waiting",
  open: "◐ counting",
  closed: "✓ closed",
  expected: "○ expected",
  received: "◐ received",
  counted: "◑ counted",
  verified: "✓ verified",
  differs: "▲ differs",
  late: "▲ late",
  "not-used": "– not used",
};
/** @type {Record<string, string>} */
const CLAIMS = { agrees: "✓ agrees", differs: "▲ differs" };

/** @param {string} state */
export const stateWords = (state) => STATES[state] ?? plain(state);

/**
 * Votes of each candidate, the elected marked with a word; then the rejected papers by ground.
 * @param {Standing} standing
 */
export function showVotes(standing) {
  const won = wonBy(standing.result);
  for (const row of childrenOf(byId("totals"))) {
    const { candidate = "" } = row.dataset;
    say(one(row, "[data-total]"), grouped(standing.totals?.[candidate]));
    say(one(row, "[data-elected]"), won(candidate));
  }
  const rejected = standing.rejected ?? {};
  /** @type {[key: string, words: string, n: number | undefined][]} */
  const rows = standing.grounds.map(({ ground, words }) => [ground, `Rejected: ${words}`, rejected[ground] ?? 0]);
  rows.push(["all", "Rejected papers", sum(Object.values(rejected))]);
  if (standing.votes_a_paper > 1) {
    if (standing.in_part != null) rows.push(["part", "Papers rejected in part, counted above", standing.in_part]);
    rows.push(["unused", "Unused votes", standing.unused]);
  }
  rows.push(["verified", "Papers verified", standing.verified]);
  const body = byId("rejected");
  const columns = new Set([1]);
  reconcile(
    body,
    rows,
    ([key]) => key,
    () => el("tr"),
    (row, [, words, n]) => cells(row, [words, grouped(n), ""], columns),
  );
}

/**
 * What a row of the ballot paper won, in a word: who is elected, seats of a list, an answer's majority.
 * @param {StandingShape["result"]} result
 */
function wonBy(result) {
  const { elected = [], seats = [], carried } = result ?? {};
  return (/** @type {string} */ candidate) => {
    if (!elected.includes(candidate)) return "";
    if (carried !== undefined) return "Majority";
    const n = seats.filter((seat) => seat.candidate === candidate).length;
    return n === 0 ? "Elected" : n === 1 ? "1 seat" : `${n} seats`;
  };
}

/** @param {Standing} standing */
export function showUnits(standing) {
  const query = new URLSearchParams({ contest: standing.contest });
  const columns = new Set([2, 3, 4, 5]);
  reconcile(
    byId("units"),
    Object.values(standing.units),
    (unit) => unit.unit,
    (unit) => rowOf(`/unit/${encodeURIComponent(unit.unit)}?${query}`, unit.name),
    (row, unit) => cells(row, unitCells(unit), columns),
  );
}

/** @param {Unit} unit */
const unitCells = (unit) => [
  null,
  stateWords(unit.state),
  grouped(unit.papers),
  grouped(unit.accounted),
  grouped(unit.unsorted),
  grouped(unit.doubtful),
  CLAIMS[unit.claim ?? ""] ?? "not yet",
  `count ${unit.attempt}`,
];

/** @param {Standing} standing */
export function showBoxes(standing) {
  const { contest, boxes } = standing;
  const columns = new Set([2, 3, 4, 5, 6]);
  reconcile(
    byId("boxes"),
    Object.values(boxes),
    (box) => box.box,
    (box) => rowOf(`/boxes?${new URLSearchParams({ contest, box: box.box })}`, `${box.name} (${box.box})`),
    (row, box) => cells(row, boxCells(box), columns),
  );
}

/** @param {Box} box */
const boxCells = (box) => [
  null,
  stateWords(box.state),
  grouped(box.expected),
  (box.counted ?? []).map(grouped).join(" · "),
  strays(box),
  grouped(box.verified),
  signed(box.variance),
  box.note ?? "",
];

/**
 * A row whose head is a link to the page of what it shows.
 * @param {string} href
 * @param {string} words
 */
const rowOf = (href, words) => el("tr", {}, el("th", { scope: "row" }, el("a", { href }, words)));

/** @param {Box} box */
const strays = (box) =>
  [box.strays_out && `−${grouped(box.strays_out)}`, box.strays_in && `+${grouped(box.strays_in)}`]
    .filter(Boolean)
    .join(" ");
/** @param {number | null | undefined} n */
export const signed = (n) => (n == null ? "" : n > 0 ? `+${grouped(n)}` : n < 0 ? `−${grouped(-n)}` : "0");

/**
 * The contest and each unit counted more than once: every count in its own column, and what changed since the first.
 * @param {Standing} standing
 */
export function showAttempts(standing) {
  const whole =
    standing.attempts && standing.attempts.length > 1 && Object.keys(standing.units).length > 1
      ? [{ name: standing.name, counts: standing.attempts }]
      : [];
  const recounted = Object.values(standing.units)
    .map((unit) => ({ name: unit.name, counts: countsOf(unit) }))
    .filter((unit) => unit.counts.length > 1);
  byId("attempts-part").hidden = recounted.length === 0;
  byId("attempts").replaceChildren(...[...whole, ...recounted].map((place) => sideBySide(place, standing)));
}

/** @param {Unit} unit */
function countsOf(unit) {
  /** @type {Map<number, Pick<Unit, "attempt" | "accounted" | "totals" | "rejected">>} */
  const counts = new Map((unit.attempts ?? []).map((count) => [count.attempt, count]));
  counts.set(unit.attempt, unit);
  return [...counts.values()]
    .sort((a, b) => a.attempt - b.attempt)
    .map(({ attempt, accounted, totals, rejected }) => ({
      attempt,
      accounted,
      totals,
      rejected: sum(Object.values(rejected ?? {})),
    }));
}

/**
 * @param {{ name: string, counts: Counted[] }} place
 * @param {Standing} standing
 */
function sideBySide({ name, counts }, standing) {
  const [previous, last] = counts.slice(-2);
  /** @param {number | null | undefined} n */
  const figureOf = (n) => el("td", { class: "figure" }, grouped(n));
  /**
   * @param {string} words
   * @param {(count: Counted) => number | undefined} figure
   */
  const line = (words, figure) => {
    const [before, now] = [figure(previous), figure(last)];
    const change = before == null || now == null ? "" : signed(now - before);
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, words),
      ...counts.map((count) => figureOf(figure(count))),
      el("td", { class: change === "0" ? "figure same" : "figure" }, change),
    );
  };
  const heads = counts.map((count) => el("th", { scope: "col", class: "figure" }, `Count ${count.attempt}`));
  return el(
    "table",
    { class: "counts" },
    el("caption", {}, name),
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "Candidate"),
        ...heads,
        el("th", { scope: "col", class: "figure" }, "Change"),
      ),
    ),
    el(
      "tbody",
      {},
      ...standing.candidates.map((candidate) => line(candidate.name, (count) => count.totals?.[candidate.candidate])),
      line("Rejected papers", (count) => count.rejected),
      line("Papers accounted for", (count) => count.accounted),
    ),
  );
}
