/**
 * Full bundles by stepper and a part bundle by keypad: a draft until it is sent. A stepper's slips are
 * small where a keypad's are large, so whole bundles are never keyed as figures.
 */

import { all, button, el, one, say } from "../hall/dom.js";
import { becameActs, draftOf, keyOfDraft, remember } from "./drafts.js";
import { fault, onSubmit, read, write } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { question, unask } from "./question.js";

/**
 * What is keyed of a pile: full bundles, a part of one, the slip on it, and whom its papers vote for.
 * @typedef {{full: number, part: number | null, slip: string, picked: string[]}} Pile
 */

/**
 * What a draft is called on its page, and what is done with it. `size()` gives the papers of a full bundle and
 * `left()` those not yet sorted here; `ready()` complains and gives false where more is missing than figures;
 * `doubt(pile)` gives why it is asked about once more, or ""; `send(pile, key)` keeps the acts in place of the
 * draft with this key, and tells by true that they are kept.
 * @typedef {{
 *   name: string,
 *   size: () => number,
 *   left: () => number,
 *   send: (pile: Pile, key: DraftKey) => Promise<boolean>,
 *   ready?: () => boolean,
 *   doubt?: (pile: Pile) => string,
 * }} Doing
 */

/** @type {Set<Stepper>} */
const steppers = new Set();

/** Take every draft of the page up again: at the start, or when a new count of the unit begins. */
export function restoreAll() {
  steppers.forEach((stepper) => stepper.restore());
}

/**
 * Keep a draft in a form until it is sent.
 * @param {HTMLFormElement} form
 * @param {Doing} doing
 */
export function startStepper(form, doing) {
  const stepper = new Stepper(form, doing);
  stepper.listen();
  steppers.add(stepper);
  stepper.restore();
}

/** A form with its stepper, its part and its slip. */
class Stepper {
  full = 0;
  /** Whether the person said that papers past those not sorted yet are really there. */
  past = false;
  /** Whether its buttons are pressed by keys. */
  byKeys = false;

  /**
   * @param {HTMLFormElement} form
   * @param {Doing} doing
   */
  constructor(form, doing) {
    this.form = form;
    this.doing = doing;
    this.part = one(form, "[name=part]", HTMLInputElement);
    this.slip = one(form, "[name=slip]", HTMLInputElement);
    this.limit = one(form, "[data-limit]");
    this.asking = one(form, "[data-asking]");
    this.picks = all(form, "[name=candidates]", HTMLInputElement);
  }

  get whole() {
    return this.full * this.doing.size() + (read(this.part) ?? 0);
  }

  get picked() {
    return this.picks.filter((pick) => pick.checked).map((pick) => pick.value);
  }

  get started() {
    return this.full > 0 || this.part.value !== "" || this.picked.length > 0;
  }

  /** @returns {Pile} */
  get pile() {
    return { full: this.full, part: read(this.part), slip: this.slip.value.trim(), picked: this.picked };
  }

  restore() {
    /** @type {Pile} */
    const before = draftOf(this.doing.name) ?? { full: 0, part: null, slip: "", picked: [] };
    this.full = before.full;
    this.past = false;
    write(this.part, before.part);
    this.slip.value = before.slip;
    this.picks.forEach((pick) => (pick.checked = before.picked.includes(pick.value)));
    for (const field of [this.part, this.slip]) fault(field, "");
    this.draw();
  }

  draw() {
    const { form, full, whole, started, doing } = this;
    unask(this.asking);
    remember(doing.name, started ? this.pile : null);
    say(one(form, "[data-full]"), `${full} full`);
    say(one(form, "[data-full-papers]"), full ? `= ${grouped(full * doing.size())}` : "");
    const words = one(form, "[data-send]").firstChild;
    const wanted = whole ? `Send ${grouped(whole)}` : "Send";
    if (words && words.nodeValue !== wanted) words.nodeValue = wanted;
    form.classList.toggle("drafted", started);
    if (this.past || whole <= doing.left()) this.limit.hidden = true;
  }

  /**
   * Past what is unsorted here: stopped until the person says that the papers are really there.
   * @param {number} n
   */
  beyond(n) {
    const left = this.doing.left();
    if (this.past || n <= left) return false;
    const go = button("They are in my hand: go past", () => {
      this.past = true;
      this.draw();
      this.part.focus();
    });
    const words = `▲ ${papers(n)}, but only ${grouped(left)} here are not sorted yet. Count them again.`;
    this.limit.replaceChildren(el("span", { class: "words" }, words), go);
    this.limit.hidden = false;
    return true;
  }

  /** @param {number} by */
  step(by) {
    if (by > 0 && this.beyond(this.whole + this.doing.size())) return;
    this.full = Math.max(0, this.full + by);
    this.draw();
  }

  /** What is wrong with the draft, said beside its field; true where nothing is. */
  sound() {
    const { full, part, slip, doing } = this;
    const n = read(part);
    if (n === 0) fault(part, "0 is no bundle: leave it blank.");
    else if (n !== null && n >= doing.size()) fault(part, `A part is below ${doing.size()}: step up a full bundle.`);
    else if (full === 0 && n === null) fault(part, "Step up a full bundle or key a part.");
    else if (slip.value.trim() && full + (n === null ? 0 : 1) !== 1)
      fault(slip, "One slip lies on one bundle: send them one by one.");
    else return (doing.ready?.() ?? true) && !this.beyond(this.whole);
    return false;
  }

  listen() {
    const { form, part, slip, picks } = this;
    form.addEventListener("click", ({ target, detail }) => {
      if (!(target instanceof HTMLElement)) return;
      if (target.dataset.step) this.step(Number(target.dataset.step));
      // A button pressed by a key is clicked no times: the keyboard goes on where it was.
      if (target.closest("button")) this.byKeys = detail === 0;
    });
    form.addEventListener("step", (event) => {
      if (event instanceof CustomEvent) this.step(event.detail);
    });
    part.addEventListener("input", () => {
      this.past = false;
      this.draw();
    });
    slip.addEventListener("input", () => {
      fault(slip, "");
      this.draw();
    });
    form.addEventListener("change", ({ target }) => {
      if (picks.some((pick) => pick === target)) this.draw();
    });
    onSubmit(form, () => this.send());
  }

  async send() {
    const { doing, asking, part } = this;
    if (!this.sound()) return;
    const sending = this.pile;
    const why = doing.doubt?.(sending);
    if (why && !(await question(asking, why, `Yes, send ${grouped(this.whole)}`))) {
      part.focus();
      return;
    }
    if (!(await doing.send(sending, keyOfDraft(doing.name)))) return;
    becameActs(doing.name);
    this.restore();
    this.goOn();
  }

  /** The keyboard is never lost: keys go on in the field, and a finger calls up no keypad. */
  goOn() {
    const at = document.activeElement;
    if (at !== document.body && !this.form.contains(at)) return;
    if (at === this.part || this.byKeys) this.part.select();
    else one(this.form, "[data-send]").focus();
  }
}

/**
 * The acts' fields of a draft: the full bundles as one act, the part as its own.
 * @param {Pick<Pile, "full" | "part" | "slip">} pile
 * @param {number} size
 */
export function actsOfDraft({ full, part, slip }, size) {
  /** @type {{papers: number, bundles?: number, slip?: string}[]} */
  const acts = [];
  if (full > 0) acts.push({ papers: full * size, bundles: full });
  if (part !== null) acts.push({ papers: part });
  if (slip && acts[0]) acts[0].slip = slip;
  return acts;
}
