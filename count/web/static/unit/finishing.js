/** What a unit still owes, the second total by somebody else, and closing it. */

import { check } from "../shared/check.js";
import { byId, el, one, reconcile, say } from "../hall/dom.js";
import { complain, onSubmit } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { noteHanded } from "../hall/handover.js";
import { leave, notSaved, page } from "../hall/page.js";
import { now, send } from "./table.js";

/** @type {Record<string, string>} */
const CLAIMS = { agrees: "The blind total agrees.", differs: "The blind total differs." };
/** @type {Record<string, string>} */
const SECOND = { agrees: "The second total agrees", differs: "The second total differs: key it again" };

export function startFinishing() {
  onSubmit(byId("close", HTMLFormElement), async () => {
    const { accounted, papers: brought, name } = now.unit;
    const whole = `${papers(accounted)} of ${grouped(brought)}`;
    const sentence = `The count of ${now.standing.name} at ${name} is closed: ${whole}.`;
    if (await check(byId("close", HTMLFormElement), { sentence, yes: "Close this unit" })) send("unit-closed", {});
  });
  onSubmit(byId("second", HTMLFormElement), handOnForTheSecondTotal);
}

export function showFinishing() {
  const { unit } = now;
  const closed = unit.state === "closed";
  byId("close").hidden = closed || unit.papers === 0;
  byId("second").hidden = closed || unit.papers === 0 || unit.claim === "agrees";
  const claim = CLAIMS[unit.claim ?? ""] ?? "No blind total yet.";
  say(
    byId("close-words"),
    closed
      ? "✓ This unit is closed."
      : unit.papers === 0
        ? "No papers have been brought here yet."
        : `${grouped(unit.accounted)} of ${grouped(unit.papers)} papers accounted for, ` +
          `${grouped(unit.unsorted)} not sorted, ${grouped(unit.doubtful)} with the adjudicator. ${claim}`,
  );
  const ready = unit.unsorted <= 0 && unit.doubtful === 0 && unit.claim === "agrees";
  one(byId("close"), "button", HTMLButtonElement).classList.toggle("act", ready);
  reconcile(
    byId("owed"),
    unit.papers === 0 ? [] : owed(unit),
    ([key]) => key,
    () => el("li"),
    (node, [, words, done]) => {
      say(node, `${done ? "✓" : "○"} ${words}`);
      node.dataset.done = done ? "yes" : "no";
    },
  );
}

/**
 * Everything between this unit and its close, each with whether it is done.
 * @param {Unit} unit
 * @returns {[key: string, words: string, done: boolean][]}
 */
function owed({ unsorted, doubtful, claim, state }) {
  return [
    ["unsorted", unsorted > 0 ? `${papers(unsorted)} to be sorted` : "Every paper is sorted", unsorted <= 0],
    [
      "doubtful",
      doubtful ? `${papers(doubtful)} with the adjudicator` : "Nothing with the adjudicator",
      doubtful === 0,
    ],
    ["claim", SECOND[claim ?? ""] ?? "A second total, by somebody who keyed none of this", claim === "agrees"],
    ["close", state === "closed" ? "Closed" : "Close this unit", state === "closed"],
  ];
}

/** Somebody who keyed nothing here keys the total on this tablet, signed in as themselves, and sees no figure of it. */
async function handOnForTheSecondTotal() {
  const form = byId("second", HTMLFormElement);
  const waiting = await notSaved();
  // A total is compared with all that was keyed, and nobody else sends it in this one's name.
  if (waiting)
    return complain(form, `${waiting} of what you keyed is not saved yet. Wait until it is, then hand the tablet on.`);
  const { contest, unit } = page;
  const next = `/results?${new URLSearchParams({ contest, unit })}`;
  const home = location.pathname + location.search + location.hash;
  noteHanded({
    from: page.visitor.name,
    home,
    what: `the second total of ${now.unit.name}`,
    at: Date.now(),
    back: false,
  });
  return leave(`/sign-in?next=${encodeURIComponent(next)}`);
}
