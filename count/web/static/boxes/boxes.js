/** The verification desk: boxes by state, and what is recorded of each. A second count is blind. */

import { showAgreements } from "../shared/agreements.js";
import { dueWords, minutesLate } from "../shared/alerts.js";
import { accountFields, showAccount, startAccount } from "./box_account.js";
import { openVerify, showVerify, startVerify, verifyFields } from "./box_verify.js";
import { stage } from "./box_figures.js";
import { ofContest, startCorrections } from "../shared/corrections.js";
import { all, byId, el, field, maybe, named, one, reconcile, say, select } from "../hall/dom.js";
import { clear, complain, fault, onSubmit, required, requiredText } from "../hall/fields.js";
import { clock, plain } from "../hall/figures.js";
import { showFindings } from "../shared/findings.js";
import { options } from "../shared/options.js";
import { did, page, record, start } from "../hall/page.js";
import { watch } from "../hall/standings.js";
import { stateWords } from "../shared/tables.js";
import { describe } from "../shared/words.js";

const STAGES = ["differs", "received", "counted", "expected", "verified", "not-used"];
/** Which part of the work comes next, by what was done. */
/** @type {Record<string, string>} */
const NEXT = { expected: "received", received: "counted", counted: "verified", differs: "verified" };
/** @type {Record<string, string>} */
const HEADS = {
  late: "▲ Late",
  differs: "▲ Differs from its account",
  received: "◐ Received",
  counted: "◑ Counted as its account says",
  expected: "○ Expected",
  verified: "✓ Verified",
  "not-used": "– Not used",
};
const TICK_MS = 20_000;

/** @type {Standing} */
let standing;
let chosen = new URLSearchParams(location.search).get("box") ?? "";

start({
  answered: ({ entry, status, saved }) => {
    if (entry.contest !== page.contest) return;
    if (!saved) did(`Not recorded: ${entry.words}.`);
    else did(status === 202 ? `${entry.words}: waits for a second person.` : `${entry.words}. Saved.`);
  },
});
startAccount();
startVerify({ open: openPart });
const showActs = startCorrections(ofContest(page.contest, true), { wanted: (act) => "box" in act });
watch(page.contest, show);
setInterval(() => standing && showStates(), TICK_MS);

/** @param {Standing} newest */
function show(newest) {
  const first = standing === undefined;
  const before = standing?.boxes[chosen];
  standing = newest;
  showAgreements(byId("agreements"), standing);
  showFindings(byId("findings"), standing.findings, page.contest);
  showActs();
  if (first && chosen in standing.boxes) choose(chosen, { again: true });
  else showStates();
  if (!(chosen in standing.boxes)) return;
  showBox();
  moveOn(before, standing.boxes[chosen]);
}

/**
 * What comes next is opened when the box has moved on and nobody has a part of its work open.
 * @param {Box | undefined} before
 * @param {Box} box
 */
function moveOn(before, box) {
  const sofar = (/** @type {Box} */ at) => `${stage(at)} ${Boolean(at.account)} ${at.counted.length}`;
  if (before && sofar(before) !== sofar(box) && !maybe(document, "[data-part][open]")) openPart(next(box));
}

const boxes = () => Object.values(standing.boxes);
/** @param {Box} box */
const title = (box) => `${box.name} (${box.box})`;

// ------------------------------------------------------------------------------------------ the list

byId("find").addEventListener("input", showStates);
byId("find").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const found = boxes().filter(wanted);
  const exact = found.find((box) => box.box.toLowerCase() === field("find").value.trim().toLowerCase());
  if (exact || found.length === 1) choose((exact ?? found[0]).box);
});

/** @param {Box} box */
function wanted(box) {
  const words = field("find").value.trim().toLowerCase();
  return [box.box, box.name, box.place ?? ""].some((text) => text.toLowerCase().includes(words));
}

