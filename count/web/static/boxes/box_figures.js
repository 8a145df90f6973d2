/** What a box comes to: what was found in it, against what its account says. */

/**
 * Found less strays out plus strays in; null where nobody counted it.
 * @param {Partial<Box>} box
 */
export function settled({ counted = [], strays_out: out = 0, strays_in: into = 0 }) {
  if (!counted.length && !out && !into) return null;
  return (counted.at(-1) ?? 0) - out + into;
}

/**
 * What it holds less what it should hold; null while either is not known.
 * @param {Box} box
 */
export function variance(box) {
  const held = box.verified ?? settled(box);
  return held === null || box.expected === null ? null : held - box.expected;
}

/** @param {Box} box */
export const isDone = (box) => box.verified !== null || box.state === "not-used";

/**
 * A box's state as verification works through it: one that differs is on its own.
 * @param {Box} box
 */
export function stage(box) {
  if (box.state !== "counted") return box.state;
  return variance(box) === 0 ? "counted" : "differs";
}

/**
 * The other boxes of the same polling place.
 * @param {Box} box
 * @param {Box[]} boxes
 */
export const neighbours = (box, boxes) =>
  boxes.filter((other) => other.box !== box.box && other.place && other.place === box.place);

/**
 * Whether the last two counts are the same.
 * @param {Partial<Box>} box
 */
export const countsAgree = ({ counted = [] }) => counted.length > 1 && counted.at(-1) === counted.at(-2);

/**
 * An account worked out as it is keyed: {allocated, issued, expected, off}, each null until it follows;
 * `off` is how far the stated number is above what its own figures make. The figures found on counting count.
 * @param {Keyed} account
 */
export function workOut({ ranges = [], unused, spoilt, unused_found, spoilt_found, stated }) {
  const left = unused_found ?? unused ?? null;
  const allocated = ranges.length ? ranges.reduce((all, [first, last]) => all + last - first + 1, 0) : null;
  if (allocated === null || left === null) return { allocated, issued: null, expected: stated ?? null, off: null };
  const issued = allocated - left;
  const expected = issued - (spoilt_found ?? spoilt ?? 0);
  return { allocated, issued, expected, off: stated == null ? null : stated - expected };
}
