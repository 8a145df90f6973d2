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
    const missing = range.indexOf(null);
    if (missing >= 0) {
      fault(inputs[missing], "Key both numbers.");
      inputs[missing].focus();
      return null;
    }
    const [first = 0, last = 0] = range.map((n) => n ?? 0);
    if (last < first) {
      fault(inputs[1], "The last number is below the first.");
      inputs[1].focus();
      return null;
    }
    given.push([first, last]);
  }
  return given;
}