/** The list shows no figure: whoever counts the next box sees it. */
function showStates() {
  const found = boxes().filter(wanted);
  byId("none-found").hidden = found.length > 0;
  /** @param {Box} box */
  const late = (box) => minutesLate(box) > 0;
  const groups = [
    { state: "late", here: found.filter(late) },
    ...STAGES.map((state) => ({ state, here: found.filter((box) => stage(box) === state && !late(box)) })),
  ];
  reconcile(
    byId("states"),
    groups.filter(({ here }) => here.length),
    ({ state }) => state,
    group,
    (section, { state, here }) => {
      const list = one(section, ".boxes");
      say(one(section, "h2"), `${HEADS[state]}: ${here.length}`);
      reconcile(
        list,
        here,
        (box) => box.box,
        item,
        (node, box) => {
          say(one(node, "small"), state === "late" || state === "expected" ? dueWords(box) : "");
          if (box.box === chosen) one(node, "a").setAttribute("aria-current", "true");
          else one(node, "a").removeAttribute("aria-current");
        },
      );
    },
  );
}

/** @param {{ state: string }} states */
const group = ({ state }) =>
  el(
    "section",
    { "data-state": state },
    el("h2", { id: `state-${state}` }),
    el("ul", { class: "boxes", "aria-labelledby": `state-${state}` }),
  );

/** @param {Box} box */
function item(box) {
  const link = el("a", { href: `?${new URLSearchParams({ contest: page.contest, box: box.box })}` }, title(box));
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choose(box.box);
  });
  return el("li", {}, link, el("small"));
}

// --------------------------------------------------------------------------------------- one box at a time

addEventListener("popstate", () => {
  const box = new URLSearchParams(location.search).get("box") ?? "";
  if (box in standing.boxes) choose(box, { again: true });
  else putAway();
});
byId("all-boxes").addEventListener("click", (event) => {
  event.preventDefault();
  history.pushState(null, "", `?${new URLSearchParams({ contest: page.contest })}`);
  putAway();
  byId("find").focus();
});

function putAway() {
  chosen = "";
  byId("desk").hidden = true;
  byId("boxes-page").classList.remove("one");
  showStates();
}

/**
 * @param {string} box
 * @param {{ again?: boolean }} [options]
 */
function choose(box, { again = false } = {}) {
  if (!again && box !== chosen) history.pushState(null, "", `?${new URLSearchParams({ contest: page.contest, box })}`);
  maybe(document, "#desk .check [data-back]")?.click();
  all(document, "#desk form", HTMLFormElement).forEach(clear);
  showAccount(standing.boxes[box]);
  openVerify(false);
  field("found_in").value = box;
  chosen = box;
  byId("desk").hidden = false;
  byId("boxes-page").classList.add("one");
  showStates();
  showBox();
  openPart(next(standing.boxes[box]));
  byId("box-name").focus();
}

/**
 * The next thing to do: the account comes before the comparison.
 * @param {Box} box
 */
function next(box) {
  const part = NEXT[stage(box)] ?? null;
  return (part === "counted" || part === "verified") && !box.account ? "account" : part;
}

/**
 * Open one part of the work and close the others.
 * @param {string | null} name
 * @param {boolean} [focus]
 */
function openPart(name, focus = false) {
  for (const part of all(document, "[data-part]", HTMLDetailsElement)) part.open = part.dataset.part === name;
  const part = maybe(document, `[data-part="${name}"]`, HTMLDetailsElement);
  if (part && focus) (maybe(part, "input, select, textarea, button:not([hidden])") ?? one(part, "summary")).focus();
}

