/** The supervisor's page: one unit, one contest. */

import { showAgreements } from "../shared/agreements.js";
import { showTotals, startBlocks, startBundles } from "./bundles.js";
import { showMixable, startBringing } from "./bringing.js";
import { ofUnit, startCorrections } from "../shared/corrections.js";
import { startCurtain } from "./curtain.js";
import { byId, el, one, reconcile, say } from "../hall/dom.js";
import { startDoubtful } from "./doubtful.js";
import { openDrafts } from "./drafts.js";
import { grouped } from "../hall/figures.js";
import { keyOf, showFindings } from "../shared/findings.js";
import { showFinishing, startFinishing } from "./finishing.js";
import { showHanding, startHanding } from "./handing.js";
import { goTo, inView, offer, offered, settle, startJobs } from "./jobs.js";
import { startRowKeys, stepByKey, teachOnce } from "./keys.js";
import { showLeftOver } from "./leftover.js";
import { keepHeard, keepPage, lastHeard } from "../hall/offline.js";
import { outbox } from "../hall/outbox.js";
import { did, page, start, touch } from "../hall/page.js";
import { startSheets } from "./sheets.js";
import { showSorting, sorts, startSorting } from "./sorting.js";
import { watch } from "../hall/standings.js";
import { restoreAll } from "./stepper.js";
import { answered, countUnsaved, left, now, rememberWho } from "./table.js";

/** Findings that came with the answer to something keyed here: they are shown before all else. */
const noticed = new Set();
/** Where work goes on once there are papers. */
const KEYING = ["bundles-job", "block-job"];
const KEYED = new Set([...KEYING, "sheet-job", "doubtful-job"]);
const { name: person } = page.visitor;
/** Papers are sorted by next preference once the first count is closed. */
const SORTING = "sort-job";
/** @type {(() => void)[] | null} */
let restores = null;
/** @type {Promise<void> | null} */
let opening = null;

start({
  answered: (outcome) => {
    answered(outcome);
    if (!outcome.saved || outcome.entry.contest !== page.contest) return;
    outcome.answer.findings?.forEach((/** @type {Finding} */ finding) => noticed.add(keyOf(finding)));
    if (now.heard) showOpen();
  },
});
rememberWho();
startJobs((id) => {
  for (const part of ["who-part", "keys"]) byId(part).hidden = !KEYED.has(id) && id !== SORTING;
  if (id === "correct-job") showActs();
});
const showActs = startCorrections(ofUnit(page.contest, page.unit));
startBringing();
startHanding();
startFinishing();
startCurtain();
teachOnce(byId("keys", HTMLDetailsElement));
outbox.addEventListener("change", showUnsaved);
watch(page.contest, show, showLastHeard);
keepPage().then((why) =>
  say(byId("offline"), why || "✓ This page is kept on this tablet: it also loads while the hall is away."),
);

/** @param {Standing} standing */
function show(standing) {
  keepHeard(person, page.contest, standing);
  take(standing);
}

/** The hall does not answer, and this page has heard nothing of it yet: what was heard before, as such. */
async function showLastHeard() {
  if (now.heard !== null) return;
  const heard = await lastHeard(person, page.contest);
  if (heard === null || now.heard !== null) return;
  touch(heard.at);
  take(heard.standing);
}

/**
 * Take a standing as the newest; it is drawn once this count's drafts are open.
 * @param {Standing} standing
 */
function take(standing) {
  const before = now.heard?.unit ?? null;
  now.heard = { standing, unit: standing.units[page.unit] };
  const another = before === null || before.attempt !== now.unit.attempt;
  if (another) opening = (opening ?? Promise.resolve()).then(() => open(before)).finally(() => (opening = null));
  else if (opening === null) draw(before);
}

/**
 * A count of this unit begins on this page.
 * @param {Unit | null} before
 */
