/** The adjudicator's desk: a batch of one unit's doubtful papers is decided, every paper of it. */

import { showAgreements } from "../shared/agreements.js";
import { ofContest, startCorrections } from "../shared/corrections.js";
import { all, button, byId, el, field, one, reconcile, say } from "../hall/dom.js";
import { clear, complain, fault, onSubmit, read, required, write } from "../hall/fields.js";
import { clock, grouped, papers, sum } from "../hall/figures.js";
import { did, page, record, start } from "../hall/page.js";
import { watch } from "../hall/standings.js";
import { describe, namesOf } from "../shared/words.js";

const form = byId("decision", HTMLFormElement);
/** @type {Standing} */
let standing;
let chosen = "";
let batchChosen = "";
const wanted = new URLSearchParams(location.search).get("unit") ?? "";
/** @type {{candidates: string[], papers: number}[]} */
let sets = [];

start({
  answered: ({ entry, status, saved }) => {
    if (entry.contest !== page.contest) return;
    if (!saved) did(`Not recorded: ${entry.words}.`);
    else did(status === 202 ? `${entry.words}: waits for a second person.` : `${entry.words}. Saved.`);
  },
});
const showActs = startCorrections(ofContest(page.contest), {
  wanted: ({ act }) => act === "adjudicated",
});
watch(page.contest, show);

/** @param {Standing} newest */
function show(newest) {
  const first = standing === undefined;
  standing = newest;
  showAgreements(byId("agreements"), standing);
  showActs();
  showWaiting();
  reconcile(byId("grounds"), standing.grounds, ({ ground }) => ground, groundRow);
  say(byId("grounds-law"), [...new Set(standing.grounds.map(({ law }) => law))].join("; "));
  byId("intention").hidden = standing.system !== "plurality";
  if (chosen) showChosen();
  else if (first && wanted in standing.units && standing.units[wanted].doubtful > 0)
    choose(wanted, oldest(standing.units[wanted]));
}

/** @param {Unit} unit */
const oldest = (unit) => unit.doubtful_since[0]?.papers ?? null;

/** Every batch that waits, the one sent first at the top. */
function showWaiting() {
  const batches = Object.values(standing.units)
    .flatMap((unit) =>
      unit.doubtful_since.map(({ at, papers: n }, nth) => ({ key: `${unit.unit} ${nth}`, unit, at, n })),
    )
    .sort((a, b) => a.at.localeCompare(b.at));
  byId("none-waiting").hidden = batches.length > 0;
  reconcile(
    byId("waiting"),
    batches,
    ({ key }) => key,
    ({ unit }) =>
      el(
        "li",
        {},
        button("", ({ currentTarget }) => {
          if (!(currentTarget instanceof HTMLElement)) return;
          choose(unit.unit, Number(currentTarget.dataset.papers), currentTarget.parentElement?.dataset.key);
        }),
        el("small"),
      ),
    (item, { key, unit, at, n }) => {
      const opener = one(item, "button");
      say(opener, `${unit.name}: ${papers(n)}`);
      opener.dataset.papers = String(n);
      opener.setAttribute("aria-pressed", String(key === batchChosen));
      say(one(item, "small"), `sent ${clock(at).slice(0, 5)}`);
    },
  );
}

/** @param {GroundShape} ground */
function groundRow({ ground, words }) {
  const id = `ground-${ground}`;
  return el(
    "li",
    { class: "row" },
    el("label", { for: id }, words),
    el("input", {
      id,
      name: "rejected",
      "data-ground": ground,
      type: "text",
      inputmode: "numeric",
      autocomplete: "off",
      "data-count": true,
    }),
  );
}

/**
 * @param {string} unit
 * @param {number | null} batch
 * @param {string} [key]
 */
function choose(unit, batch, key = `${unit} 0`) {
  const another = key !== batchChosen;
  if (unit !== chosen) empty();
  chosen = unit;
  batchChosen = key;
  form.hidden = false;
  if (batch && (another || read(field("batch")) === null)) write(field("batch"), batch);
  show(standing);
  byId("batch-heading").focus();
}

function showChosen() {
  const unit = standing.units[chosen];
  say(
    byId("batch-heading"),
    unit.doubtful > 0 ? `${unit.name}: ${papers(unit.doubtful)} with you` : `${unit.name}: nothing left with you`,
  );
  cast();
}

function empty() {
  sets = [];
  clear(form);
  if (hasSets()) showSets();
  cast();
}