function showBox() {
  const box = standing.boxes[chosen];
  say(byId("box-name"), title(box));
  const due = dueWords(box);
  say(
    byId("box-state"),
    [
      stateWords(minutesLate(box) ? "late" : stage(box)),
      `${plain(box.kind)} box`,
      box.place !== box.box ? box.place : "",
      due,
    ]
      .filter(Boolean)
      .join(" · "),
  );
  all(document, "[data-station]").forEach((part) => (part.hidden = box.kind === "postal"));
  all(document, "[data-postal]").forEach((part) => (part.hidden = box.kind !== "postal"));
  one(document, "[data-part=received]", HTMLDetailsElement).hidden = box.received_at !== null;
  const states = statesOf(box);
  for (const part of all(document, "[data-part]", HTMLDetailsElement))
    say(one(part, "[data-state]"), states[part.dataset.part ?? ""]);
  if (box.received_at) byId("box-state").append(` · received ${clock(box.received_at).slice(0, 5)}`);
  const others = boxes().map((other) => [other.box, title(other)]);
  options(select("to_box"), [["", "Not known"], ...others.filter(([id]) => id !== field("found_in").value)]);
  showVerify(box, boxes(), standing);
}

/**
 * What was done of each part of a box's work.
 * @param {Box} box
 * @returns {Record<string, string>}
 */
function statesOf(box) {
  return {
    account: box.account ? "✓ keyed" : "○ not keyed yet",
    counted: box.counted.length
      ? `✓ counted ${box.counted.length === 1 ? "once" : `${box.counted.length} times`}`
      : "○ not counted yet",
    verified: box.verified !== null ? "✓ verified" : "",
    strayed: box.strays_out || box.strays_in || box.handed_over || box.retrieved ? "✓ recorded" : "",
    received: "",
  };
}

byId("found_in").addEventListener("change", showBox);

// --------------------------------------------------------------------------------------------- recording

/**
 * The fields of each act, from its form; null, and said where, while something is missing.
 * @type {Record<string, (form: HTMLFormElement) => Fields | null | Promise<Fields | null>>}
 */
const FIELDS = {
  "box-received": () => ({}),
  account: (form) => accountFields(standing.boxes[chosen], optional(form, "note")),
  "box-counted": () => {
    const papers = required(field("counted"));
    if (papers === null) return null;
    const counted_by = requiredText(field("counted_by"), "Who counted?");
    if (counted_by === null) return null;
    const checked_by = requiredText(field("checked_by"), "Who checked?");
    return checked_by === null ? null : { papers, counted_by, checked_by };
  },
  strayed: (form) => {
    const to = field("to_box").value;
    return moved(form, { box: field("found_in").value, ...(to && { to_box: to }) });
  },
  "handed-over": (form) => {
    const to = requiredText(named(form, "to"), "To whom?");
    return to === null ? null : moved(form, { to });
  },
  retrieved: (form) => moved(form, {}),
  "box-verified": (form) => verifyFields(form, standing.boxes[chosen]),
};

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 */
const optional = (form, name) => {
  const words = named(form, name).value.trim();
  return words ? { [name]: words } : {};
};

/**
 * @param {HTMLFormElement} form
 * @param {Fields} fields
 */
function moved(form, fields) {
  const input = named(form, "papers");
  const papers = required(input);
  if (papers === null) return null;
  if (papers === 0) {
    fault(input, "0 papers: there is nothing to record.");
    return null;
  }
  const reason = requiredText(named(form, "reason"), "Say why: it is printed.");
  return reason === null ? null : { ...fields, papers, reason };
}

for (const form of all(document, "[data-act]", HTMLFormElement))
  onSubmit(form, async () => {
    complain(form, "");
    const { act = "" } = form.dataset;
    const box = chosen;
    const some = await FIELDS[act](form);
    if (!some) return;
    /** @type {Fields} */
    const fields = { box, ...some };
    const words = describe(act, fields, (id) => id);
    if (!(await record({ contest: page.contest, act, fields, words }))) return;
    did(`${words}. Kept, being sent.`);
    clear(form);
    if (act === "account") showAccount({ account: fields });
    if (act === "box-counted" || act === "box-verified") openVerify(false);
    form.closest("details")?.removeAttribute("open");
    byId("box-name").focus();
  });
