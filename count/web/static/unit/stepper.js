/**
 * Full bundles by stepper and a part bundle by keypad: a draft until it is sent. A stepper's slips are
 * small where a keypad's are large, so whole bundles are never keyed as figures.
 */

import { button, el, say } from "../hall/dom.js";
import { becameActs, draftOf, keyOfDraft, remember } from "./drafts.js";
import { fault, onSubmit, read, write } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { question, unask } from "./question.js";

const all = new Set();

/** Take every draft of the page up again: at the start, or when a new count of the unit begins. */
export function restoreAll() {
  all.forEach((draft) => draft.restore());
}

/**
 * A draft in `form`. `name` is its own on this page, `size()` the papers of a full bundle and `left()` those
 * not yet sorted here; `ready()` complains and gives false where more is missing than figures; `doubt(draft)`
 * gives why it is asked about once more, or ""; `send(draft, key)` keeps the acts in place of the draft with
 * this key, and tells by true that they are kept. A draft is `{full, part, slip, picked}`.
 */
export function startStepper(form, { name, size, left, send, ready = () => true, doubt = () => "" }) {
  const part = form.querySelector("[name=part]");
  const slip = form.querySelector("[name=slip]");
  const limit = form.querySelector("[data-limit]");
  const asking = form.querySelector("[data-asking]");
  const picks = [...form.querySelectorAll("[name=candidates]")];
  let full = 0;
  let past = false;
  let byKeys = false;

  const whole = () => full * size() + (read(part) ?? 0);
  const picked = () => picks.filter((pick) => pick.checked).map((pick) => pick.value);
  const started = () => full > 0 || part.value !== "" || picked().length > 0;
  const now = () => ({ full, part: read(part), slip: slip.value.trim(), picked: picked() });

  function restore() {
    const before = draftOf(name) ?? { full: 0, part: null, slip: "", picked: [] };
    full = before.full;
    past = false;
    write(part, before.part);
    slip.value = before.slip;
    picks.forEach((pick) => (pick.checked = before.picked.includes(pick.value)));
    for (const field of [part, slip]) fault(field, "");
    draw();
  }

  function draw() {
    unask(asking);
    remember(name, started() ? now() : null);
    say(form.querySelector("[data-full]"), `${full} full`);
    say(form.querySelector("[data-full-papers]"), full ? `= ${grouped(full * size())}` : "");
    const words = form.querySelector("[data-send]").firstChild;
    const wanted = whole() ? `Send ${grouped(whole())}` : "Send";
    if (words.nodeValue !== wanted) words.nodeValue = wanted;
    form.classList.toggle("drafted", started());
    if (past || whole() <= left()) limit.hidden = true;
  }

  /** Past what is unsorted here: stopped until the person says that the papers are really there. */
  function beyond(n) {
    if (past || n <= left()) return false;
    const go = button("They are in my hand: go past", () => {
      past = true;
      draw();
      part.focus();
    });
    const words = `▲ ${papers(n)}, but only ${grouped(left())} here are not sorted yet. Count them again.`;
    limit.replaceChildren(el("span", { class: "words" }, words), go);
    limit.hidden = false;
    return true;
  }

  function step(by) {
    if (by > 0 && beyond(whole() + size())) return;
    full = Math.max(0, full + by);
    draw();
  }

  /** What is wrong with the draft, said beside its field; true where nothing is. */
  function sound() {
    const n = read(part);
    if (n === 0) fault(part, "0 is no bundle: leave it blank.");
    else if (n !== null && n >= size()) fault(part, `A part is below ${size()}: step up a full bundle.`);
    else if (full === 0 && n === null) fault(part, "Step up a full bundle or key a part.");
    else if (slip.value.trim() && full + (n === null ? 0 : 1) !== 1) fault(slip, "One slip lies on one bundle: send them one by one.");
    else return ready() && !beyond(whole());
    return false;
  }

  form.addEventListener("click", ({ target, detail }) => {
    if (target.dataset.step) step(Number(target.dataset.step));
    // A button pressed by a key is clicked no times: the keyboard goes on where it was.
    if (target.closest("button")) byKeys = detail === 0;
  });
  form.addEventListener("step", ({ detail }) => step(detail));
  part.addEventListener("input", () => {
    past = false;
    draw();
  });
  slip.addEventListener("input", () => {
    fault(slip, "");
    draw();
  });
  form.addEventListener("change", ({ target }) => picks.includes(target) && draw());
  onSubmit(form, async () => {
    if (!sound()) return;
    const sending = now();
    const why = doubt(sending);
    if (why && !(await question(asking, why, `Yes, send ${grouped(whole())}`))) {
      part.focus();
      return;
    }
    if (!(await send(sending, keyOfDraft(name)))) return;
    becameActs(name);
    restore();
    goOn();
  });

  /** The keyboard is never lost: keys go on in the field, and a finger calls up no keypad. */
  function goOn() {
    const at = document.activeElement;
    if (at !== document.body && !form.contains(at)) return;
    if (at === part || byKeys) part.select();
    else form.querySelector("[data-send]").focus();
  }

  all.add({ restore });
  restore();
}

/** The acts' fields of a draft: the full bundles as one act, the part as its own. */
export function actsOfDraft({ full, part, slip }, size) {
  const acts = [];
  if (full > 0) acts.push({ papers: full * size, bundles: full });
  if (part !== null) acts.push({ papers: part });
  if (slip) acts[0].slip = slip;
  return acts;
}
