/** Figures as people write and read them. */

const GROUPED = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

export const grouped = (n) => (n == null ? "" : GROUPED.format(n));

export const papers = (n) => `${grouped(n)} ${n === 1 ? "paper" : "papers"}`;

export const sum = (values) => values.reduce((whole, part) => whole + part, 0);

/** The hall's clock: hours, minutes and seconds of a moment. */
export function clock(moment) {
  const time = new Date(moment);
  return Number.isNaN(time.getTime()) ? "" : time.toLocaleTimeString("en-GB", { hour12: false });
}

/** Words of a code: "returning-officer" is "returning officer". */
export const plain = (code) => code.replaceAll("-", " ");
