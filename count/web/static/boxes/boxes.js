/** The verification desk: boxes by state, and what is recorded of each. A second count is blind. */

import { showAgreements } from "../shared/agreements.js";
import { dueWords, minutesLate } from "../shared/alerts.js";
import { accountFields, showAccount, startAccount } from "./box_account.js";
import { openVerify, showVerify, startVerify, verifyFields } from "./box_verify.js";
import { stage } from "./box_figures.js";
import { ofContest, startCorrections } from "../shared/corrections.js";
import { byId, el, reconcile, say } from "../hall/dom.js";
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
const NEXT = { expected: "received", received: "counted", counted: "verified", differs: "verified" };
const HEADS = {
  late: "▲ Late", differs: "▲ Differs from its account", received: "◐ Received", counted: "◑ Counted as its account says",
  expected: "○ Expected", verified: "✓ Verified", "not-used": "– Not used",
};
const TICK_MS = 20_000;

let standing = null;
let chosen = new URLSearchParams(location.search).get("box");

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

function show(newest) {
  const first = standing === null;
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

/** What comes next is opened when the box has moved on and nobody has a part of its work open. */
function moveOn(before, box) {
  const moved = before && (stage(before) !== stage(box) || !before.account !== !box.account || before.counted.length !== box.counted.length);
  if (moved && !document.querySelector("[data-part][open]")) openPart(next(box));
}

const boxes = () => Object.values(standing.boxes);
const title = (box) => `${box.name} (${box.box})`;

// ------------------------------------------------------------------------------------------ the list

byId("find").addEventListener("input", showStates);
byId("find").addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const found = boxes().filter(wanted);
  const exact = found.find((box) => box.box.toLowerCase() === byId("find").value.trim().toLowerCase());
  if (exact || found.length === 1) choose((exact ?? found[0]).box);
});

function wanted(box) {
  const words = byId("find").value.trim().toLowerCase();
  return [box.box, box.name, box.place ?? ""].some((text) => text.toLowerCase().includes(words));
}

/** The list shows no figure: whoever counts the next box sees it. */
function showStates() {
  const found = boxes().filter(wanted);
  byId("none-found").hidden = found.length > 0;
  const late = (box) => minutesLate(box) > 0;
  const groups = [
    { state: "late", here: found.filter(late) },
    ...STAGES.map((state) => ({ state, here: found.filter((box) => stage(box) === state && !late(box)) })),
  ];
  reconcile(byId("states"), groups.filter(({ here }) => here.length), ({ state }) => state, group, (section, { state, here }) => {
    const [heading, list] = section.children;
    say(heading, `${HEADS[state]}: ${here.length}`);
    reconcile(list, here, (box) => box.box, item, (node, box) => {
      say(node.querySelector("small"), state === "late" || state === "expected" ? dueWords(box) : "");
      if (box.box === chosen) node.firstElementChild.setAttribute("aria-current", "true");
      else node.firstElementChild.removeAttribute("aria-current");
    });
  });
}

const group = ({ state }) =>
  el("section", { "data-state": state }, el("h2", { id: `state-${state}` }), el("ul", { class: "boxes", "aria-labelledby": `state-${state}` }));

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
  const box = new URLSearchParams(location.search).get("box");
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
  chosen = null;
  byId("desk").hidden = true;
  byId("boxes-page").classList.remove("one");
  showStates();
}

function choose(box, { again = false } = {}) {
  if (!again && box !== chosen) history.pushState(null, "", `?${new URLSearchParams({ contest: page.contest, box })}`);
  document.querySelector("#desk .check [data-back]")?.click();
  document.querySelectorAll("#desk form").forEach(clear);
  showAccount(standing.boxes[box]);
  openVerify(false);
  byId("found_in").value = box;
  chosen = box;
  byId("desk").hidden = false;
  byId("boxes-page").classList.add("one");
  showStates();
  showBox();
  openPart(next(standing.boxes[box]));
  byId("box-name").focus();
}

/** The next thing to do: the account comes before the comparison. */
function next(box) {
  const part = NEXT[stage(box)] ?? null;
  return part === "counted" && !box.account ? "account" : part === "verified" && !box.account ? "account" : part;
}

