/**
 * Fields for whole numbers. Digits only; everything is selected on arrival, so that keying replaces;
 * Enter and ↓ go on to the next field, ↑ back; thousands are grouped while nobody is in the field
 * (not in `data-count="numbers"`, which holds the numbers printed on papers). A blank field is
 * never a zero: it reads as null.
 */

import { el, say } from "./dom.js";
import { grouped } from "./figures.js";

const MOST_DIGITS = 9;

/** Watch every number field inside `root`, also those that come later. */
export function watchFields(root = document) {
  root.addEventListener("beforeinput", (event) => {
    if (!isCount(event.target) || event.data == null) return;
    const digits = event.data.replace(/[\s,]/g, "");
    const pasted = event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop";
    if (!/^\d*$/.test(digits) || (!pasted && digits !== event.data)) {
      event.preventDefault();
      if (pasted) fault(event.target, "Only digits can be put in here.");
    }
  });
  root.addEventListener("input", (event) => {
    if (!isCount(event.target)) return;
    const digits = event.target.value.replace(/\D/g, "");
    if (digits !== event.target.value) event.target.value = digits;
    fault(event.target, digits.length > MOST_DIGITS ? "That is no number of papers: look again." : "");
  });
  root.addEventListener("focusin", (event) => {
    if (!isCount(event.target)) return;
    event.target.value = event.target.value.replace(/\D/g, "");
    event.target.select();
  });
  root.addEventListener("focusout", (event) => {
    if (isCount(event.target) && event.target.dataset.count !== "numbers")
      event.target.value = shown(event.target.value.replace(/\D/g, ""));
  });
  root.addEventListener("keydown", onward);
}

/**
 * Enter and ↓ move to the next field of the form and, from the last one, to its button; ↑ goes back. Shift+Enter
 * sends at once; nothing else sends from a field.
 */
function onward(event) {
  const field = event.target;
  const moves = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };
  if (event.defaultPrevented || !(event.key in moves) || field.tagName !== "INPUT" || !field.form || field.form.id === "sign-in") return;
  // In a group of choices and among ticks the arrows are the browser's own.
  if (event.key !== "Enter" && !isCount(field)) return;
  event.preventDefault();
  if (event.key === "Enter" && event.shiftKey) {
    field.form.requestSubmit();
    return;
  }
  const stops = [...field.form.elements].filter(
    (stop) => !stop.disabled && stop.offsetParent && (stop.tagName === "INPUT" || stop.matches("button:not([type=button])")),
  );
  stops[stops.indexOf(field) + moves[event.key]]?.focus();
}

const isCount = (node) => node instanceof HTMLInputElement && "count" in node.dataset;
const shown = (digits) => (digits === "" ? "" : grouped(Number(digits)));

/** What a field holds: a whole number, or null where nothing is keyed. */
export function read(input) {
  const digits = input.value.replace(/\D/g, "");
  return digits === "" ? null : Number(digits);
}

export function write(input, n) {
  input.value = n == null ? "" : shown(String(n));
}

/** Say beside a field what is wrong with it; empty words take it away. */
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

/** A number that must be there. Gives null and says so where it is not. */
export function required(input, words = "Key a figure: a blank is not a zero.") {
  const n = read(input);
  if (n === null) {
    fault(input, words);
    input.focus();
  }
  return n;
}

/** Words that must be there. Gives null and says so where they are not. */
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

/** Do this when the form is sent; while it is being done, a second tap does nothing. */
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

/** A form's own line for what is wrong. */
export function complain(form, words) {
  const line = form.querySelector("[data-said]");
  say(line, words);
  return null;
}

/** Empty every field of a form and take its complaints away. */
export function clear(form) {
  for (const field of form.elements) {
    if (field.matches("input[type=checkbox], input[type=radio]")) field.checked = false;
    else if (field.matches("input, textarea") || field.options?.[0]?.value === "") field.value = "";
    if (field.matches("input, textarea")) fault(field, "");
  }
  const line = form.querySelector("[data-said]");
  if (line) say(line, "");
}