// ------------------------------------------------------------------------------ good papers, by their set

/** Several votes a paper: the page has a list for the sets. */
const hasSets = () => document.getElementById("sets") !== null;

/** One vote a paper: a field for each candidate. Several votes: the sets added so far. */
function good() {
  if (hasSets()) return sets;
  return all(form, "[name=good]", HTMLInputElement)
    .map((input) => ({ candidates: [input.dataset.candidate ?? ""], papers: read(input) ?? 0 }))
    .filter((set) => set.papers);
}

function showSets() {
  const name = namesOf(standing);
  byId("sets").replaceChildren(
    ...sets.map((set) =>
      el(
        "li",
        {},
        `${papers(set.papers)} for ${set.candidates.map(name).join(" + ")} `,
        button("Take out", () => {
          sets = sets.filter((other) => other !== set);
          showSets();
          cast();
        }),
      ),
    ),
  );
}

document.getElementById("add-set")?.addEventListener("click", () => {
  const box = byId("new-set");
  const ticks = all(box, ":checked", HTMLInputElement);
  const n = required(field("set-papers"));
  if (n === null) return;
  const words =
    n === 0
      ? "0 papers: there is nothing to add."
      : ticks.length === 0
        ? "Choose who these papers vote for."
        : ticks.length > standing.votes_a_paper
          ? `A paper may vote for ${standing.votes_a_paper} at most.`
          : "";
  complain(box, words);
  if (words) return;
  sets.push({ candidates: ticks.map((tick) => tick.value), papers: n });
  ticks.forEach((tick) => (tick.checked = false));
  field("set-papers").value = "";
  showSets();
  cast();
});

// -------------------------------------------------------------------------------------- the batch's sum

const grounds = () => all(form, "[name=rejected]", HTMLInputElement);

/** Good, returned and rejected against the papers of the batch. */
function cast() {
  if (!standing) return false;
  const batch = read(field("batch"));
  const figures = [
    sum(good().map((set) => set.papers)),
    read(field("returned")) ?? 0,
    sum(grounds().map((input) => read(input) ?? 0)),
  ];
  const whole = sum(figures);
  const holds = batch !== null && whole === batch;
  const [allowed, returned, rejected] = figures.map(grouped);
  say(
    byId("cast"),
    `good ${allowed} + returned ${returned} + rejected ${rejected} = ${grouped(whole)} · ` +
      `batch ${batch === null ? "not keyed" : grouped(batch)}${gapWords(whole, batch)}`,
  );
  byId("cast").dataset.holds = holds ? "yes" : "no";
  return holds;
}

/**
 * How far the decisions are from the papers of the batch, in words.
 * @param {number} whole
 * @param {number | null} batch
 */
function gapWords(whole, batch) {
  if (batch === null) return "";
  if (whole === batch) return " ✓";
  return whole < batch ? ` · ${grouped(batch - whole)} to go` : ` · ${grouped(whole - batch)} too many`;
}

form.addEventListener("input", cast);

onSubmit(form, async () => {
  const said = one(form, ":scope > [data-said]");
  say(said, "");
  const batch = required(field("batch"), "Key how many papers are in this batch.");
  if (batch === null) return;
  const returned = required(field("returned"), "Key how many go back to the unit: 0 if none.");
  if (returned === null) return;
  if (batch === 0) {
    fault(field("batch"), "0 papers: there is nothing to decide.");
    return;
  }
  if (!cast()) {
    say(said, "The decisions do not come to the papers of the batch. Count the piles again; nothing was sent.");
    return;
  }
  const rejected = Object.fromEntries(
    grounds()
      .map((input) => /** @type {const} */ ([input.dataset.ground ?? "", read(input)]))
      .filter(([, n]) => n !== null),
  );
  /** @type {Fields} */
  const fields = { unit: chosen, attempt: standing.units[chosen].attempt, good: good(), returned, rejected };
  for (const name of ["in_part", "objections"]) {
    const n = document.getElementById(name) ? read(field(name)) : null;
    if (n !== null) fields[name] = n;
  }
  const words = `${standing.units[chosen].name}: ${describe("adjudicated", fields)}`;
  if (!(await record({ contest: page.contest, act: "adjudicated", fields, words, unit: chosen }))) return;
  did(`${words}. Kept, being sent.`);
  batchChosen = "";
  empty();
  byId("batch-heading").focus();
});
