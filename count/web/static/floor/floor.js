/** Every contest a line, those that wait for me first; late boxes and quiet tables above them. */

import { lateBoxes, quietTables } from "../shared/alerts.js";
import { OutOfTouch, get } from "../hall/api.js";
import { byId, cells, el, reconcile, say } from "../hall/dom.js";
import { equation } from "../shared/equation.js";
import { grouped, plain } from "../hall/figures.js";
import { showHall, startHall } from "./hall.js";
import { OF_THE_OFFICER } from "../shared/mending.js";
import { did, page, start } from "../hall/page.js";
import { watch } from "../hall/standings.js";

const MARKS = { verifying: "○", counting: "◐", provisional: "◑", declared: "✓", cancelled: "–" };
/** How often the clock is looked at: nothing is asked of the hall. */
const TICK_MS = 20_000;
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
function waitsFor({ state, agreements = [], findings, needs, verification_closed: closed, boxes = {} }) {
  const mine = agreements.filter((open) => open.may_second).length;
  if (mine) return [0, `◑ ${mine} to agree`];
  if (state === "declared" || state === "cancelled") return [9, ""];
  if (!findings) return [8, ""];
  if (needs?.lot) return [1, "▲ A lot must be drawn"];
  if (needs?.seats) return [1, "▲ Seats won in constituencies must be stated"];
  if (agreements.length) return [5, `◐ ${agreements.length} waiting for somebody else`];
  const blocking = findings.filter((finding) => finding.severity === "blocks" && !finding.overridden && !OF_THE_OFFICER.has(finding.code));
  if (!blocking.length && state === "provisional") return [2, "✓ Ready to declare"];
  if (!blocking.length && closed) return [3, "✓ Ready to share"];
  const done = Object.values(boxes).every((box) => box.verified !== null || box.state === "not-used");
  if (!closed && done) return [4, "✓ Every box is verified: close verification"];
  if (blocking.length) return [6, `■ ${short(blocking[0].words)}${blocking.length > 1 ? ` and ${blocking.length - 1} more` : ""}`];
  return [7, closed ? "" : "○ Verification is open"];
}

/** Without the list of names, which the contest's own page has. */
const short = (words) => words.split(": ")[0].replace(/\.$/, "");

function draw() {
  const rows = [...standings.values()].map((standing) => ({ standing, waits: waitsFor(standing) }));
  rows.sort((a, b) => a.waits[0] - b.waits[0] || a.standing.name.localeCompare(b.standing.name));
  const mine = rows.filter(({ waits }) => waits[0] <= 4).length;
  say(byId("waiting"), mine ? `${mine} ${mine === 1 ? "contest waits" : "contests wait"} for ${page.visitor.name}.` : "No contest waits for you.");
  reconcile(byId("floor"), rows, ({ standing }) => standing.contest, line, update);
  drawAlerts();
}

function drawAlerts() {
  const known = [...standings.values()];
  alert("late", "late-boxes", lateBoxes(known), (n) => (n === 1 ? "▲ 1 box is late" : `▲ ${n} boxes are late`));
  alert("quiet", "quiet-tables", quietTables(known), (n) => (n === 1 ? "▲ 1 table is quiet" : `▲ ${n} tables are quiet`));
}

function alert(id, list, found, wordsOf) {
  byId(id).hidden = found.length === 0;
  say(byId(`${id}-heading`), wordsOf(found.length));
  reconcile(
    byId(list),
    found,
    ({ key }) => key,
    ({ href, name }) => el("li", {}, el("a", { href }, name), el("span")),
    (item, { words }) => say(item.lastElementChild, words),
  );
}

setInterval(drawAlerts, TICK_MS);

function line({ standing }) {
  const row = el("tr", { role: "row" });
  const link = el("a", { href: `/contest/${encodeURIComponent(standing.contest)}` }, standing.name);
  row.append(el("th", { scope: "row" }, link));
  return row;
}

function update(row, { standing, waits }) {
  const { state, accounted, verified, turnout } = standing;
  row.dataset.rank = waits[0];
  const { holds } = standing.findings ? equation(standing) : { holds: null };
  const papers = verified ? `${grouped(accounted)} of ${grouped(verified)}${holds ? " ✓" : holds === false ? " ▲" : ""}` : "";
  // The first cell keeps its link: putting it back in would take the keyboard away from it.
  cells(row, [null, `${MARKS[state] ?? ""} ${plain(state)}`, papers, turnout && verified ? `${turnout.percent}\u00a0%` : "", waits[1]], new Set([2, 3]));
}
