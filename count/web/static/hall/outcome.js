/** What became of an act that was sent, by the hall's answer; and how long to wait before it is sent again. */

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;

/**
 * The hall's word on an act: saved, refused, or null where this is no answer to an act at all.
 * @param {number} status
 * @param {Answer} answer
 * @returns {"saved" | "refused" | null}
 */
export function outcomeOf(status, answer) {
  if (status >= 200 && status < 300) return Number.isInteger(answer.seq) ? "saved" : null;
  return status >= 400 && ("refused" in answer || "words" in answer || "detail" in answer) ? "refused" : null;
}

/**
 * How long to wait before the next try, longer each time and never the same for every tablet.
 * @param {number} tries
 * @param {number} chance from 0 up to 1
 */
export const pause = (tries, chance) =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10)) * (0.5 + chance / 2);
