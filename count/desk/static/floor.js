/** Every contest a line, those that wait for me first. */

import { OutOfTouch, get } from "./api.js";
import { byId, cells, el, reconcile, say } from "./dom.js";
import { grouped, plain } from "./figures.js";
import { showHall, startHall } from "./hall.js";
import { did, page, start } from "./page.js";
import { watch } from "./standings.js";

const MARKS = { verifying: "○", counting: "◐", provisional: "◑", declared: "✓", cancelled: "–" };
/** What stands in the way of declaring only because the officer has not acted yet. */
const OF_THE_OFFICER = new Set(["provisional-needed", "agreement-open"]);
const standings = new Map();

start({
  answered: ({ entry, saved }) => {
    if (entry.contest) return;
    did(saved ? `Recorded: ${entry.words}` : `Not recorded: ${entry.words}`);
    showHall();
  },
});
startHall();
load();

async function load() {
  try {
    const { status, answer } = await get("/api/contests");
    if (status !== 200) return;
    for (const { contest, name, state } of answer.contests) standings.set(contest, { contest, name, state });
    draw();
    for (const { contest } of answer.contests)
      watch(contest, (standing) => {
        standings.set(contest, standing);
        draw();
      });
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    setTimeout(load, 2_000 + Math.random() * 2_000);
  }
}

/** What a contest waits for: [rank, words]; the lowest rank waits for me. */
function waitsFor({ state, agreements = [], findings, needs, verification_closed: closed }) {
  const mine = agreements.filter((open) => open.may_second).length;
  if (mine) return [0, `◑ ${mine} to agree`];
  if (state === "declared" || state === "cancelled") return [9, ""];
  if (!findings) return [8, ""];
  if (needs?.lot) return [1, "▲ A lot must be drawn"];
  const blocking = findings.filter((finding) => finding.severity === "blocks" && !finding.overridden && !OF_THE_OFFICER.has(finding.code));
  if (!blocking.length && state === "provisional") return [2, "✓ Ready to declare"];
  if (!blocking.length && closed) return [3, "✓ Provisional result ready"];
  if (agreements.length) return [4, `◐ ${agreements.length} waiting for somebody else`];
  if (blocking.length) return [5, `■ ${blocking[0].words}${blocking.length > 1 ? ` (and ${blocking.length - 1} more)` : ""}`];
  return [6, closed ? "" : "○ Verification is open"];
}

function draw() {
  const rows = [...standings.values()].map((standing) => ({ standing, waits: waitsFor(standing) }));
  rows.sort((a, b) => a.waits[0] - b.waits[0] || a.standing.name.localeCompare(b.standing.name));
  const mine = rows.filter(({ waits }) => waits[0] <= 3).length;
  say(byId("waiting"), mine ? `${mine} ${mine === 1 ? "contest waits" : "contests wait"} for ${page.visitor.name}.` : "No contest waits for you.");
  reconcile(byId("floor"), rows, ({ standing }) => standing.contest, line, update);
}

function line({ standing }) {
  const row = el("tr");
  const link = el("a", { href: `/contest/${encodeURIComponent(standing.contest)}` }, standing.name);
  row.append(el("th", { scope: "row" }, link));
  return row;
}

function update(row, { standing, waits }) {
  const { state, accounted, verified } = standing;
  row.dataset.rank = waits[0];
  // The first cell keeps its link: putting it back in would take the keyboard away from it.
  cells(row, [null, `${MARKS[state] ?? ""} ${plain(state)}`, grouped(accounted), grouped(verified), waits[1]], new Set([2, 3]));
}
