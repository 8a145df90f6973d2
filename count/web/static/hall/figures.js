/** Figures as people write and read them. */

const GROUPED = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** @param {number | null | undefined} n */
export const grouped = (n) => (n == null ? "" : GROUPED.format(n));

/** @param {number} n */
export const papers = (n) => `${grouped(n)} ${n === 1 ? "paper" : "papers"}`;

/** @param {readonly number[]} values */
export const sum = (values) => values.reduce((whole, part) => whole + part, 0);

/**
 * The hall's clock: hours, minutes and seconds of a moment.
 * @param {string | number} moment
 */
export function clock(moment) {
  const time = new Date(moment);
  return Number.isNaN(time.getTime()) ? "" : time.toLocaleTimeString("en-GB", { hour12: false });
}

/**
 * Words of a code: "returning-officer" is "returning officer".
 * @param {string} code
 */
export const plain = (code) => code.replaceAll("-", " ");
