/**
 * A whole unit by keyboard or number pad. In a row: Enter and ↓ go to the next, ↑ goes back, + and − step a full
 * bundle, Enter on a row with a draft goes to its button and Enter again sends; Shift+Enter sends at once.
 */

const TAUGHT = "counthall-keys-taught";

/** Rows of bundles, one form each, in `list`. */
export function startRowKeys(list) {
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("form");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const inField = event.target.name === "part";
    if (event.key === "ArrowDown") go(event, list, row, 1);
    else if (event.key === "ArrowUp") go(event, list, row, -1);
    else if (event.key === "Enter" && inField && !event.shiftKey && !row.classList.contains("drafted")) go(event, list, row, 1);
    else stepByKey(event, row);
  });
}

/** + and − anywhere in a form with a stepper. */
export function stepByKey(event, form) {
  if (!STEPS.has(event.key) || event.target.name === "slip" || event.target.type === "text" && event.target.name !== "part") return;
  event.preventDefault();
  form.dispatchEvent(new CustomEvent("step", { detail: STEPS.get(event.key) }));
}

const STEPS = new Map([["+", 1], ["-", -1], ["−", -1]]);

function go(event, list, row, by) {
  event.preventDefault();
  const rows = [...list.querySelectorAll("form")];
  rows[rows.indexOf(row) + by]?.querySelector("[name=part]").focus();
}

/** The keys are taught once; whoever closes the lesson on this device finds it closed. */
export function teachOnce(lesson) {
  lesson.open = localStorage.getItem(TAUGHT) === null;
  lesson.addEventListener("toggle", () => lesson.open || localStorage.setItem(TAUGHT, "yes"));
}
