/** The results desk: a unit's totals from its own paper, keyed without seeing what the unit keyed. */

import { showAgreements } from "../shared/agreements.js";
import { ofContest, startCorrections } from "../shared/corrections.js";
import { all, button, byId, el, field, maybe, one, reconcile, say } from "../hall/dom.js";
import { clear, complain, onSubmit, required } from "../hall/fields.js";
import { did, page, record, start } from "../hall/page.js";
import { watch } from "../hall/standings.js";
import { stateWords } from "../shared/tables.js";

/** @type {Record<string, string>} */
const CLAIMS = { agrees: " · ✓ agrees", differs: " · ▲ differs" };
const form = byId("total", HTMLFormElement);
/** @type {Standing} */
let standing;
let chosen = "";

start({ answered });
const showActs = startCorrections(ofContest(page.contest), {
  wanted: ({ act }) => act === "unit-total",
});
watch(page.contest, show);

/** @param {Outcome} outcome */
function answered({ entry, status, answer, saved }) {
  if (entry.contest !== page.contest) return;
  if (!saved) did(`Not recorded: ${entry.words}.`);
  else if (status === 202) did(`${entry.words}: waits for a second person.`);
  else if (entry.body.act !== "unit-total") did(`${entry.words}. Saved.`);
  else if (answer.agrees) did(`✓ ${entry.words}: it agrees.`);
  else
    did(
      `▲ ${entry.words}: it differs. Look at the sheet again, then key it once more; ` +
        "if it differs again, call an officer.",
    );
}

/** The unit that somebody came here for, by this page's address, until it is chosen. */
let asked = new URLSearchParams(location.search).get("unit");

/** A supervisor claims the total of any unit but the one the supervisor keyed. */
const claimable = () =>
  Object.values(standing.units)
    .filter((unit) => unit.unit !== page.visitor.unit)
    .map((unit, at) => ({ unit, at, rank: rank(unit) }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ unit }) => unit);

/**
 * Those that differ first, then those whose papers are all sorted, then the rest; those that agree last.
 * @param {Unit} unit
 */
const rank = ({ claim, papers, unsorted, doubtful }) =>
  claim === "differs" ? 0 : claim === "agrees" ? 3 : papers > 0 && !unsorted && !doubtful ? 1 : 2;

/** @param {Standing} newest */
function show(newest) {
  standing = newest;
  showAgreements(byId("agreements"), standing);
  showActs();
  reconcile(
    byId("units"),
    claimable(),
    (unit) => unit.unit,
    (unit) =>
      el(
        "li",
        {},
        button("", () => choose(unit.unit)),
      ),
    (item, unit) => {
      const opener = one(item, "button");
      say(opener, `${unit.name}: ${stateWords(unit.state)}${CLAIMS[unit.claim ?? ""] ?? ""}`);
      opener.setAttribute("aria-pressed", String(unit.unit === chosen));
    },
  );
  const came = claimable().find(({ unit }) => unit === asked);
  asked = null;
  if (came) choose(came.unit);
}

/** @param {string} unit */
function choose(unit) {
  if (unit !== chosen) clear(form);
  chosen = unit;
  form.hidden = false;
  say(byId("unit-name"), `Total of ${standing.units[unit].name}`);
  show(standing);
  one(form, "input", HTMLInputElement).focus();
}

onSubmit(form, async () => {
  complain(form, "");
  /** @type {Record<string, number>} */
  const totals = {};
  for (const input of all(form, "[name=totals]", HTMLInputElement)) {
    const n = required(input);
    if (n === null) return;
    totals[input.dataset.candidate ?? ""] = n;
  }
  /** @type {Fields} */
  const fields = { unit: chosen, attempt: standing.units[chosen].attempt, totals };
  for (const name of ["rejected", "unused"]) {
    if (!document.getElementById(name)) continue;
    fields[name] = required(field(name));
    if (fields[name] === null) return;
  }
  const words = `Total of ${standing.units[chosen].name}`;
  if (!(await record({ contest: page.contest, act: "unit-total", fields, words, unit: chosen }))) return;
  did(`${words}. Kept, being sent.`);
  clear(form);
  form.hidden = true;
  maybe(byId("units"), "button")?.focus();
});
