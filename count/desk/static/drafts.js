/**
 * Full bundles by stepper and a part bundle by keypad: a draft until it is sent. A stepper's slips are
 * small where a keypad's are large, so whole bundles are never keyed as figures.
 */

import { button, say } from "./dom.js";
import { fault, onSubmit, read, write } from "./fields.js";
import { grouped, papers } from "./figures.js";

const drafts = new Set();
const STORE = "counthall-drafts";

/**
 * Drafts outlive a reload of this tab: each person's own, of one contest, unit and count. `of` says which;
 * those of earlier counts of the unit are forgotten.
 */
let kept = { key: "", drafts: {} };

export function openDrafts({ person, contest, unit, attempt }) {
  const place = `${STORE} ${JSON.stringify([person, contest, unit])} `;
  const key = `${place}${attempt}`;
  for (const other of Object.keys(sessionStorage)) if (other.startsWith(place) && other !== key) sessionStorage.removeItem(other);
  kept = { key, drafts: JSON.parse(sessionStorage.getItem(key) ?? "{}") };
}

function remember(name, draft) {
  if (draft) kept.drafts[name] = draft;
  else delete kept.drafts[name];
  if (kept.key) sessionStorage.setItem(kept.key, JSON.stringify(kept.drafts));
}

/** Empty every draft of the page, when a new count of the unit begins. */
export function emptyDrafts() {
  drafts.forEach((draft) => draft.empty());
}

/**
 * A draft in `form`. `name` is its own on this page, `size()` the papers of a full bundle and `left()` those
 * not yet sorted here; `send({full, part, slip})` keeps the acts, and tells by true that the draft is done with.
 */
export function startDraft(form, { name, size, left, send }) {
  const part = form.querySelector("[name=part]");
  const slip = form.querySelector("[name=slip]");
  const limit = form.querySelector("[data-limit]");
  const picks = [...form.querySelectorAll("[name=candidates]")];
  let full = 0;
  let past = false;

  const whole = () => full * size() + (read(part) ?? 0);
  const picked = () => picks.filter((pick) => pick.checked).map((pick) => pick.value);
  const draft = { started: () => full > 0 || part.value !== "" || picked().length > 0, empty };

  function restore() {
    if (!Object.hasOwn(kept.drafts, name)) return;
    const before = kept.drafts[name];
    full = before.full;
    write(part, before.part);
    slip.value = before.slip;
    picks.forEach((pick) => (pick.checked = before.picked.includes(pick.value)));
  }

  function keep() {
    remember(name, draft.started() ? { full, part: read(part), slip: slip.value, picked: picked() } : null);
  }

  function empty() {
    full = 0;
    past = false;
    part.value = slip.value = "";
    picks.forEach((pick) => (pick.checked = false));
    fault(part, "");
    fault(slip, "");
    draw();
  }

  function draw() {
    keep();
    say(form.querySelector("[data-full]"), `${full} full`);
    say(form.querySelector("[data-full-papers]"), full ? `= ${grouped(full * size())}` : "");
    const words = form.querySelector("[data-send]").firstChild;
    const wanted = whole() ? `Send ${grouped(whole())}` : "Send";
    if (words.nodeValue !== wanted) words.nodeValue = wanted;
    form.classList.toggle("drafted", draft.started());
    if (past || whole() <= left()) limit.hidden = true;
  }

  /** Past what is unsorted here: stopped until the person says that the papers are really there. */
  function beyond(n) {
    if (past || n <= left()) return false;
    const go = button("They are in my hand: go past", () => {
      past = true;
      draw();
    });
    limit.replaceChildren(`▲ ${papers(n)}, but only ${grouped(left())} here are not sorted yet. Count them again. `, go);
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
    else if (n !== null && n >= size()) fault(part, `A part is below ${size()}.`);
    else if (full === 0 && n === null) fault(part, "Step up a full bundle or key a part.");
    else if (slip.value.trim() && full + (n === null ? 0 : 1) !== 1) fault(slip, "One slip lies on one bundle: send them one by one.");
    else return !beyond(whole());
    return false;
  }

  form.addEventListener("click", ({ target }) => {
    if (target.dataset.step) step(Number(target.dataset.step));
  });
  part.addEventListener("input", () => {
    past = false;
    draw();
  });
  slip.addEventListener("input", () => {
    fault(slip, "");
    keep();
  });
  form.addEventListener("change", draw);
  onSubmit(form, async () => {
    if (!sound()) return;
    const sending = { full, part: read(part), slip: slip.value.trim() };
    // Forgotten before it is kept as an act: a tablet that dies between the two must not offer it again.
    remember(name, null);
    if (await send(sending)) empty();
    else keep();
  });
  drafts.add(draft);
  restore();
  draw();
}

/** The acts' fields of a draft: the full bundles as one act, the part as its own. */
export function actsOfDraft({ full, part, slip }, size) {
  const acts = [];
  if (full > 0) acts.push({ papers: full * size, bundles: full });
  if (part !== null) acts.push({ papers: part });
  if (slip) acts[0].slip = slip;
  return acts;
}
