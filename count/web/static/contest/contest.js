/** The returning officer's page of one contest: at a glance first, then what is to decide, then the rest folded. */

import { showAgreements } from "../shared/agreements.js";
import { ofContest, startCorrections } from "../shared/corrections.js";
import { showDecisions, stageWords, startDecisions } from "./decisions.js";
import { byId, el, one, reconcile, say } from "../hall/dom.js";
import { showEquation } from "../shared/equation.js";
import { clock, grouped, papers } from "../hall/figures.js";
import { showFindings } from "../shared/findings.js";
import { lastSeen } from "./last_seen.js";
import { minutes } from "./minutes.js";
import { did, page, start } from "../hall/page.js";
import { watch } from "../hall/standings.js";
import { showStages } from "./stages.js";
import { showAttempts, showBoxes, showUnits, showVotes } from "../shared/tables.js";

/** @type {Standing} */
let standing;

start({
  answered: ({ entry, status, saved }) => {
    if (entry.contest !== page.contest) return;
    if (!saved) did(`Not recorded: ${entry.words}`);
    else if (status === 202) did(`Proposed: ${entry.words} It takes effect when a second person agrees.`);
    else did(`Recorded: ${entry.words}`);
  },
});
startDecisions();
const showActs = startCorrections(ofContest(page.contest, true));
watch(page.contest, show);

/** @param {Standing} newest */
function show(newest) {
  const moved = standing !== undefined;
  if (moved && standing.state !== newest.state && newest.state === "declared")
    did(`The result of ${newest.name} is declared.`);
  standing = newest;
  const over = ["declared", "cancelled"].includes(standing.state);
  byId("way").hidden = over;
  byId("corrections").hidden = over;
  if (moved) showActs();
  showEquation(byId("equation"), standing.equation);
  say(byId("stage"), stageWords(standing));
  showTurnout(standing);
  say(byId("margin"), over ? "" : marginWords(standing));
  say(byId("shared"), sharedWords(standing));
  say(byId("sheet"), standing.state === "declared" ? "The declaration, to read and print" : "Figures so far, to print");
  byId("slip").hidden = !standing.complete;
  byId("notice").hidden = !(standing.after ?? []).some((said) => said.act === "corrected");
  byId("stage-sheet").hidden = (standing.stages ?? []).length < 2;
  byId("waiting-agreements").hidden = !(standing.agreements ?? []).length;
  showAgreements(byId("agreements"), standing);
  showDecisions(standing);
  showWay();
  showVotes(standing);
  showStages(standing);
  showFolded();
  showAttempts(standing);
}

/** @param {Standing} standing */
function showTurnout({ turnout, verified }) {
  const parts = turnout
    ? `Turnout ${turnout.percent} %: ${grouped(turnout.papers)} papers of ${grouped(turnout.electorate)} electors`
    : verified
      ? `${papers(verified)} verified`
      : "";
  say(byId("turnout"), parts);
}

/**
 * How close it is, for officers.
 * @param {Standing} standing
 */
function marginWords({ margin, unaccounted }) {
  if (!margin) return "";
  const { misread, unaccounted_could_change: could } = margin;
  if (could !== null && unaccounted > 0)
    return `${papers(unaccounted)} not accounted for: ${could ? "enough" : "too few"} to change the result.`;
  if (misread === 0) return "The votes that decide are equal.";
  return misread === 1
    ? "One paper misread could change the result."
    : `${papers(misread)} would have to be misread to change the result.`;
}

/** @param {Standing} standing */
const sharedWords = ({ provisional, state }) =>
  provisional && state === "provisional"
    ? `Shared at ${clock(provisional.at)} by ${provisional.by} with ${provisional.told.join(", ")}`
    : "";

/** What stands in the way; that an officer has still to decide something is said by the buttons themselves. */
function showWay() {
  const { findings } = standing;
  const missing = findings.find((finding) => finding.code === "papers-unaccounted");
  // What is missing is said with its places: doubtful papers are among them, and have their link there.
  const said = new Set(missing ? ["papers-unaccounted", "doubtful-in-flight"] : []);
  const blocking = findings.filter(
    ({ severity, code, by_deciding }) =>
      severity === "blocks" && !said.has(code) && (code === "lot-needed" || !by_deciding),
  );
  const explaining = findings.filter((finding) => finding.severity === "explain");
  byId("clear").hidden = Boolean(missing) || blocking.some((finding) => !finding.overridden);
  byId("missing-part").hidden = !missing;
  if (missing) showMissing(missing);
  byId("explaining-part").hidden = explaining.length === 0;
  showFindings(byId("blocking"), blocking, null, true);
  showFindings(byId("explaining"), explaining, page.contest, true);
}

/** @param {Finding} finding */
function showMissing({ numbers }) {
  say(byId("missing"), `${papers(numbers.papers)} verified, not accounted for yet. Last seen:`);
  reconcile(
    byId("last-seen"),
    lastSeen(standing),
    ({ key }) => key,
    ({ href }) => el("li", {}, el("span", {}, el("b", { class: "figure" }), " ", el("a", { href }))),
    (item, { papers: n, words }) => {
      say(one(item, "b"), grouped(n));
      say(one(item, "a"), words);
    },
  );
}

function showFolded() {
  const units = Object.values(standing.units).filter((unit) => unit.state !== "waiting" || unit.papers > 0);
  const boxes = Object.values(standing.boxes);
  const done = boxes.filter((box) => box.verified !== null || box.state === "not-used");
  const closed = units.filter((unit) => unit.state === "closed");
  say(byId("units-heading"), `Units: ${closed.length} of ${units.length} closed`);
  say(byId("boxes-heading"), `Boxes: ${done.length} of ${boxes.length} verified`);
  showUnits(standing);
  showBoxes(standing);
  const said = minutes(standing);
  byId("minutes-part").hidden = said.length === 0;
  say(byId("minutes-heading"), `Decided so far: ${said.length}`);
  byId("minutes").replaceChildren(...said.map((words) => el("li", {}, words)));
}
