/** Every contest a line, those that wait for me first; late boxes and quiet tables above them. */

import { lateBoxes, quietTables } from "../shared/alerts.js";
import { OutOfTouch, get } from "../hall/api.js";
import { byId, cells, el, one, reconcile, say } from "../hall/dom.js";
import { grouped, plain } from "../hall/figures.js";
import { showHall, startHall } from "./hall.js";
import { did, page, start } from "../hall/page.js";
import { watch } from "../hall/standings.js";

/** @type {Record<string, string>} */
const MARKS = { verifying: "○", counting: "◐", provisional: "◑", declared: "✓", cancelled: "–" };
/** How often the clock is looked at: nothing is asked of the hall. */
const TICK_MS = 20_000;

/**
 * A contest as far as the hall has told of it: its name and state first, the rest when its standing is here.
 * @typedef {Partial<Standing> & Pick<Standing, "contest" | "name" | "state">} Told
 */

/** @type {Map<string, Told>} */
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

/**
 * A contest as a row, and what it waits for.
 * @typedef {{ standing: Told, waits: { rank: number, words: string } }} Row
 */

/** Until the hall has told what a contest waits for. */
const UNTOLD = { rank: 8, words: "" };
/** Up to this rank a contest waits for the person signed in. */
const MINE = 4;

function draw() {
  /** @type {Row[]} */
  const rows = [...standings.values()].map((standing) => ({ standing, waits: standing.waits ?? UNTOLD }));
  rows.sort((a, b) => a.waits.rank - b.waits.rank || a.standing.name.localeCompare(b.standing.name));
  const mine = rows.filter(({ waits }) => waits.rank <= MINE).length;
  say(byId("waiting"), mineWords(mine));
  reconcile(byId("floor"), rows, ({ standing }) => standing.contest, line, update);
  drawAlerts();
}

/** @param {number} mine */
function mineWords(mine) {
  if (mine === 0) return "No contest waits for you.";
  return `${mine} ${mine === 1 ? "contest waits" : "contests wait"} for ${page.visitor.name}.`;
}

function drawAlerts() {
  const known = [...standings.values()];
  alert("late", "late-boxes", lateBoxes(known), ["box is late", "boxes are late"]);
  alert("quiet", "quiet-tables", quietTables(known), ["table is quiet", "tables are quiet"]);
}

/**
 * @param {string} id
 * @param {string} list
 * @param {{ key: string, href: string, name: string, words: string }[]} found
 * @param {[one: string, several: string]} heads
 */
function alert(id, list, found, [singular, several]) {
  byId(id).hidden = found.length === 0;
  say(byId(`${id}-heading`), `▲ ${found.length} ${found.length === 1 ? singular : several}`);
  reconcile(
    byId(list),
    found,
    ({ key }) => key,
    ({ href, name }) => el("li", {}, el("a", { href }, name), el("span")),
    (item, { words }) => say(one(item, "span"), words),
  );
}

setInterval(drawAlerts, TICK_MS);

/** @param {Row} row */
function line({ standing }) {
  const row = el("tr", { role: "row" });
  const link = el("a", { href: `/contest/${encodeURIComponent(standing.contest)}` }, standing.name);
  row.append(el("th", { scope: "row" }, link));
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {Row} told
 */
function update(row, { standing, waits }) {
  const { state, accounted, verified, turnout } = standing;
  row.dataset.rank = String(waits.rank);
  const holds = standing.equation?.holds ?? null;
  const sign = holds === null ? "" : holds ? " ✓" : " ▲";
  const papers = verified ? `${grouped(accounted)} of ${grouped(verified)}${sign}` : "";
  const percent = turnout && verified ? `${turnout.percent}\u00a0%` : "";
  // The first cell keeps its link: putting it back in would take the keyboard away from it.
  cells(row, [null, `${MARKS[state] ?? ""} ${plain(state)}`, papers, percent, waits.words], new Set([2, 3]));
}
