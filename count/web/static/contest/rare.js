/**
 * Decisions that most nights do not see: the set-up grows or shrinks, a poll is cancelled, a declaration is put
 * right.
 */

import { all, byId, el, field, named, one, say, select } from "../hall/dom.js";
import { complain, fault, read, required, requiredText } from "../hall/fields.js";
import { clock, grouped, papers } from "../hall/figures.js";
import { options } from "../shared/options.js";
import { page } from "../hall/page.js";
import { namesOf } from "../shared/words.js";

const ID = /^[A-Za-z0-9._-]{1,64}$/;
/** @param {Standing} standing */
const unopened = (standing) =>
  Object.values(standing.boxes).filter((box) => ["expected", "received"].includes(box.state));

/**
 * What each form asks to record.
 * @type {Record<string, (form: HTMLFormElement, standing: Standing) => Asked | null>}
 */
export const ASKED = {
  "box-not-used": (form, standing) => {
    const box = standing.boxes[named(form, "box").value];
    if (!box) return complain(form, "Choose the box.");
    const reason = requiredText(named(form, "reason"), "Say why: it is printed.");
    if (reason === null) return null;
    return {
      fields: { box: box.box, reason },
      sentence: `Box ${box.box}, ${box.name}, was not used: ${reason}.`,
      details: [["It holds", "no papers of any contest"]],
      yes: "Propose this",
    };
  },
  "box-added": (form, standing) => {
    const box = newId(
      named(form, "box"),
      "Key the number of the box: letters, digits, dots and dashes.",
      standing.boxes,
    );
    if (box === null) return null;
    const name = requiredText(named(form, "name"), "What is the box called?");
    if (name === null) return null;
    const electorate = [];
    for (const input of electorates(form)) {
      const n = required(input, "Key the electors: 0 where it holds postal papers.");
      if (n === null) return null;
      electorate.push(n);
    }
    const reason = requiredText(named(form, "reason"), "Say why it was not listed: it is printed.");
    if (reason === null) return null;
    const kind = named(form, "kind").value;
    return {
      fields: { box, kind, name, contests: contestsOf(form), electorate, reason },
      sentence: `Box ${box}, ${name}, is added: ${reason}.`,
      details: [
        ["Kind", one(form, "[name=kind]", HTMLSelectElement).selectedOptions[0].text],
        ["For", contestNames(form)],
        ["Electors", electorate.map(grouped).join(", ")],
      ],
      yes: "Propose this box",
    };
  },
  "unit-added": (form, standing) => {
    const unit = newId(
      named(form, "unit"),
      "Key a short name of letters, digits, dots and dashes, such as t9.",
      standing.units,
    );
    if (unit === null) return null;
    const name = requiredText(named(form, "name"), "What is the unit called?");
    if (name === null) return null;
    return {
      fields: { unit, name, contests: contestsOf(form) },
      sentence: `${name} (${unit}) is added to the units that count.`,
      details: [["For", contestNames(form)]],
      yes: "Add this unit",
    };
  },
  cancelled: (form, standing) => {
    const reason = requiredText(named(form, "reason"), "Give the reason: it is printed.");
    if (reason === null) return null;
    return {
      fields: { reason },
      sentence: `The poll for ${standing.name} is cancelled: ${reason}.`,
      details: [["Then", "nothing more is recorded in this contest"]],
      yes: "Propose to cancel",
    };
  },
  "oral-correction": (form) => {
    const words = requiredText(named(form, "words"), "What was said, and what should have been said?");
    if (words === null) return null;
    return {
      fields: { words },
      sentence: `A slip of the tongue is put right at once: ${words}`,
      yes: "Record the correction",
    };
  },
  corrected: (form, standing) => {
    const changed = all(form, "[name=votes]", HTMLInputElement)
      .map((input) => /** @type {const} */ ([input.dataset.candidate ?? "", read(input)]))
      .filter(([candidate, n]) => n !== null && n !== standing.totals?.[candidate]);
    if (changed.length === 0) return complain(form, "Key the right figure of each candidate whose figure was wrong.");
    const reason = requiredText(named(form, "reason"), "Say how it came about: it is printed.");
    if (reason === null) return null;
    const name = namesOf(standing);
    return {
      fields: { votes: Object.fromEntries(changed), reason },
      sentence: `A notice of corrected figures for ${standing.name} is published: ${reason}`,
      details: changed.map(([candidate, n]) => [
        name(candidate),
        `${grouped(n)} (declared ${grouped(standing.totals?.[candidate])})`,
      ]),
      yes: "Propose the notice",
    };
  },
  "found-after": (form) => {
    const n = required(named(form, "papers"), "How many papers?");
    if (n === null) return null;
    if (n === 0) return complain(form, "0 papers: there is nothing to record.");
    const where = requiredText(named(form, "where"), "Where were they?");
    if (where === null) return null;
    const reason = requiredText(named(form, "reason"), "Say how it came about: it is printed.");
    if (reason === null) return null;
    return {
      fields: { papers: n, where, reason },
      sentence: `${papers(n)} found after the declaration, ${where}: ${reason}`,
      details: [["They stay", "uncounted: the declaration is final"]],
      yes: "Record the papers",
    };
  },
};

/**
 * An id that nothing in this contest has yet; null, and said why, otherwise.
 * @param {Field} input
 * @param {string} words
 * @param {Record<string, unknown>} taken
 */
function newId(input, words, taken) {
  const id = requiredText(input, words);
  if (id === null) return null;
  const said = !ID.test(id) ? words : id in taken ? "That one is listed already." : "";
  fault(input, said);
  if (said) input.focus();
  return said ? null : id;
}

/** @param {HTMLFormElement} form */
const ticked = (form) => all(form, "[name=contests]:checked", HTMLInputElement);
/**
 * This contest first, then the others that were ticked.
 * @param {HTMLFormElement} form
 */
const contestsOf = (form) => [page.contest, ...ticked(form).map((tick) => tick.value)];
/** @param {HTMLFormElement} form */
const contestNames = (form) => [form.dataset.contest, ...ticked(form).map((tick) => tick.dataset.name)].join(", ");
/** @param {HTMLFormElement} form */
const electorates = (form) => [
  named(form, "electorate"),
  ...ticked(form).map((tick) => field(tick.dataset.electorate ?? "")),
];

/**
 * Bring the choices inside these forms up to date, and what was put right after the declaration.
 * @param {Standing} standing
 */
export function showRare(standing) {
  const boxes = unopened(standing).map((box) => [box.box, `${box.name} (${box.box})`]);
  options(select("not-used-box"), [["", "Choose"], ...boxes]);
  for (const input of all(document, "[data-form=corrected] [name=votes]", HTMLInputElement))
    say(byId(`${input.id}-hint`), `declared ${grouped(standing.totals?.[input.dataset.candidate ?? ""])}`);
  const after = standing.after ?? [];
  byId("after-part").hidden = after.length === 0;
  byId("after").replaceChildren(...after.map((act) => el("li", {}, `${clock(act.at)} ${act.sentence}`)));
  const rare = byId("rare");
  rare.hidden = all(rare, "[data-decision]").every((opener) => opener.hidden);
}
