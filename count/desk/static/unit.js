/** The supervisor's page: one unit, one contest. */

import { showAgreements } from "./agreements.js";
import { showTotals, startBlocks, startBundles } from "./bundles.js";
import { check } from "./check.js";
import { ofUnit, startCorrections } from "./corrections.js";
import { byId, el, reconcile, say } from "./dom.js";
import { emptyDrafts, openDrafts } from "./drafts.js";
import { clear, complain, onSubmit, read, required } from "./fields.js";
import { grouped, papers, plain } from "./figures.js";
import { keyOf, showFindings } from "./findings.js";
import { did, page, start } from "./page.js";
import { showHanding, startHanding } from "./handing.js";
import { startSheets } from "./sheets.js";
import { watch } from "./standings.js";
import { answered, nameOf, now, rememberWho, send } from "./table.js";

/** Findings that came with the answer to something keyed here: they are shown before all else. */
const noticed = new Set();

start({
  answered: (outcome) => {
    answered(outcome);
    if (!outcome.saved || outcome.entry.contest !== page.contest) return;
    outcome.answer.findings?.forEach((finding) => noticed.add(keyOf(finding)));
    if (now.standing) showOpen();
  },
});
rememberWho();
startHanding();
const showActs = startCorrections(ofUnit(page.contest, page.unit), { nameOf });
watch(page.contest, show);

function show(standing) {
  const first = now.standing === null;
  const before = now.unit?.attempt;
  now.standing = standing;
  now.unit = standing.units[page.unit];
  const { name: person } = page.visitor;
  const again = before !== undefined && before !== now.unit.attempt;
  if (first || again) openDrafts({ person, contest: page.contest, unit: page.unit, attempt: now.unit.attempt });
  if (first) begin(standing);
  if (again) {
    emptyDrafts();
    did(`Count ${now.unit.attempt} of this unit begins: what was drafted here is emptied.`);
  }
  showOwes();
  showTotals();
  showMixable();
  showHanding();
  showClosing();
  byId("keying").hidden = now.unit.state === "closed" || now.unit.papers === 0;
  showOpen();
  showAgreements(byId("agreements"), standing);
  showActs();
}

/** Only once it is known how the contest stands: bundle size, votes a paper and the count's number. */
function begin(standing) {
  if (standing.votes_a_paper === 1) startBundles();
  else {
    startBlocks();
    startSheets();
  }
}

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

function showOwes() {
  const { unit } = now;
  const owed = unit.unsorted + unit.doubtful;
  reconcile(
    byId("owes"),
    [
      ["Brought in", unit.papers],
      ["Accounted for", unit.accounted],
      ["Not sorted yet", unit.unsorted],
      ["With the adjudicator", unit.doubtful],
      ["Still owed", owed],
    ],
    ([words]) => words,
    ([words]) => el("div", {}, el("dt", {}, words), el("dd", { class: "figure" })),
    (node, [, n]) => say(node.lastElementChild, grouped(n)),
  );
}

// ------------------------------------------------------------------------------------- doubtful papers

onSubmit(byId("doubtful"), async () => {
  const form = byId("doubtful");
  const input = byId("doubtful-papers");
  const n = required(input, "Key how many papers go to the adjudicator.");
  if (n === null) return;
  if (n === 0) complain(form, "0 papers: there is nothing to send.");
  else if (await send("doubtful", { papers: n })) clear(form);
});

// ---------------------------------------------------------------------------------------- bring papers

function showMixable() {
  const boxes = Object.values(now.standing.boxes).filter((box) => box.state === "verified" && box.unmixed);
  byId("bring").hidden = now.unit.state === "closed" && boxes.length === 0;
  byId("nothing-mixable").hidden = boxes.length > 0;
  for (const part of byId("mixed").querySelectorAll("fieldset, .field, button")) part.hidden = boxes.length === 0;
  reconcile(byId("mixable"), boxes, (box) => box.box, mixable, (node, box) => say(node.querySelector(".figure"), left(box)));
}

const left = ({ unmixed, verified }) => papers(typeof unmixed === "number" ? unmixed : verified);

function mixable(box) {
  const id = `mix-${box.box}`;
  const tick = el("input", { id, type: "checkbox", value: box.box });
  const some = el("input", { id: `some-${box.box}`, type: "text", inputmode: "numeric", autocomplete: "off", "data-count": true });
  return el(
    "li",
    { class: "row pick" },
    el("label", { for: id }, tick, ` ${box.name} (${box.box}, ${plain(box.kind)}) `, el("span", { class: "figure" })),
    el("p", { class: "field" }, el("label", { for: some.id }, "Only a part, papers"), some),
  );
}

onSubmit(byId("mixed"), async () => {
  const form = byId("mixed");
  const ticked = [...byId("mixable").querySelectorAll("[type=checkbox]:checked")].map((tick) => tick.value);
  if (ticked.length === 0) return complain(form, "Choose the boxes that are mixed.");
  const parts = ticked.map((box) => [box, read(byId(`some-${box}`))]).filter(([, n]) => n !== null);
  if (parts.some(([, n]) => n === 0)) return complain(form, "A part of 0 papers is none: leave it blank for the whole box.");
  const reason = byId("mixed-reason").value.trim();
  const fields = { boxes: ticked, ...(parts.length && { papers: Object.fromEntries(parts) }), ...(reason && { reason }) };
  if (await send("mixed", fields)) clear(form);
  return null;
});

// ------------------------------------------------------------------------------------------------ closing

function showClosing() {
  const { unit } = now;
  const closed = unit.state === "closed";
  byId("close").hidden = closed || unit.papers === 0;
  const claim = { agrees: "The blind total agrees.", differs: "The blind total differs." }[unit.claim] ?? "No blind total yet.";
  say(
    byId("close-words"),
    closed
      ? "✓ This unit is closed."
      : unit.papers === 0
      ? "No papers have been brought here yet."
      : `${grouped(unit.accounted)} of ${grouped(unit.papers)} papers accounted for, ${grouped(unit.unsorted)} not sorted, ${grouped(unit.doubtful)} with the adjudicator. ${claim}`,
  );
}

onSubmit(byId("close"), async () => {
  const sentence = `The count of ${now.standing.name} at ${now.unit.name} is closed: ${papers(now.unit.accounted)} of ${grouped(now.unit.papers)}.`;
  if (await check(byId("close"), { sentence, yes: "Close this unit" })) send("unit-closed", {});
});
