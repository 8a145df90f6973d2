/** The returning officer's page of one contest. */

import { showAgreements } from "./agreements.js";
import { ofContest, startCorrections } from "./corrections.js";
import { showDecisions, stageWords, startDecisions } from "./decisions.js";
import { byId, say } from "./dom.js";
import { equation } from "./equation.js";
import { grouped, papers } from "./figures.js";
import { showFindings } from "./findings.js";
import { did, page, start } from "./page.js";
import { watch } from "./standings.js";
import { showAttempts, showBoxes, showUnits, showVotes } from "./tables.js";
import { namesOf } from "./words.js";

let standing = null;

start({
  answered: ({ entry, status, saved }) => {
    if (entry.contest !== page.contest) return;
    if (!saved) did(`Not recorded: ${entry.words}`);
    else if (status === 202) did(`Proposed: ${entry.words} It takes effect when a second person agrees.`);
    else did(`Recorded: ${entry.words}`);
  },
});
startDecisions();
const showActs = startCorrections(ofContest(page.contest, true), { nameOf: (id) => namesOf(standing)(id) });
watch(page.contest, show);

function show(newest) {
  const moved = standing !== null;
  if (moved && standing.state !== newest.state && newest.state === "declared") did(`The result of ${newest.name} is declared.`);
  standing = newest;
  const over = ["declared", "cancelled"].includes(standing.state);
  byId("way").hidden = over;
  byId("corrections").hidden = over;
  if (moved) showActs();
  const { words, holds } = equation(standing);
  say(byId("equation"), words);
  byId("equation").dataset.holds = holds === null ? "open" : holds ? "yes" : "no";
  say(byId("stage"), stageWords(standing));
  showTurnout(standing);
  say(byId("margin"), over ? "" : marginWords(standing));
  say(byId("sheet"), standing.state === "declared" ? "The declaration, to read and print" : "Figures so far, to print");
  byId("slip").hidden = !complete(standing);
  byId("waiting-agreements").hidden = !(standing.agreements ?? []).length;
  showAgreements(byId("agreements"), standing);
  showWay(standing.findings);
  showDecisions(standing);
  showVotes(standing);
  showUnits(standing);
  showBoxes(standing);
  showAttempts(standing);
}

/** Whether there is a provisional result to give out: shared, or with nothing but its sharing still to be done. */
function complete({ state, provisional, findings }) {
  const missing = findings.some((f) => f.severity === "blocks" && !f.overridden && f.code !== "provisional-needed");
  return Boolean(provisional) || (state === "counting" && !missing);
}

function showTurnout({ turnout, doubtful }) {
  const parts = [];
  if (turnout) parts.push(`Turnout ${turnout.percent} %: ${grouped(turnout.papers)} papers of ${grouped(turnout.electorate)} electors`);
  if (doubtful) parts.push(`${grouped(doubtful)} doubtful papers with the adjudicator`);
  say(byId("turnout"), parts.join(" · "));
}

/** How close it is, for officers. */
function marginWords({ margin, unaccounted }) {
  if (!margin) return "";
  const { misread, unaccounted_could_change: could } = margin;
  if (could !== null && unaccounted > 0)
    return `${papers(unaccounted)} not accounted for: ${could ? "enough to change who is elected." : "too few to change who is elected."}`;
  if (misread === 0) return "The votes that decide are equal.";
  return misread === 1
    ? "One paper misread could change who is elected."
    : `${papers(misread)} would have to be misread to change who is elected.`;
}

function showWay(findings) {
  const blocking = findings.filter((finding) => finding.severity === "blocks");
  const explaining = findings.filter((finding) => finding.severity === "explain");
  byId("clear").hidden = blocking.some((finding) => !finding.overridden);
  byId("explaining-part").hidden = explaining.length === 0;
  showFindings(byId("blocking"), blocking);
  showFindings(byId("explaining"), explaining, page.contest);
}
