/** The verification desk: boxes by state, and what is recorded of each. A second count is blind. */

import { showAgreements } from "./agreements.js";
import { ofContest, startCorrections } from "./corrections.js";
import { byId, button, el, reconcile, say } from "./dom.js";
import { clear, complain, fault, onSubmit, read, required, requiredText } from "./fields.js";
import { grouped, plain } from "./figures.js";
import { showFindings } from "./findings.js";
import { options } from "./options.js";
import { did, page, record, start } from "./page.js";
import { emptyRanges, ranges, startRanges } from "./ranges.js";
import { watch } from "./standings.js";
import { signed, stateWords } from "./tables.js";
import { describe } from "./words.js";

const STATES = ["received", "counted", "expected", "verified", "not-used"];

let standing = null;
let chosen = null;

start({
  answered: ({ entry, status, saved }) => {
    if (entry.contest !== page.contest) return;
    if (!saved) did(`Not recorded: ${entry.words}.`);
    else did(status === 202 ? `${entry.words}: waits for a second person.` : `${entry.words}. Saved.`);
  },
});
startRanges();
const showActs = startCorrections(ofContest(page.contest, true), { nameOf: (id) => id, wanted: (act) => "box" in act });
watch(page.contest, show);

function show(newest) {
  standing = newest;
  showAgreements(byId("agreements"), standing);
  showFindings(byId("findings"), standing.findings, page.contest);
  showStates();
  showActs();
  if (chosen) showBox();
}

const boxes = () => Object.values(standing.boxes);
const title = (box) => `${box.name} (${box.box})`;

/** The list shows no figure: whoever counts the next box sees it. */
function showStates() {
  reconcile(
    byId("states"),
    STATES.map((state) => ({ state, here: boxes().filter((box) => box.state === state) })).filter(({ here }) => here.length),
    ({ state }) => state,
    ({ state }) => el("section", {}, el("h2", { id: `state-${state}` }), el("ul", { class: "choices", "aria-labelledby": `state-${state}` })),
    (section, { state, here }) => {
      const [heading, list] = section.children;
      say(heading, `${stateWords(state)}: ${here.length}`);
      reconcile(list, here, (box) => box.box, (box) => el("li", {}, button(title(box), () => choose(box.box))), (item, box) =>
        item.firstElementChild.setAttribute("aria-pressed", String(box.box === chosen)),
      );
    },
  );
}

function choose(box) {
  if (chosen !== box) {
    document.querySelectorAll("#desk form").forEach(clear);
    emptyRanges();
    document.querySelectorAll("#desk details").forEach((part) => (part.open = false));
    byId("figures").hidden = true;
  }
  if (chosen !== box) byId("found_in").value = box;
  chosen = box;
  byId("desk").hidden = false;
  showStates();
  showBox();
  const next = { expected: "received", received: "counted", counted: "verified" }[standing.boxes[box].state];
  const part = document.querySelector(`[data-part="${next}"]`);
  if (part) part.open = true;
  byId("box-name").focus();
}

function showBox() {
  const box = standing.boxes[chosen];
  say(byId("box-name"), title(box));
  say(byId("box-state"), `${stateWords(box.state)} · ${plain(box.kind)} box${box.place ? ` · ${box.place}` : ""}`);
  document.querySelectorAll("[data-station]").forEach((part) => (part.hidden = box.kind === "postal"));
  document.querySelectorAll("[data-postal]").forEach((part) => (part.hidden = box.kind !== "postal"));
  const others = boxes().map((other) => [other.box, title(other)]);
  options(byId("to_box"), [["", "Not known"], ...others.filter(([id]) => id !== byId("found_in").value)]);
  if (!byId("figures").hidden) showFigures(box);
}

byId("found_in").addEventListener("change", showBox);
byId("show-figures").addEventListener("click", () => {
  byId("figures").hidden = false;
  showFigures(standing.boxes[chosen]);
});

function showFigures(box) {
  const counts = (box.counted ?? []).map((n, at) => [`Count ${at + 1}`, grouped(n)]);
  const figures = [
    ["Stated", grouped(box.stated)], ["Expected", grouped(box.expected)], ...counts,
    ["Strays taken out", grouped(box.strays_out)], ["Strays brought in", grouped(box.strays_in)],
    ["Verified", grouped(box.verified)], ["Variance", signed(box.variance)],
  ];
  byId("box-figures").replaceChildren(
    ...figures.map(([words, n]) => el("div", {}, el("dt", {}, words), el("dd", { class: "figure" }, n || "–"))),
  );
  const ours = standing.findings.filter((finding) => finding.piles?.length && finding.piles.every((pile) => pile === `box/${chosen}`));
  showFindings(byId("box-findings"), ours, page.contest);
  const neighbours = boxes().filter((other) => other.box !== chosen && other.place && other.place === box.place);
  byId("with").closest("fieldset").hidden = neighbours.length === 0;
  reconcile(byId("with"), neighbours, (other) => `${chosen} ${other.box}`, (other) => {
    const id = `with-${other.box}`;
    return el("li", { class: "row pick" }, el("label", { for: id }, el("input", { id, type: "checkbox", value: other.box }), ` ${title(other)}`));
  });
}

// --------------------------------------------------------------------------------------------- recording

/** The fields of each act, from its form; null, and said where, while something is missing. */
const FIELDS = {
  "box-received": () => ({}),
  account: (form) => {
    const fields = {};
    if (standing.boxes[chosen].kind !== "postal") {
      const given = ranges();
      if (given === null) return null;
      if (given.length) fields.ranges = given;
      for (const name of ["unused", "spoilt", "unused_found", "spoilt_found", "tendered_used"]) {
        const n = read(byId(name));
        if (n !== null) fields[name] = n;
      }
    }
    fields.stated = required(byId("stated"), "Key what the account says is in the box.");
    return fields.stated === null ? null : { ...fields, ...optional(form, "note") };
  },
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
  "box-verified": (form) => {
    const papers = required(byId("verified"));
    if (papers === null) return null;
    const netted = [...byId("with").querySelectorAll(":checked")].map((tick) => tick.value);
    return { papers, ...optional(form, "note"), ...(netted.length && { with: netted }) };
  },
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
    const some = FIELDS[act](form);
    if (!some) return;
    const fields = { box: chosen, ...some };
    const words = describe(act, fields, (id) => id);
    if (!(await record({ contest: page.contest, act, fields, words }))) return;
    did(`${words}. Kept, being sent.`);
    clear(form);
    if (act === "account") emptyRanges();
    form.closest("details").open = false;
    byId("box-name").focus();
  });
