/** Papers sorted by next preference: what the rule asks for, and what this table sorted of it. */

import { all, byId, el, field, one, reconcile, say } from "../hall/dom.js";
import { becameActs, keepForm, keyOfDraft, remember } from "./drafts.js";
import { clear, complain, onSubmit, read, required } from "../hall/fields.js";
import { grouped, papers, sum } from "../hall/figures.js";
import { question, unask } from "./question.js";
import { counted, nameOf, now, send } from "./table.js";

const DRAFT = "sorting";
/** Whether this page has such a part: only where papers have further preferences. */
export const sorts = () => document.getElementById("sort-job") !== null;

/** First preferences are bundled at this page: papers that are nobody's yet are not asked for here. */
const asked = () => (now.heard?.standing.needs?.papers?.of.length ? now.heard.standing.needs.papers : null);
/** @param {string} name */
const fieldsOf = (name) =>
  all(byId("sorting"), `[name=${name}]`, HTMLInputElement).filter((input) => !input.closest("[hidden]"));

/** Begin; gives what takes the draft up again. */
export function startSorting() {
  const form = byId("sorting", HTMLFormElement);
  const asking = one(form, "[data-asking]");
  const restore = keepForm(form, DRAFT);
  form.addEventListener("input", () => {
    unask(asking);
    showCast();
  });
  onSubmit(form, async () => {
    complain(form, "");
    const fields = keyed(form);
    if (fields === null) return;
    const why = doubt(fields);
    if (why && !(await question(asking, why, "Send what was sorted"))) return;
    if (!(await send("sorted", { ...fields, ...counted() }, [keyOfDraft(DRAFT)]))) return;
    becameActs(DRAFT);
    clear(form);
    showCast();
  });
  return () => {
    clear(form);
    restore();
    showSorting();
  };
}

/** @param {Fields} fields */
const whole = ({ next, none, rejected = {} }) => sum(Object.values(next)) + none + sum(Object.values(rejected));

/** @param {Fields} fields */
function doubt(fields) {
  const { papers: parcel, sorted } = asked() ?? { papers: 0, sorted: 0 };
  const left = parcel - sorted;
  const n = whole(fields);
  return n > left ? `${papers(n)}, but only ${grouped(left)} of this parcel are not sorted yet. Count them again.` : "";
}

/**
 * What was keyed: every candidate and "none"; null, and said where, where something is missing.
 * @param {HTMLFormElement} form
 */
function keyed(form) {
  if (asked() === null) return complain(form, "The count asks for no papers now. Nothing was sent.");
  /** @type {Record<string, number>} */
  const next = {};
  for (const input of fieldsOf("next")) {
    const n = required(input, "Key 0 where there is none: a blank is not a zero.");
    if (n === null) return null;
    next[input.dataset.candidate ?? ""] = n;
  }
  const none = required(field("next-none"), "Key 0 where there is none: a blank is not a zero.");
  if (none === null) return null;
  const heads = fieldsOf("rejected")
    .map((input) => /** @type {const} */ ([input.dataset.ground ?? "", read(input) ?? 0]))
    .filter(([, n]) => n > 0);
  const fields = {
    parcel: field("sorting-parcel").value,
    next,
    none,
    ...(heads.length && { rejected: Object.fromEntries(heads) }),
  };
  return whole(fields) === 0 ? complain(form, "0 papers: there is nothing to send.") : fields;
}

/** What is asked for now; gives whether anything is. */
export function showSorting() {
  const papersAsked = asked();
  if (papersAsked === null) return false;
  const { next_for: stay, of, parts, papers: parcel, sorted, so_far: here } = papersAsked;
  const drafted = field("sorting-parcel");
  if (drafted.value && drafted.value !== papersAsked.parcel) {
    // What was drafted for another question belongs to no paper of this one.
    remember(DRAFT, null);
    clear(byId("sorting", HTMLFormElement));
  }
  drafted.value = papersAsked.parcel;
  say(byId("sorting-heading"), `Sort the papers of ${listed(of)} by next preference`);
  say(
    byId("sorting-words"),
    `Each paper goes to whichever of ${listed(stay)} its voter put next${inFirst(of)}.${stacks(parts)}`,
  );
  for (const row of all(byId("sorting"), "[data-next]")) {
    const { next = "" } = row.dataset;
    row.hidden = !stay.includes(next);
    say(one(row, "[data-sorted]"), grouped(here?.next[next] ?? 0));
  }
  say(one(byId("sorting"), "[data-sorted-none]"), grouped(here?.none ?? 0));
  reconcile(
    byId("sorting-owes"),
    /** @type {[string, number][]} */ ([
      ["In the parcel", parcel],
      ["Sorted at this table", here?.papers ?? 0],
      ["Sorted everywhere", sorted],
      ["Not sorted yet", Math.max(parcel - sorted, 0)],
    ]),
    ([words]) => words,
    ([words]) => el("div", {}, el("dt", {}, words), el("dd", { class: "figure" })),
    (node, [, n]) => say(one(node, "dd"), grouped(n)),
  );
  showCast();
  return true;
}

function showCast() {
  const n = sum([...fieldsOf("next"), field("next-none"), ...fieldsOf("rejected")].map((input) => read(input) ?? 0));
  say(byId("sorted-cast"), `${papers(n)} in all`);
}

/**
 * Which stacks are taken, where they are several or came from an earlier parcel.
 * @param {StackShape[]} [parts]
 */
function stacks(parts = []) {
  /** @param {string} from */
  const first = (from) => from.startsWith("first-preferences");
  if (!parts.length || (parts.length === 1 && first(parts[0].from))) return "";
  const each = parts.map(
    ({ candidate, from, papers: n }) =>
      `${grouped(n)} of ${nameOf(candidate)} (${first(from) ? "first preferences" : from.replace(/-[0-9a-f]+$/, "")})`,
  );
  const parcel = asked()?.parcel.replace(/-[0-9a-f]+$/, "");
  return ` Take ${each.join(", ")}. Keep apart what each candidate receives now: it is ${parcel}.`;
}

/**
 * How many of the papers lie at this table by its own first count, where their supervisor may know.
 * @param {string[]} of
 */
function inFirst(of) {
  const { totals } = now.unit;
  if (!totals) return "";
  const held = of.filter((id) => totals[id]).map((id) => `${grouped(totals[id])} of ${nameOf(id)}`);
  return held.length ? `. At this table: ${held.join(", ")}` : "";
}

/** @param {string[]} ids */
const listed = (ids) =>
  ids
    .map(nameOf)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1");