async function open(before) {
  const { contest, unit } = page;
  const { attempt } = now.unit;
  showLeftOver(await openDrafts({ person, contest, unit, attempt }));
  await countUnsaved();
  if (restores === null) begin(now.standing);
  restore();
  if (before !== null) did(`Count ${attempt} of this unit begins: what was drafted before is set aside.`);
  draw(before);
}

/** @param {Unit | null} before */
function draw(before) {
  showOwes();
  showTotals();
  showMixable();
  showHanding();
  showFinishing();
  showOffered(before);
  showOpen();
  showAgreements(byId("agreements"), now.standing);
  showActs();
}

/**
 * Only once it is known how the contest stands: bundle size, votes a paper and the count's number.
 * @param {Standing} standing
 */
function begin(standing) {
  const doubtful = startDoubtful();
  if (standing.votes_a_paper === 1) {
    startBundles();
    startRowKeys(byId("bundles"));
    restores = [restoreAll, doubtful];
  } else {
    startBlocks();
    const block = byId("block", HTMLFormElement);
    block.addEventListener("keydown", (event) => stepByKey(event, block));
    restores = [restoreAll, startSheets(), doubtful];
  }
  if (sorts()) restores.push(startSorting());
}

const restore = () => restores?.forEach((again) => again());

async function showUnsaved() {
  await countUnsaved();
  if (now.heard === null) return;
  showOwes();
  showTotals();
}

/**
 * Which jobs there are now; papers that have just come are sorted next.
 * @param {Unit | null} before
 */
function showOffered(before) {
  const { unit } = now;
  const closed = unit.state === "closed";
  const bare = unit.papers === 0;
  for (const id of KEYED) offer(id, !closed && !bare);
  offer("papers-job", !closed || !byId("mixed").hidden);
  const asks = offerSorting();
  if (asks && (closed || bare)) goTo(SORTING);
  else if (haveCome(before)) goTo(KEYING.find((id) => document.getElementById(id)) ?? "");
  else settle(bare ? ["papers-job"] : [...KEYING, SORTING, "finish-job"]);
}

/**
 * Whether the first papers of this unit have just come, in sight of whoever waits for them.
 * @param {Unit | null} before
 */
const haveCome = (before) => before?.papers === 0 && now.unit.papers > 0 && inView() === "papers-job";

/** Sorting is offered while the count asks for it; gives whether it has begun to ask now. */
function offerSorting() {
  const before = offered(SORTING);
  const asked = sorts() && showSorting();
  offer(SORTING, asked);
  return asked && !before;
}

/** @param {Finding} finding */
const isOurs = (finding) =>
  finding.piles?.some((pile) => pile === `unit/${page.unit}` || pile.startsWith(`unit/${page.unit}/`));

function showOpen() {
  const ours = now.standing.findings.filter(isOurs);
  const atOnce = ours.filter((finding) => noticed.has(keyOf(finding)));
  const later = ours.filter((finding) => !noticed.has(keyOf(finding)));
  showFindings(byId("noticed"), atOnce, page.contest);
  showFindings(byId("findings"), later, page.contest);
  byId("attention").hidden = atOnce.length === 0;
  byId("open").hidden = later.length === 0;
}

/** The unit's papers: what was brought in, and where each of them is. */
function showOwes() {
  const { unit, unsaved } = now;
  reconcile(
    byId("owes"),
    /** @type {[words: string, papers: number, kept?: number][]} */ ([
      ["Brought in", unit.papers],
      ["Accounted for", unit.accounted],
      ["Not sorted yet", left(), unsaved.papers],
      ["With the adjudicator", unit.doubtful],
      ["Still owed", unit.unsorted + unit.doubtful],
    ]),
    ([words]) => words,
    ([words]) =>
      el("div", {}, el("dt", {}, words), el("dd", { class: "figure" }, el("span"), el("small", { class: "kept" }))),
    (node, [, n, kept]) => {
      say(one(node, "dd > span"), grouped(n));
      say(one(node, "dd > .kept"), kept ? ` +${grouped(kept)} kept` : "");
    },
  );
}
