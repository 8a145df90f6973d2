/**
 * Decisions of officers: a button opens a form, the form asks once more in a sentence, then it is recorded.
 * While somebody decides, the page shows the decision and nothing that is beside it.
 */

import { check } from "./check.js";
import { button } from "../hall/dom.js";
import { clear, complain, onSubmit } from "../hall/fields.js";
import { did, page, record } from "../hall/page.js";

/**
 * Begin. `asked[act](form)` gives what a form asks to record, {fields, sentence, details, yes}, or null
 * where it complains; `opened[act]` hears that a form was opened.
 */
export function startChoosing(asked, opened = {}) {
  for (const opener of document.querySelectorAll("[data-decision]"))
    opener.addEventListener("click", () => choose(opener.dataset.decision, opened));
  for (const form of document.querySelectorAll("[data-form]")) {
    form.append(button("Leave it", () => leave(form.dataset.form), { class: "leave" }));
    onSubmit(form, () => decide(form, asked));
  }
}

/** Open a decision, as its button would. */
export function choose(name, opened = {}) {
  document.querySelector("#decision .check [data-back]")?.click();
  for (const opener of document.querySelectorAll("[data-decision]"))
    opener.setAttribute("aria-expanded", String(opener.dataset.decision === name));
  for (const form of document.querySelectorAll("[data-form]")) form.hidden = form.dataset.form !== name;
  document.body.toggleAttribute("data-deciding", name !== null);
  if (name === null) return;
  opened[name]?.();
  const form = document.querySelector(`[data-form="${name}"]`);
  form?.querySelector("input, select, textarea, button")?.focus();
  form?.scrollIntoView({ block: "nearest" });
}

function leave(name) {
  choose(null);
  document.querySelector(`[data-decision="${name}"]`)?.focus();
}

async function decide(form, asked) {
  complain(form, "");
  const act = form.dataset.form;
  const what = asked[act](form);
  if (!what || !(await check(form, what))) return;
  form.hidden = true;
  if (await record({ contest: page.contest, act, fields: what.fields, words: what.sentence })) {
    did(`${what.sentence} Kept, being sent.`);
    clear(form);
  }
  choose(null);
  document.querySelector("h1").focus();
}

/** The lines of a text area, blank ones left out. */
export const lines = (area) => area.value.split("\n").map((line) => line.trim()).filter(Boolean);
