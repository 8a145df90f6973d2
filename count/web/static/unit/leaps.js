/**
 * Figures that are more often a slip of the hand than a pile of papers: ten times what is usual, or the papers
 * at hand with one digit dropped or doubled. They are asked about once more, and never refused.
 */

import { grouped, papers } from "../hall/figures.js";

const ENOUGH = 3;
const REMEMBERED = 20;
const TEN = 10;
const A_PILE = 100;

/**
 * Why a figure is asked about again, in words; "" where it is not. `usual` are figures of the same kind sent from
 * here before; `left` are the papers not sorted yet, where the figure was keyed digit by digit.
 * @param {number} n
 * @param {{ usual?: number[], left?: number | null }} hints
 */
export function leap(n, { usual = [], left = null }) {
  const middle = median(usual);
  if (usual.length >= ENOUGH && n >= TEN * middle)
    return `${papers(n)}: ten times what is usually sent from here (about ${grouped(middle)}). Count them again.`;
  if (left !== null && left >= A_PILE && oneDigitMore(left, n))
    return `${papers(n)}: that is the ${grouped(left)} still here with a digit left out. Look at the figure again.`;
  return "";
}

/**
 * Whether `longer` is `shorter` with one digit put in, anywhere.
 * @param {number} longer
 * @param {number} shorter
 */
export function oneDigitMore(longer, shorter) {
  const [long, short] = [String(longer), String(shorter)];
  return (
    long.length === short.length + 1 && [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short)
  );
}

/** @param {number[]} figures */
function median(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** @param {string} kind */
const key = (kind) => `counthall-usual ${kind}`;

/**
 * The figures of a kind that were last sent from this device.
 * @param {string} kind
 */
export const usually = (kind) => JSON.parse(localStorage.getItem(key(kind)) ?? "[]");

/**
 * @param {string} kind
 * @param {number} n
 */
export function rememberUsual(kind, n) {
  localStorage.setItem(key(kind), JSON.stringify([...usually(kind), n].slice(-REMEMBERED)));
}
