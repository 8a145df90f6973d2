/** The tables of a contest: votes in ballot order, units, boxes, and counts side by side. */

import { byId, cells, el, reconcile, say } from "../hall/dom.js";
import { grouped, plain, sum } from "../hall/figures.js";

const STATES = {
  waiting: "○ waiting", open: "◐ counting", closed: "✓ closed",
  expected: "○ expected", received: "◐ received", counted: "◑ counted", verified: "✓ verified", differs: "▲ differs", late: "▲ late", "not-used": "– not used",
};
const CLAIMS = { agrees: "✓ agrees", differs: "▲ differs" };

export const stateWords = (state) => STATES[state] ?? plain(state);

/** Votes of each candidate, the elected marked with a word; then the rejected papers by ground. */
export function showVotes(standing) {
  const won = wonBy(standing.result);
  for (const row of byId("totals").children) {
    say(row.querySelector("[data-total]"), grouped(standing.totals?.[row.dataset.candidate]));
    say(row.querySelector("[data-elected]"), won(row.dataset.candidate));
  }
  const rejected = standing.rejected ?? {};
  const rows = standing.grounds.map(({ ground, words }) => [ground, `Rejected: ${words}`, rejected[ground] ?? 0]);
  rows.push(["all", "Rejected papers", sum(Object.values(rejected))]);
  if (standing.votes_a_paper > 1) {
    if (standing.in_part != null) rows.push(["part", "Papers rejected in part, counted above", standing.in_part]);
    rows.push(["unused", "Unused votes", standing.unused]);
  }
  rows.push(["verified", "Papers verified", standing.verified]);
  table(byId("rejected"), rows, ([key]) => key, ([, words, n]) => [words, grouped(n), ""], [1]);
}

/** What a row of the ballot paper won, in a word: who is elected, seats of a list, an answer's majority. */
function wonBy(result) {
  const { elected = [], seats = [], carried } = result ?? {};
  return (candidate) => {
    if (!elected.includes(candidate)) return "";
    if (carried !== undefined) return "Majority";
    const n = seats.filter((seat) => seat.candidate === candidate).length;
    return n === 0 ? "Elected" : n === 1 ? "1 seat" : `${n} seats`;
  };
}

export function showUnits(standing) {
  table(
    byId("units"),
    Object.values(standing.units),
    (unit) => unit.unit,
    (unit) => [
      null, stateWords(unit.state), grouped(unit.papers), grouped(unit.accounted),
      grouped(unit.unsorted), grouped(unit.doubtful), CLAIMS[unit.claim] ?? "not yet", `count ${unit.attempt}`,
    ],
    [2, 3, 4, 5],
    (unit) => el("tr", {}, el("th", { scope: "row" }, el("a", { href: `/unit/${encodeURIComponent(unit.unit)}?contest=${encodeURIComponent(standing.contest)}` }, unit.name))),
  );
}

export function showBoxes(standing) {
  table(
    byId("boxes"),
    Object.values(standing.boxes),
    (box) => box.box,
    (box) => [
      null, stateWords(box.state), grouped(box.expected), (box.counted ?? []).map(grouped).join(" · "),
      strays(box), grouped(box.verified), signed(box.variance), box.note ?? "",
    ],
    [2, 3, 4, 5, 6],
    (box) => el("tr", {}, el("th", { scope: "row" }, el("a", { href: `/boxes?${new URLSearchParams({ contest: standing.contest, box: box.box })}` }, `${box.name} (${box.box})`))),
  );
}

const strays = (box) => [box.strays_out && `−${grouped(box.strays_out)}`, box.strays_in && `+${grouped(box.strays_in)}`].filter(Boolean).join(" ");
export const signed = (n) => (n == null ? "" : n > 0 ? `+${grouped(n)}` : n < 0 ? `−${grouped(-n)}` : "0");

/** The contest and each unit counted more than once: every count in its own column, and what changed since the first. */
export function showAttempts(standing) {
  const whole = (standing.attempts ?? []).length > 1 && Object.keys(standing.units).length > 1 ? [{ name: standing.name, counts: standing.attempts }] : [];
  const recounted = Object.values(standing.units)
    .map((unit) => ({ name: unit.name, counts: countsOf(unit) }))
    .filter((unit) => unit.counts.length > 1);
  byId("attempts-part").hidden = recounted.length === 0;
  byId("attempts").replaceChildren(...[...whole, ...recounted].map((place) => sideBySide(place, standing)));
}

function countsOf(unit) {
  const { attempt, accounted, totals, rejected } = unit;
  const counts = new Map((unit.attempts ?? []).map((count) => [count.attempt, count]));
  counts.set(attempt, { attempt, accounted, totals, rejected });
  return [...counts.values()]
    .sort((a, b) => a.attempt - b.attempt)
    .map((count) => ({ ...count, rejected: sum(Object.values(count.rejected ?? {})) }));
}

function sideBySide({ name, counts }, standing) {
  const last = counts.at(-1);
  const figureOf = (n) => el("td", { class: "figure" }, grouped(n));
  const line = (words, figure) => {
    const [before, now] = [figure(counts.at(-2)), figure(last)];
    const change = before == null || now == null ? "" : signed(now - before);
    return el("tr", {}, el("th", { scope: "row" }, words), ...counts.map((count) => figureOf(figure(count))), el("td", { class: change === "0" ? "figure same" : "figure" }, change));
  };
  const heads = counts.map((count) => el("th", { scope: "col", class: "figure" }, `Count ${count.attempt}`));
  return el(
    "table",
    { class: "counts" },
    el("caption", {}, name),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Candidate"), ...heads, el("th", { scope: "col", class: "figure" }, "Change"))),
    el(
      "tbody",
      {},
      ...standing.candidates.map((candidate) => line(candidate.name, (count) => count.totals?.[candidate.candidate])),
      line("Rejected papers", (count) => count.rejected),
      line("Papers accounted for", (count) => count.accounted),
    ),
  );
}

function table(body, rows, keyOf, words, figures, make = () => el("tr")) {
  const columns = new Set(figures);
  reconcile(body, rows, keyOf, make, (row, item) => cells(row, words(item), columns));
}
