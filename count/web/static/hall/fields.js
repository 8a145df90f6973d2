/**
 * Fields for whole numbers. Digits only; everything is selected on arrival, so that keying replaces;
 * Enter and ↓ go on to the next field, ↑ back; thousands are grouped while nobody is in the field
 * (not in `data-count="numbers"`, which holds the numbers printed on papers). A blank field is
 * never a zero: it reads as null.
 */

import { el, isField, maybe, one, say } from "./dom.js";
import { grouped } from "./figures.js";

const MOST_DIGITS = 9;

/**
 * Watch every number field inside `root`, also those that come later.
 * @param {Document | HTMLElement} [root]
 */
export function watchFields(root = document) {
  root.addEventListener("beforeinput", (event) => {
    if (!(event instanceof InputEvent) || !isCount(event.target) || event.data == null) return;
    const digits = event.data.replace(/[\s,]/g, "");
    const pasted = event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop";
    if (!/^\d*$/.test(digits) || (!pasted && digits !== event.data)) {
      event.preventDefault();
      if (pasted) fault(event.target, "Only digits can be put in here.");
    }
  });
  root.addEventListener("input", ({ target }) => {
    if (!isCount(target)) return;
    const digits = target.value.replace(/\D/g, "");
    if (digits !== target.value) target.value = digits;
    fault(target, digits.length > MOST_DIGITS ? "That is no number of papers: look again." : "");
  });
  root.addEventListener("focusin", ({ target }) => {
    if (!isCount(target)) return;
    target.value = target.value.replace(/\D/g, "");
    target.select();
  });
  root.addEventListener("focusout", ({ target }) => {
    if (isCount(target) && target.dataset.count !== "numbers") target.value = shown(target.value.replace(/\D/g, ""));
  });
  root.addEventListener("keydown", (event) => event instanceof KeyboardEvent && onward(event));
}

/**
 * Enter and ↓ move to the next field of the form and, from the last one, to its button; ↑ goes back. Shift+Enter
 * sends at once; nothing else sends from a field.
 * @param {KeyboardEvent} event
 */
function onward(event) {
  const { target: at, key } = event;
  const by = MOVES.get(key);
  if (event.defaultPrevented || by === undefined || !(at instanceof HTMLInputElement)) return;
  if (!at.form || at.form.id === "sign-in") return;
  // In a group of choices and among ticks the arrows are the browser's own.
  if (key !== "Enter" && !isCount(at)) return;
  event.preventDefault();
  if (key === "Enter" && event.shiftKey) {
    at.form.requestSubmit();
    return;
  }
  const stops = [...at.form.elements].filter(isStop);
  stops[stops.indexOf(at) + by]?.focus();
}

const MOVES = new Map([
  ["Enter", 1],
  ["ArrowDown", 1],
  ["ArrowUp", -1],
]);

/**
 * Where the keyboard stops on its way through a form: what is in sight, fields and the button that sends.
 * @param {Element} node
 * @returns {node is HTMLInputElement | HTMLButtonElement}
 */
function isStop(node) {
  const stops = node instanceof HTMLInputElement || (node instanceof HTMLButtonElement && node.type !== "button");
  return stops && !node.disabled && node.offsetParent !== null;
}

/**
 * @param {EventTarget | null} node
 * @returns {node is HTMLInputElement}
 */
const isCount = (node) => node instanceof HTMLInputElement && "count" in node.dataset;
/** @param {string} digits */
const shown = (digits) => (digits === "" ? "" : grouped(Number(digits)));

/**
 * What a field holds: a whole number, or null where nothing is keyed.
 * @param {Field} input
 */
export function read(input) {
  const digits = input.value.replace(/\D/g, "");
  return digits === "" ? null : Number(digits);
}

/**
 * @param {Field} input
 * @param {number | null | undefined} n
 */
export function write(input, n) {
  input.value = n == null ? "" : shown(String(n));
}

/**
 * Say beside a field what is wrong with it; empty words take it away.
 * @param {Field} input
 * @param {string} words
 */
export function fault(input, words) {
  const id = `${input.id}-fault`;
  let said = document.getElementById(id);
  if (!said && !words) return;
  if (!said) {
    said = el("span", { id, class: "fault", role: "alert" });
    // Under a whole row rather than within it: nothing in the row moves.
    (input.closest(".draft") ?? input).after(said);
    input.setAttribute("aria-describedby", [input.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  }
  say(said, words);
  if (words) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

/**
 * A number that must be there. Gives null and says so where it is not.
 * @param {Field} input
 * @param {string} [words]
 */
export function required(input, words = "Key a figure: a blank is not a zero.") {
  const n = read(input);
  if (n === null) {
    fault(input, words);
    input.focus();
  }
  return n;
}

/**
 * Words that must be there. Gives null and says so where they are not.
 * @param {Field} input
 * @param {string} words
 */
export function requiredText(input, words) {
  const text = input.value.trim();
  if (text === "") {
    fault(input, words);
    input.focus();
    input.addEventListener("input", () => fault(input, ""), { once: true });
    return null;
  }
  return text;
}

/**
 * Do this when the form is sent; while it is being done, a second tap does nothing.
 * @param {HTMLFormElement} form
 * @param {() => unknown} work
 */
export function onSubmit(form, work) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
    }
  });
}

/**
 * A form's own line for what is wrong.
 * @param {HTMLElement} form
 * @param {string} words
 */
export function complain(form, words) {
  const line = one(form, "[data-said]");
  say(line, words);
  return null;
}

/**
 * Empty every field of a form and take its complaints away.
 * @param {HTMLFormElement} form
 */
export function clear(form) {
  for (const field of [...form.elements].filter(isField)) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) field.checked = false;
    else if (!(field instanceof HTMLSelectElement) || field.options[0]?.value === "") field.value = "";
    if (!(field instanceof HTMLSelectElement)) fault(field, "");
  }
  const line = maybe(form, "[data-said]");
  if (line) say(line, "");
}
