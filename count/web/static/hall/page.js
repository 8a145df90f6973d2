/** What every page of somebody signed in does: outbox, pulse, bands, signing out. */

import { OutOfTouch, get, post } from "./api.js";
import { byId, el, say } from "./dom.js";
import { watchFields } from "./fields.js";
import { clock } from "./figures.js";
import { offerBack } from "./handover.js";
import { listen } from "./live.js";
import { forgetPages } from "./offline.js";
import { begin, held, keep, nobody, onAnswered, outbox, wake } from "./outbox.js";
import { showSending } from "./sending.js";
import { heard, pulse, refresh } from "./standings.js";

/** What the server told this page: the visitor, the contest, the unit. */
/** @type {PageFacts} */
export const page = JSON.parse(byId("page").textContent);

/**
 * Begin. `answered({entry, status, answer, saved})` hears what became of each act of this person.
 * @param {{ answered?: (outcome: Outcome) => void, live?: boolean }} [options]
 */
export function start({ answered = () => {}, live = true } = {}) {
  watchFields();
  outbox.addEventListener("signed-out", signedOut);
  outbox.addEventListener("somebody-else", () =>
    band("who", "Somebody else is signing in on this device. What you keyed is kept. Load this page again to go on."),
  );
  onAnswered((outcome) => {
    const { entry, answer, saved } = outcome;
    if (saved && entry.contest && answer.standing) heard(entry.contest, answer.standing, answer.seq);
    answered(outcome);
  });
  showSending();
  begin(page.visitor);
  if (live) listen({ heard: pulse, touch, opened });
  byId("sign-out").addEventListener("click", signOut);
  offerBack(page.visitor.name, band, leave);
}

/**
 * Keep an act; where the device cannot, say so. Gives true when it is kept.
 * @param {Doing} act
 */
export async function record(act) {
  return (await recordAll([act])) !== null;
}

/**
 * Keep several acts, all or none, in place of the drafts with these keys. Gives their ids, or null.
 * @param {Doing[]} acts
 * @param {DraftKey[]} [drafts]
 */
export async function recordAll(acts, drafts = []) {
  try {
    return await keep(acts, drafts);
  } catch {
    band(
      "broken",
      `Not kept, not sent: ${acts.map((act) => act.words).join(", ")}. This device cannot store. Use another tablet.`,
    );
    return null;
  }
}

/**
 * The large line: what I just did.
 * @param {string} words
 */
export function did(words) {
  byId("done").classList.remove("idle");
  say(byId("done"), words);
}

/**
 * A band over the page; no words take it away.
 * @param {string} name
 * @param {string} words
 * @param {HTMLElement | null} [link]
 */
export function band(name, words, link = null) {
  const bands = byId("bands");
  bands.querySelector(`[data-band="${name}"]`)?.remove();
  if (words) bands.append(el("p", { class: "band", "data-band": name }, words, link));
}

/** @type {number | null} */
let since = null;

/** Whether the hall is out of touch. */
export const away = () => since !== null;

/**
 * Out of touch since a moment, or in touch again (null). What was last heard may be older than this page.
 * @param {number | null} moment
 */
export function touch(moment) {
  if (moment !== null) {
    since = Math.min(moment, since ?? moment);
    band(
      "touch",
      `■ Out of touch with the hall. Last heard at ${clock(since)}: figures here are of that time. ` +
        "Key on: it is kept on this device.",
    );
    return;
  }
  since = null;
  band("touch", "");
  refresh();
}

/** @param {boolean} yes */
async function opened(yes) {
  if (yes) {
    if (away()) touch(null);
    wake();
    return;
  }
  try {
    const { status } = await get("/api/me");
    if (status === 401) signedOut();
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
  }
}

function signedOut() {
  const again = el(
    "a",
    { href: `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}` },
    "Sign in again",
  );
  band(
    "who",
    "You are signed out. What you keyed is kept on this device and is sent when you sign in again here. ",
    again,
  );
}

async function signOut() {
  const unsaved = await notSaved();
  if (unsaved && !byId("sign-out").dataset.warned) {
    byId("sign-out").dataset.warned = "yes";
    say(byId("sign-out"), "Sign out all the same");
    band("who", `${unsaved} not saved yet: kept on this device and sent only when you sign in again here.`);
    return;
  }
  await leave("/sign-in");
}

/** How many acts of this person wait on this device. */
export async function notSaved() {
  return (await held().catch(() => [])).filter((entry) => !entry.foreign && entry.state !== "refused").length;
}

/**
 * Sign out, leave nothing of this person's pages and figures behind, and go there.
 * @param {string} where
 */
export async function leave(where) {
  nobody();
  try {
    await post("/api/sign-out", {});
    await forgetPages().catch(() => {});
    location.assign(where);
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    begin(page.visitor);
    band("who", "Out of touch: you are still signed in. Try again.");
  }
}
