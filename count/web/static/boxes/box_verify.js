/**
 * Compare a box with its account, and verify it. Where it holds what it should, nobody counts it again and the
 * figures stand at once; where it differs they are shown only to somebody who asks for them.
 */

import { isDone, settled, stage, variance } from "./box_figures.js";
import { check } from "../shared/check.js";
import { byId, el, say } from "../hall/dom.js";
import { complain, required, write } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { showFindings } from "../shared/findings.js";
import { netted, noteOf, showLadder } from "./ladder.js";
import { page } from "../hall/page.js";
import { signed } from "../shared/tables.js";

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
let open = () => {};

export function startVerify({ open: openPart }) {
  open = openPart;
  byId("again").addEventListener("click", () => {
    openVerify(false);
    open("counted", true);
  });
  byId("show-figures").addEventListener("click", () => {
    shown = true;
    redraw();
    byId("ladder").querySelector("input, button:not([hidden])")?.focus();
  });
  byId("verify-again").addEventListener("click", () => {
    shown = true;
    redraw();
    byId("verified").focus();
  });
  byId("verified-note").addEventListener("input", () => (written = true));
}

/** Whether the figures of a box that differs are open on this page. */
export function openVerify(yes) {
  shown = yes;
  written = false;
  byId("verified").value = "";
}

let last = null;
const redraw = () => last && showVerify(...last);

export function showVerify(box, boxes, standing) {
  last = [box, boxes, standing];
  const at = stage(box);
  const differs = at === "differs";
  const words = differs && box.expected === null ? "There is no account to compare it with yet." : differs && shown ? "It differs from its account." : COMPARED[at];
  say(byId("compare"), words);
  byId("differing").hidden = !differs || shown;
  byId("verify-again").hidden = at !== "verified" || shown;
  // The check step stands in place of the form: news from the hall does not bring the form back beside it.
  if (!document.querySelector("#figures .check")) byId("verify").form.hidden = at === "verified" && !shown;
  byId("figures").hidden = !(at === "counted" || at === "verified" || (differs && shown));
  if (byId("figures").hidden) return;
  showFigures(box);
  const ours = standing.findings.filter((finding) => !STILL_TO_DO.has(finding.code) && finding.piles?.length && finding.piles.every((pile) => pile === `box/${box.box}`));
  showFindings(byId("box-findings"), ours, page.contest);
  const two = settled(box) !== box.one_person_at;
  byId("ladder-part").hidden = !differs;
  byId("note-part").hidden = !two;
  if (differs) showLadder(byId("ladder"), box, boxes, { go, changed: writeNote });
  if (byId("verified").value === "") write(byId("verified"), settled(box));
  if (differs) writeNote();
  say(byId("verify"), two ? "Check before verifying" : "Record as verified");
}

function go(part) {
  if (part === "counted") openVerify(false);
  redraw();
  open(part, true);
}

/** The note writes itself until somebody writes in it. */
function writeNote() {
  if (!written) byId("verified-note").value = noteOf(byId("ladder"));
}

function showFigures(box) {
  const counts = (box.counted ?? []).map((n, at) => [`Count ${at + 1}`, grouped(n)]);
  const figures = [
    ["Stated", grouped(box.stated)], ["Expected", grouped(box.expected)], ...counts,
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

/** The fields of the act: checked in a sentence first where a second person has to agree. */
export async function verifyFields(form, box) {
  const n = required(byId("verified"));
  if (n === null) return null;
  const note = byId("note-part").hidden ? "" : form.elements.note.value.trim();
  const others = byId("ladder-part").hidden ? [] : netted(byId("ladder"));
  const fields = { papers: n, ...(note && { note }), ...(others.length && { with: others }) };
  if (n === box.one_person_at) return fields;
  const off = box.expected === null ? null : n - box.expected;
  if (off !== 0 && !note && box.expected !== null) return complain(form, "It differs from its account: say in the note what was found out.");
  const against = off === null ? "it has no account" : off === 0 ? "as its account says" : `${papers(Math.abs(off))} ${off > 0 ? "more" : "fewer"} than its account says`;
  const what = {
    sentence: `Box ${box.box}, ${box.name}, is verified at ${papers(n)}: ${against}.`,
    details: [["Verified", grouped(n), "verified"], ["Expected", grouped(box.expected) || "no account"], ["Note", note || "none", "verified-note"], ...(others.length ? [["Nets out with", others.join(", ")]] : []), ["Then", "a second person agrees, here or on their own device"]],
    yes: "Propose to verify",
  };
  return (await check(form, what)) ? fields : null;
}
