/** Acts of the whole hall: announcements, suspensions, and who attends. */

import { OutOfTouch, get } from "../hall/api.js";
import { startChoosing } from "../shared/choosing.js";
import { byId, el, say } from "../hall/dom.js";
import { complain, requiredText } from "../hall/fields.js";
import { clock } from "../hall/figures.js";
import { options } from "../shared/options.js";

const ASKED = {
  announced: (form) => {
    const words = requiredText(form.elements.words, "What is announced?");
    return words === null ? null : { fields: { words }, sentence: `It is announced to the hall: ${words}`, yes: "Announce it" };
  },
  paused: (form) => {
    const scope = requiredText(form.elements.scope, "What is suspended?");
    if (scope === null) return null;
    const reason = requiredText(form.elements.reason, "Give the reason: it is minuted.");
    return reason === null ? null : { fields: { scope, reason }, sentence: `Suspended: ${scope}. ${reason}`, yes: "Suspend" };
  },
  resumed: (form) => {
    const scope = form.elements.scope.value;
    return scope ? { fields: { scope }, sentence: `Resumed: ${scope}.`, yes: "Resume" } : complain(form, "Nothing is suspended.");
  },
  attended: (form) => {
    const who = requiredText(form.elements.who, "Who attends?");
    if (who === null) return null;
    const as = requiredText(form.elements.as, "As what?");
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
    const { paused, announced, attended } = answer;
    list("paused", paused.map(({ scope, reason }) => `▲ Suspended: ${scope}. ${reason}`));
    byId("resume").hidden = paused.length === 0;
    options(byId("resumed-scope"), paused.map(({ scope }) => [scope, scope]));
    list("announced", announced.map(({ at, words }) => `${clock(at)} ${words}`));
    byId("announcements").hidden = announced.length === 0;
    list("attended", attended.map(({ who, as }) => `${who}, ${as}`));
    byId("attendance").hidden = attended.length === 0;
    say(byId("attendance-words"), `Attending: ${attended.length}`);
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
  }
}

function list(id, items) {
  byId(id).replaceChildren(...items.map((words) => el("li", {}, words)));
}
