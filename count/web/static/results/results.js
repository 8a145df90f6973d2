/** The results desk: a unit's totals from its own paper, keyed without seeing what the unit keyed. */

import { showAgreements } from "../shared/agreements.js";
import { ofContest, startCorrections } from "../shared/corrections.js";
import { byId, button, el, reconcile, say } from "../hall/dom.js";
import { clear, complain, onSubmit, required } from "../hall/fields.js";
import { did, page, record, start } from "../hall/page.js";
import { watch } from "../hall/standings.js";
import { stateWords } from "../shared/tables.js";

const CLAIMS = { agrees: " · ✓ agrees", differs: " · ▲ differs" };
const form = byId("total");
let standing = null;
let chosen = null;

start({ answered });
const showActs = startCorrections(ofContest(page.contest), {
  wanted: ({ act }) => act === "unit-total",
});
watch(page.contest, show);

function answered({ entry, status, answer, saved }) {
  if (entry.contest !== page.contest) return;
  if (!saved) did(`Not recorded: ${entry.words}.`);
  else if (status === 202) did(`${entry.words}: waits for a second person.`);
  else if (entry.body.act !== "unit-total") did(`${entry.words}. Saved.`);
  else if (answer.agrees) did(`✓ ${entry.words}: it agrees.`);
  else did(`▲ ${entry.words}: it differs. Look at the sheet again, then key it once more; if it differs again, call an officer.`);
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

/** Those that differ first, then those whose papers are all sorted, then the rest; those that agree last. */
const rank = ({ claim, papers, unsorted, doubtful }) =>
  claim === "differs" ? 0 : claim === "agrees" ? 3 : papers > 0 && !unsorted && !doubtful ? 1 : 2;

function show(newest) {
  standing = newest;
  showAgreements(byId("agreements"), standing);
  showActs();
  reconcile(
    byId("units"),
    claimable(),
    (unit) => unit.unit,
    (unit) => el("li", {}, button("", () => choose(unit.unit))),
    (item, unit) => {
      say(item.firstElementChild, `${unit.name}: ${stateWords(unit.state)}${CLAIMS[unit.claim] ?? ""}`);
      item.firstElementChild.setAttribute("aria-pressed", String(unit.unit === chosen));
    },
  );
  const came = claimable().find(({ unit }) => unit === asked);
  asked = null;
  if (came) choose(came.unit);
}

function choose(unit) {
  if (unit !== chosen) clear(form);
  chosen = unit;
  form.hidden = false;
  say(byId("unit-name"), `Total of ${standing.units[unit].name}`);
  show(standing);
  form.querySelector("input").focus();
}

onSubmit(form, async () => {
  complain(form, "");
  const totals = {};
  for (const input of form.querySelectorAll("[name=totals]")) {
    totals[input.dataset.candidate] = required(input);
    if (totals[input.dataset.candidate] === null) return;
  }
  const fields = { unit: chosen, attempt: standing.units[chosen].attempt, totals };
  for (const name of ["rejected", "unused"]) {
    if (!byId(name)) continue;
    fields[name] = required(byId(name));
    if (fields[name] === null) return;
  }
  const words = `Total of ${standing.units[chosen].name}`;
  if (!(await record({ contest: page.contest, act: "unit-total", fields, words, unit: chosen }))) return;
  did(`${words}. Kept, being sent.`);
  clear(form);
  form.hidden = true;
  byId("units").querySelector("button")?.focus();
});
