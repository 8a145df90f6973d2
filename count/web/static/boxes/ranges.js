/** The numbers of the papers a polling station was given: first and last of each run. */

import { all, byId, el, one } from "../hall/dom.js";
import { fault, read } from "../hall/fields.js";

let made = 0;

export function startRanges() {
  byId("another-range").addEventListener("click", () => one(add(), "input", HTMLInputElement).focus());
  add();
}

export function emptyRanges() {
  byId("ranges").replaceChildren();
  add();
}

function add() {
  const at = (made += 1);
  /**
   * @param {string} id
   * @param {string} label
   */
  const number = (id, label) =>
    el(
      "p",
      { class: "field" },
      el("label", { for: id }, label),
      el("input", { id, type: "text", inputmode: "numeric", autocomplete: "off", "data-count": "numbers" }),
    );
  const line = el(
    "div",
    { class: "inline" },
    number(`first-${at}`, "First number"),
    number(`last-${at}`, "Last number"),
  );
  byId("ranges").append(line);
  return line;
}

/**
 * Show ranges that were keyed before.
 * @param {number[][]} given
 */
export function showRanges(given) {
  byId("ranges").replaceChildren();
  for (const range of given) {
    const inputs = all(add(), "input", HTMLInputElement);
    // Numbers printed on papers are not grouped.
    range.forEach((n, at) => (inputs[at].value = String(n)));
  }
}

/**
 * The ranges that are keyed whole so far, without a word about the others.
 * @returns {number[][]}
 */
export function rangesSoFar() {
  return [...byId("ranges").children]
    .map((line) => all(line, "input", HTMLInputElement).map(read))
    .map((range) => range.filter((n) => n !== null))
    .filter((range) => range.length === 2 && range[1] >= range[0]);
}

/** The ranges as [[first, last], ...]; null, and said where, while one is half keyed. */
export function ranges() {
  /** @type {number[][]} */
  const given = [];
  for (const line of byId("ranges").children) {
    const inputs = all(line, "input", HTMLInputElement);
    const range = inputs.map(read);
    if (range.every((n) => n === null)) continue;
    const wrong = faultOf(range);
    if (wrong) {
      fault(inputs[wrong.at], wrong.words);
      inputs[wrong.at].focus();
      return null;
    }
    given.push(range.map((n) => n ?? 0));
  }
  return given;
}

/**
 * The number of a range that is wrong, and the words that say so; null where the range is whole.
 * @param {(number | null)[]} range
 */
export function faultOf([first, last]) {
  if (first === null) return { at: 0, words: "Key both numbers." };
  if (last === null) return { at: 1, words: "Key both numbers." };
  return last < first ? { at: 1, words: "The last number is below the first." } : null;
}
