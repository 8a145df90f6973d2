/** The numbers of the papers a polling station was given: first and last of each run. */

import { byId, el } from "../hall/dom.js";
import { fault, read } from "../hall/fields.js";

let made = 0;

export function startRanges() {
  byId("another-range").addEventListener("click", () => add().querySelector("input").focus());
  add();
}

export function emptyRanges() {
  byId("ranges").replaceChildren();
  add();
}

function add() {
  const at = (made += 1);
  const number = (id, label) =>
    el(
      "p",
      { class: "field" },
      el("label", { for: id }, label),
      el("input", { id, type: "text", inputmode: "numeric", autocomplete: "off", "data-count": "numbers" }),
    );
  const line = el("div", { class: "inline" }, number(`first-${at}`, "First number"), number(`last-${at}`, "Last number"));
  byId("ranges").append(line);
  return line;
}

/** Show ranges that were keyed before. */
export function showRanges(given) {
  byId("ranges").replaceChildren();
  for (const range of given) {
    const inputs = add().querySelectorAll("input");
    // Numbers printed on papers are not grouped.
    range.forEach((n, at) => (inputs[at].value = String(n)));
  }
}

/** The ranges that are keyed whole so far, without a word about the others. */
export function rangesSoFar() {
  return [...byId("ranges").children]
    .map((line) => [...line.querySelectorAll("input")].map(read))
    .filter(([first, last]) => first !== null && last !== null && last >= first);
}

/** The ranges as [[first, last], ...]; null, and said where, while one is half keyed. */
export function ranges() {
  const given = [];
  for (const line of byId("ranges").children) {
    const inputs = [...line.querySelectorAll("input")];
    const range = inputs.map(read);
    if (range.every((n) => n === null)) continue;
    const missing = range.indexOf(null);
    if (missing >= 0) {
      fault(inputs[missing], "Key both numbers.");
      inputs[missing].focus();
      return null;
    }
    if (range[1] < range[0]) {
      fault(inputs[1], "The last number is below the first.");
      inputs[1].focus();
      return null;
    }
    given.push(range);
  }
  return given;
}
