/** Acts of the whole hall: announcements, suspensions, and who attends. */

import { OutOfTouch, get } from "../hall/api.js";
import { startChoosing } from "../shared/choosing.js";
import { byId, el, named, say, select } from "../hall/dom.js";
import { complain, requiredText } from "../hall/fields.js";
import { clock } from "../hall/figures.js";
import { options } from "../shared/options.js";

/** @type {Record<string, (form: HTMLFormElement) => Asked | null>} */
const ASKED = {
  announced: (form) => {
    const words = requiredText(named(form, "words"), "What is announced?");
    return words === null
      ? null
      : { fields: { words }, sentence: `It is announced to the hall: ${words}`, yes: "Announce it" };
  },
  paused: (form) => {
    const scope = requiredText(named(form, "scope"), "What is suspended?");
    if (scope === null) return null;
    const reason = requiredText(named(form, "reason"), "Give the reason: it is minuted.");
    return reason === null
      ? null
      : { fields: { scope, reason }, sentence: `Suspended: ${scope}. ${reason}`, yes: "Suspend" };
  },
  resumed: (form) => {
    const scope = named(form, "scope").value;
    return scope
      ? { fields: { scope }, sentence: `Resumed: ${scope}.`, yes: "Resume" }
      : complain(form, "Nothing is suspended.");
  },
  attended: (form) => {
    const who = requiredText(named(form, "who"), "Who attends?");
    if (who === null) return null;
    const as = requiredText(named(form, "as"), "As what?");
    return as === null ? null : { fields: { who, as }, sentence: `${who} attends as ${as}.`, yes: "Record it" };
  },
};

export function startHall() {
  startChoosing(ASKED, { resumed: showHall });
  showHall();
}

/** Fetched when the page opens and after one's own acts: what other officers record here is rare. */
export async function showHall() {
  try {
    const { status, answer } = await get("/api/floor");
    if (status !== 200) return;
    /** @type {Record<"paused" | "announced" | "attended", Record<string, string>[]>} */
    const { paused, announced, attended } = /** @type {any} */ (answer);
    list(
      "paused",
      paused.map(({ scope, reason }) => `▲ Suspended: ${scope}. ${reason}`),
    );
    byId("resume").hidden = paused.length === 0;
    options(
      select("resumed-scope"),
      paused.map(({ scope }) => [scope, scope]),
    );
    list(
      "announced",
      announced.map(({ at, words }) => `${clock(at)} ${words}`),
    );
    byId("announcements").hidden = announced.length === 0;
    list(
      "attended",
      attended.map(({ who, as }) => `${who}, ${as}`),
    );
    byId("attendance").hidden = attended.length === 0;
    say(byId("attendance-words"), `Attending: ${attended.length}`);
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
  }
}

/**
 * @param {string} id
 * @param {string[]} items
 */
function list(id, items) {
  byId(id).replaceChildren(...items.map((words) => el("li", {}, words)));
}
