/**
 * A whole unit by keyboard or number pad. In a row: Enter and ↓ go to the next, ↑ goes back, + and − step a full
 * bundle, Enter on a row with a draft goes to its button and Enter again sends; Shift+Enter sends at once.
 */

import { all, isField, one } from "../hall/dom.js";

const TAUGHT = "counthall-keys-taught";

/**
 * Rows of bundles, one form each, in `list`.
 * @param {HTMLElement} list
 */
export function startRowKeys(list) {
  list.addEventListener("keydown", (event) => {
    const { target } = event;
    const row = target instanceof Element ? target.closest("form") : null;
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || goesOn(event, row)) go(event, list, row, 1);
    else if (event.key === "ArrowUp") go(event, list, row, -1);
    else stepByKey(event, row);
  });
}

/**
 * Whether Enter goes on to the next row: this one holds no draft.
 * @param {KeyboardEvent} event
 * @param {HTMLFormElement} row
 */
function goesOn({ key, target, shiftKey }, row) {
  const inField = isField(target) && target.name === "part";
  return key === "Enter" && inField && !shiftKey && !row.classList.contains("drafted");
}

/**
 * + and − anywhere in a form with a stepper.
 * @param {KeyboardEvent} event
 * @param {HTMLFormElement} form
 */
export function stepByKey(event, form) {
  const { target } = event;
  if (!STEPS.has(event.key)) return;
  if (isField(target) && (target.name === "slip" || (target.type === "text" && target.name !== "part"))) return;
  event.preventDefault();
  form.dispatchEvent(new CustomEvent("step", { detail: STEPS.get(event.key) }));
}

const STEPS = new Map([
  ["+", 1],
  ["-", -1],
  ["−", -1],
]);

/**
 * @param {KeyboardEvent} event
 * @param {Element} list
 * @param {HTMLFormElement} row
 * @param {number} by
 */
function go(event, list, row, by) {
  event.preventDefault();
  const rows = all(list, "form", HTMLFormElement);
  const next = rows[rows.indexOf(row) + by];
  if (next) one(next, "[name=part]").focus();
}

/**
 * The keys are taught once; whoever closes the lesson on this device finds it closed.
 * @param {HTMLDetailsElement} lesson
 */
export function teachOnce(lesson) {
  lesson.open = localStorage.getItem(TAUGHT) === null;
  lesson.addEventListener("toggle", () => lesson.open || localStorage.setItem(TAUGHT, "yes"));
}