/** Open one part of the work and close the others. */
function openPart(name, focus = false) {
  for (const part of document.querySelectorAll("[data-part]")) part.open = part.dataset.part === name;
  const part = document.querySelector(`[data-part="${name}"]`);
  if (part && focus) (part.querySelector("input, select, textarea, button:not([hidden])") ?? part.firstElementChild).focus();
}

function showBox() {
  const box = standing.boxes[chosen];
  say(byId("box-name"), title(box));
  const due = dueWords(box);
  say(byId("box-state"), [stateWords(minutesLate(box) ? "late" : stage(box)), `${plain(box.kind)} box`, box.place !== box.box ? box.place : "", due].filter(Boolean).join(" · "));
  document.querySelectorAll("[data-station]").forEach((part) => (part.hidden = box.kind === "postal"));
  document.querySelectorAll("[data-postal]").forEach((part) => (part.hidden = box.kind !== "postal"));
  document.querySelector("[data-part=received]").hidden = box.received_at !== null;
  const states = {
    account: box.account ? "✓ keyed" : "○ not keyed yet",
    counted: box.counted.length ? `✓ counted ${box.counted.length === 1 ? "once" : `${box.counted.length} times`}` : "○ not counted yet",
    verified: box.verified !== null ? "✓ verified" : "",
    strayed: box.strays_out || box.strays_in || box.handed_over || box.retrieved ? "✓ recorded" : "",
    received: "",
  };
  for (const part of document.querySelectorAll("[data-part]")) say(part.querySelector("[data-state]"), states[part.dataset.part]);
  if (box.received_at) byId("box-state").append(` · received ${clock(box.received_at).slice(0, 5)}`);
  const others = boxes().map((other) => [other.box, title(other)]);
  options(byId("to_box"), [["", "Not known"], ...others.filter(([id]) => id !== byId("found_in").value)]);
  showVerify(box, boxes(), standing);
}

byId("found_in").addEventListener("change", showBox);

// --------------------------------------------------------------------------------------------- recording

/** The fields of each act, from its form; null, and said where, while something is missing. */
const FIELDS = {
  "box-received": () => ({}),
  account: (form) => accountFields(standing.boxes[chosen], optional(form, "note")),
  "box-counted": () => {
    const papers = required(byId("counted"));
    if (papers === null) return null;
    const counted_by = requiredText(byId("counted_by"), "Who counted?");
    if (counted_by === null) return null;
    const checked_by = requiredText(byId("checked_by"), "Who checked?");
    return checked_by === null ? null : { papers, counted_by, checked_by };
  },
  strayed: (form) => {
    const to = byId("to_box").value;
    return moved(form, { box: byId("found_in").value, ...(to && { to_box: to }) });
  },
  "handed-over": (form) => {
    const to = requiredText(form.elements.to, "To whom?");
    return to === null ? null : moved(form, { to });
  },
  retrieved: (form) => moved(form, {}),
  "box-verified": (form) => verifyFields(form, standing.boxes[chosen]),
};

const optional = (form, name) => {
  const words = form.elements[name].value.trim();
  return words ? { [name]: words } : {};
};

function moved(form, fields) {
  const input = form.elements.papers;
  const papers = required(input);
  if (papers === null) return null;
  if (papers === 0) {
    fault(input, "0 papers: there is nothing to record.");
    return null;
  }
  const reason = requiredText(form.elements.reason, "Say why: it is printed.");
  return reason === null ? null : { ...fields, papers, reason };
}

for (const form of document.querySelectorAll("[data-act]"))
  onSubmit(form, async () => {
    complain(form, "");
    const { act } = form.dataset;
    const box = chosen;
    const some = await FIELDS[act](form);
    if (!some) return;
    const fields = { box, ...some };
    const words = describe(act, fields, (id) => id);
    if (!(await record({ contest: page.contest, act, fields, words }))) return;
    did(`${words}. Kept, being sent.`);
    clear(form);
    if (act === "account") showAccount({ account: fields });
    if (act === "box-counted" || act === "box-verified") openVerify(false);
    form.closest("details").open = false;
    byId("box-name").focus();
  });
