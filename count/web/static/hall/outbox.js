/**
 * The outbox: an act gets its id and is stored on this device before it is sent, and is sent with the
 * same id until the hall has answered, across reloads and lost lines. The hall answers a repeat as it
 * answered the first, so nothing is recorded twice.
 *
 * States of an act: kept (stored here) · sent (on its way, no answer yet) · saved (answered: it leaves
 * the outbox) · refused (it stays until the person has seen why). An act is sent only as the person
 * who keyed it: whoever signs in afterwards on the same tablet does not send it as theirs.
 */

import { OutOfTouch, actsOf, newId, post } from "./api.js";
import { outcomeOf, pause } from "./outcome.js";
import { ACTS, DRAFTS, change, done, everything } from "./store.js";

const SENDER = "counthall-sender";
const WHO = "counthall-who";
const LEASE_MS = 20_000;

/** Events: "change"; "answered" {entry, status, answer}; "signed-out"; "somebody-else". */
export const outbox = new EventTarget();

/**
 * Hear what became of each act.
 * @param {(outcome: Outcome) => void} hears
 */
export function onAnswered(hears) {
  outbox.addEventListener("answered", (event) => event instanceof CustomEvent && hears(event.detail));
}

const tab = newId();
const others = "BroadcastChannel" in globalThis ? new BroadcastChannel("counthall-outbox") : null;
/** @type {string | null} */
let person = null;
let draining = false;
let wanted = false;
let failures = 0;
/** @type {number | undefined} */
let timer = undefined;

/**
 * Begin, as this person: `{name, role, unit, contest}`. What was kept before is sent now.
 * @param {Visitor} visitor
 */
export function begin(visitor) {
  person = nameOf(visitor);
  localStorage.setItem(WHO, person);
  navigator.storage?.persist?.();
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", () => document.hidden || wake());
  if (others) others.onmessage = ({ data }) => tell(data.event, data.detail);
  wake();
}

/** Before somebody signs in or out on this device: nothing more is sent until a page knows who it is. */
export function nobody() {
  localStorage.setItem(WHO, "");
}

/** @param {Visitor} visitor */
const nameOf = ({ name, role, unit, contest }) => JSON.stringify([name, role, unit, contest]);

/**
 * Keep acts, all or none, then send them. Resolves with their ids once they are stored; rejects where
 * this device cannot store, and then nothing was sent. `words` are what the person did, as they would
 * say it. `drafts` are the keys of the drafts that become these acts: in the same moment they are none
 * any more, so that a tablet that dies offers nothing twice and forgets nothing.
 * @param {Doing[]} acts
 * @param {DraftKey[]} [drafts]
 */
export async function keep(acts, drafts = []) {
  const entries = acts.map(({ contest, act, fields, words, unit = null }) => {
    const id = newId();
    return { id, contest, body: { id, act, ...fields }, words, unit, person, state: "kept" };
  });
  await change([ACTS, DRAFTS], (store, kept) => {
    entries.forEach((entry) => store.add(entry));
    drafts.forEach((key) => kept.delete(key));
  });
  tell("change");
  wake();
  return entries.map((entry) => entry.id);
}

/** Every act that this device still holds, oldest first; those of other people are marked so. */
export async function held() {
  /** @type {Entry[]} */
  const entries = await everything(ACTS);
  return entries.map((entry) => ({ ...entry, foreign: entry.person !== person }));
}

/**
 * The person has seen why an act was refused: it leaves the outbox.
 * @param {Entry} entry
 */
export async function seen(entry) {
  await change(ACTS, (store) => store.delete(entry.place));
  tell("change", undefined, true);
}

/** Try now. */
export function wake() {
  clearTimeout(timer);
  failures = 0;
  drain();
}

async function drain() {
  wanted = true;
  if (draining) return;
  draining = true;
  let again = false;
  while (wanted) {
    wanted = false;
    again = await alone(sendAll).catch(() => true);
  }
  draining = false;
  if (again) timer = setTimeout(drain, pause(failures++, Math.random()));
}

/** Send what is kept, in order. Gives true where some of it must be tried again later. */
async function sendAll() {
  let again = false;
  /** @type {Entry[]} */
  const entries = await everything(ACTS);
  const mine = entries.filter((entry) => entry.person === person && entry.state !== "refused");
  for (const entry of mine) {
    if (localStorage.getItem(WHO) !== person) {
      tell("somebody-else");
      return false;
    }
    try {
      await mark(entry, "sent");
      const { status, answer } = await post(actsOf(entry.contest), entry.body);
      if (status === 401) {
        await mark(entry, "kept");
        tell("signed-out");
        return false;
      }
      if (status === 429 || !(await answered(entry, status, answer))) throw new OutOfTouch("not answered", status);
      failures = 0;
    } catch (error) {
      await mark(entry, "kept");
      if (!(error instanceof OutOfTouch)) throw error;
      again = true;
      // Where the hall itself failed at one act, the next may still pass; where nobody answers, it waits.
      if (error.status === null || error.status === 429) return true;
    }
  }
  return again;
}

/**
 * Take the hall's answer to an act. False where this is no answer to an act at all.
 * @param {Entry} entry
 * @param {number} status
 * @param {Answer} answer
 */
async function answered(entry, status, answer) {
  const outcome = outcomeOf(status, answer);
  const saved = outcome === "saved";
  if (saved) await change(ACTS, (store) => store.delete(entry.place));
  else if (outcome === "refused") await mark({ ...entry, refusal: answer }, "refused");
  else return false;
  tell("answered", { entry, status, answer, saved }, true);
  tell("change", undefined, true);
  return true;
}

/**
 * Change an act's state, unless another tab has already had the hall's word that it is saved.
 * @param {Entry} entry
 * @param {Entry["state"]} state
 */
async function mark(entry, state) {
  await change(ACTS, async (store) => {
    const now = await done(store.get(entry.place));
    if (now) store.put({ ...entry, state });
  });
  tell("change");
}

/**
 * One tab of this device sends at a time. Without Web Locks (a plain http address) a lease stands in.
 * @param {() => Promise<boolean>} work
 */
async function alone(work) {
  if (navigator.locks) return navigator.locks.request(SENDER, work);
  const lease = JSON.parse(localStorage.getItem(SENDER) ?? "null");
  if (lease && lease.tab !== tab && lease.until > Date.now()) return true;
  const renew = () => localStorage.setItem(SENDER, JSON.stringify({ tab, until: Date.now() + LEASE_MS }));
  renew();
  const renewing = setInterval(renew, LEASE_MS / 4);
  try {
    return await work();
  } finally {
    clearInterval(renewing);
    localStorage.removeItem(SENDER);
  }
}

/**
 * @param {string} event
 * @param {unknown} [detail]
 * @param {boolean} [everywhere]
 */
function tell(event, detail, everywhere = false) {
  outbox.dispatchEvent(new CustomEvent(event, { detail }));
  if (everywhere) others?.postMessage({ event, detail });
}
