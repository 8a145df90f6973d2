/** The equation of a contest, large: what was counted against what was verified. */

import { el } from "../hall/dom.js";
import { grouped, sum } from "../hall/figures.js";

/**
 * One vote a paper: votes + rejected = verified. Several: votes + unused + rejected × each =
 * verified × each, where a paper rejected in part has its lost votes among the unused. Gives
 * {words, holds}; `holds` is null while papers are still to come.
 */
export function equation(standing) {
  const { votes_a_paper: each, verified, totals, accounted, unused } = standing;
  if (!verified) return { words: "No paper is verified yet.", holds: null };
  if (!totals) return { words: `accounted for ${grouped(accounted)} of verified ${grouped(verified)}`, holds: null };
  const votes = sum(Object.values(totals));
  const rejected = sum(Object.values(standing.rejected));
  const several = each > 1;
  const left = several ? votes + (unused ?? 0) + rejected * each : votes + rejected;
  const right = several ? verified * each : verified;
  const counted = several
    ? `votes ${grouped(votes)} + unused ${grouped(unused ?? 0)} + rejected ${grouped(rejected)} × ${each}`
    : `votes ${grouped(votes)} + rejected ${grouped(rejected)}`;
  const against = several ? `verified ${grouped(verified)} × ${each}` : `verified ${grouped(verified)}`;
  if (left === right) return { words: `${counted} = ${against} ✓`, holds: true };
  const whole = several ? `${against} = ${grouped(right)}` : against;
  if (left > right) return { words: `${counted} = ${grouped(left)}, more than ${whole}`, holds: false };
  return { words: `${counted} = ${grouped(left)} of ${whole}`, holds: null };
}

/** Show an equation: the figures in ink, the words beside them quieter; said anew only when it changed. */
export function showEquation(node, words, holds) {
  node.dataset.holds = holds === null ? "open" : holds ? "yes" : "no";
  if (node.textContent === words) return;
  const parts = words.split(/(\d[\d,]*|✓)/).filter(Boolean);
  node.replaceChildren(...parts.map((part) => (/[\d✓]/.test(part) ? el("b", {}, part) : part)));
}
