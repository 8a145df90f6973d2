/**
 * Compare a box with its account, and verify it. Where it holds what it should, nobody counts it again and the
 * figures stand at once; where it differs they are shown only to somebody who asks for them.
 */

import { isDone, settled, stage, variance } from "./box_figures.js";
import { check } from "../shared/check.js";
import { byId, el, field, maybe, named, one, say } from "../hall/dom.js";
import { complain, required, write } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { showFindings } from "../shared/findings.js";
import { netted, noteOf, showLadder } from "./ladder.js";
import { page } from "../hall/page.js";
import { signed } from "../shared/tables.js";

/** @type {Record<string, string>} */
const COMPARED = {
  expected: "Not counted yet.",
  received: "Not counted yet.",
  counted: "It holds what its account says.",
  differs: "It differs from its account. By how much is not for a person who still has to count it.",
  verified: "It is verified.",
  "not-used": "It was not used.",
};

/** What only says that work is not finished is no word about this box. */
const STILL_TO_DO = new Set(["papers-unaccounted", "box-open"]);

let shown = false;
let written = false;
/** @type {(part: string, focus?: boolean) => void} */
let open = () => {};

/** @param {{ open: (part: string, focus?: boolean) => void }} page */
export function startVerify({ open: openPart }) {
  open = openPart;
  byId("again").addEventListener("click", () => {
    openVerify(false);
    open("counted", true);
  });
  byId("show-figures").addEventListener("click", () => {
    shown = true;
    redraw();
    maybe(byId("ladder"), "input, button:not([hidden])")?.focus();
  });
  byId("verify-again").addEventListener("click", () => {
    shown = true;
    redraw();
    byId("verified").focus();
  });
  byId("verified-note").addEventListener("input", () => (written = true));
}

/**
 * Whether the figures of a box that differs are open on this page.
 * @param {boolean} yes
 */
export function openVerify(yes) {
  shown = yes;
  written = false;
  field("verified").value = "";
}

/** @type {[box: Box, boxes: Box[], standing: Standing] | null} */
let last = null;
const redraw = () => last && showVerify(...last);

/**
 * @param {Box} box
 * @param {Box[]} boxes
 * @param {Standing} standing
 */
export function showVerify(box, boxes, standing) {
  last = [box, boxes, standing];
  const at = stage(box);
  const differs = at === "differs";
  say(byId("compare"), compared(box, at));
  byId("differing").hidden = !differs || shown;
  byId("verify-again").hidden = at !== "verified" || shown;
  // The check step stands in place of the form: news from the hall does not bring the form back beside it.
  if (!document.querySelector("#figures .check")) formOfVerifying().hidden = at === "verified" && !shown;
  byId("figures").hidden = !(at === "counted" || at === "verified" || (differs && shown));
  if (byId("figures").hidden) return;
  showFigures(box);
  showFindings(byId("box-findings"), findingsOf(box, standing), page.contest);
  byId("ladder-part").hidden = !differs;
  if (differs) showLadder(byId("ladder"), box, boxes, { go, changed: writeNote });
  showForm(box, differs);
}

/**
 * @param {Box} box
 * @param {boolean} differs
 */
function showForm(box, differs) {
  const two = settled(box) !== box.one_person_at;
  byId("note-part").hidden = !two;
  if (field("verified").value === "") write(field("verified"), settled(box));
  if (differs) writeNote();
  say(byId("verify"), two ? "Check before verifying" : "Record as verified");
}

const formOfVerifying = () => one(document, "[data-act=box-verified]", HTMLFormElement);

/**
 * How a box compares with its account, without the figures of one that is still to be counted again.
 * @param {Box} box
 * @param {string} at
 */
function compared(box, at) {
  if (at === "differs" && box.expected === null) return "There is no account to compare it with yet.";
  return at === "differs" && shown ? "It differs from its account." : COMPARED[at];
}

/**
 * The findings of this box alone.
 * @param {Box} box
 * @param {Standing} standing
 */
const findingsOf = (box, standing) =>
  standing.findings.filter(
    ({ code, piles }) => !STILL_TO_DO.has(code) && piles?.length && piles.every((pile) => pile === `box/${box.box}`),
  );

/** @param {string} part */
function go(part) {
  if (part === "counted") openVerify(false);
  redraw();
  open(part, true);
}

/** The note writes itself until somebody writes in it. */
function writeNote() {
  if (!written) field("verified-note").value = noteOf(byId("ladder"));
}

/** @param {Box} box */
function showFigures(box) {
  const counts = (box.counted ?? []).map((n, at) => [`Count ${at + 1}`, grouped(n)]);
  const figures = [
    ["Stated", grouped(box.stated)],
    ["Expected", grouped(box.expected)],
    ...counts,
    ...(box.strays_out ? [["Strays taken out", grouped(box.strays_out)]] : []),
    ...(box.strays_in ? [["Strays brought in", grouped(box.strays_in)]] : []),
    ...(box.handed_over ? [["Handed over", grouped(box.handed_over)]] : []),
    ...(box.retrieved ? [["Taken out when cancelled", grouped(box.retrieved)]] : []),
    ...(isDone(box) ? [["Verified", grouped(box.verified)]] : []),
    ["Variance", signed(variance(box))],
  ];
  byId("box-figures").replaceChildren(
    ...figures.map(([words, n]) => el("div", {}, el("dt", {}, words), el("dd", { class: "figure" }, n || "–"))),
  );
}

/**
 * The fields of the act: checked in a sentence first where a second person has to agree.
 * @param {HTMLFormElement} form
 * @param {Box} box
 * @returns {Promise<Fields | null>}
 */
export async function verifyFields(form, box) {
  const n = required(field("verified"));
  if (n === null) return null;
  const note = byId("note-part").hidden ? "" : named(form, "note").value.trim();
  const others = byId("ladder-part").hidden ? [] : netted(byId("ladder"));
  const fields = { papers: n, ...(note && { note }), ...(others.length && { with: others }) };
  if (n === box.one_person_at) return fields;
  const off = box.expected === null ? null : n - box.expected;
  if (off && !note) return complain(form, "It differs from its account: say in the note what was found out.");
  const sentence = `Box ${box.box}, ${box.name}, is verified at ${papers(n)}: ${against(off)}.`;
  const details = detailsOf(n, box.expected, note, others);
  return (await check(form, { sentence, details, yes: "Propose to verify" })) ? fields : null;
}

/**
 * What is verified, term by term.
 * @param {number} n
 * @param {number | null} expected
 * @param {string} note
 * @param {(string | undefined)[]} others
 * @returns {Detail[]}
 */
function detailsOf(n, expected, note, others) {
  /** @type {Detail[]} */
  const netting = others.length ? [["Nets out with", others.join(", ")]] : [];
  return [
    ["Verified", grouped(n), "verified"],
    ["Expected", grouped(expected) || "no account"],
    ["Note", note || "none", "verified-note"],
    ...netting,
    ["Then", "a second person agrees, here or on their own device"],
  ];
}

/**
 * How far a figure is off its account, in words; null is a box without one.
 * @param {number | null} off
 */
function against(off) {
  if (off === null) return "it has no account";
  if (off === 0) return "as its account says";
  return `${papers(Math.abs(off))} ${off > 0 ? "more" : "fewer"} than its account says`;
}
