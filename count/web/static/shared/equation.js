/** The equation of a contest, large: what was counted against what was verified, as the standing says it. */

import { el } from "../hall/dom.js";

/**
 * Show the equation of a standing: the figures in ink, the words beside them quieter; said anew only when it
 * changed.
 * @param {HTMLElement} node
 * @param {{words: string, holds: boolean | null}} equation
 */
export function showEquation(node, { words, holds }) {
  node.dataset.holds = holds === null ? "open" : holds ? "yes" : "no";
  if (node.textContent === words) return;
  const parts = words.split(/(\d[\d,]*|✓)/).filter(Boolean);
  node.replaceChildren(...parts.map((part) => (/[\d✓]/.test(part) ? el("b", {}, part) : part)));
}
