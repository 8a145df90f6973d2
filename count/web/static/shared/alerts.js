/** What nobody is doing: boxes that are late by the hall's clock, and tables at which nothing moves. */

import { hallNow } from "../hall/api.js";
import { clock, papers } from "../hall/figures.js";

const MINUTE_MS = 60_000;
/** A table with unsorted papers at which nothing was keyed for so long is quiet. */
const QUIET_MS = 10 * MINUTE_MS;
const HOUR = 60;

/**
 * Minutes that a box is late; 0 where it is here, not due yet, or nobody said when.
 * @param {Box} box
 */
export function minutesLate({ state, expected_by: due }) {
  if (state !== "expected" || !due) return 0;
  return Math.max(0, Math.floor((hallNow() - Date.parse(due)) / MINUTE_MS));
}

/**
 * “17 min”, “1 h 5 min”.
 * @param {number} minutes
 */
export const lasting = (minutes) =>
  minutes < HOUR ? `${minutes} min` : `${Math.floor(minutes / HOUR)} h ${minutes % HOUR} min`;

/**
 * “expected by 22:45, 17 min late”; what is not due yet is only expected; nothing where nobody said when.
 * @param {Box} box
 */
export function dueWords(box) {
  if (box.state !== "expected" || !box.expected_by) return "";
  const late = minutesLate(box);
  return `expected by ${clock(box.expected_by).slice(0, 5)}${late ? `, ${lasting(late)} late` : ""}`;
}

/**
 * Every late box of these standings, the latest first: {key, name, words, href}.
 * @param {Pick<StandingShape, "contest" | "boxes">[]} standings
 */
export function lateBoxes(standings) {
  const found = new Map();
  for (const { contest, boxes = {} } of standings)
    for (const box of Object.values(boxes)) {
      const late = minutesLate(box);
      const href = `/boxes?${new URLSearchParams({ contest, box: box.box })}`;
      if (late && !found.has(box.box))
        found.set(box.box, { key: box.box, late, name: `${box.box}, ${box.name}`, words: dueWords(box), href });
    }
  return [...found.values()].sort((a, b) => b.late - a.late);
}

/**
 * Every table that holds unsorted papers and is quiet, the longest first.
 * @param {Pick<StandingShape, "contest" | "name" | "state" | "units">[]} standings
 */
export function quietTables(standings) {
  const found = [];
  for (const { contest, name, state, units = {} } of standings) {
    if (state === "declared" || state === "cancelled") continue;
    for (const unit of Object.values(units)) {
      if (!(unit.unsorted > 0) || !unit.last_at) continue;
      const still = hallNow() - Date.parse(unit.last_at);
      if (still < QUIET_MS) continue;
      const words = `nothing keyed for ${lasting(Math.floor(still / MINUTE_MS))}, ${papers(unit.unsorted)} not sorted`;
      const href = `/unit/${encodeURIComponent(unit.unit)}?${new URLSearchParams({ contest })}`;
      found.push({ key: `${contest} ${unit.unit}`, still, name: `${unit.name}, ${name}`, words, href });
    }
  }
  return found.sort((a, b) => b.still - a.still);
}
