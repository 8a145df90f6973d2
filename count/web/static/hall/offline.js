/**
 * A unit's page that loads while the hall is away: a worker keeps the page, the device's database keeps how the
 * contest stood when it was last heard of. Neither outlives the person who is signed in.
 */

import { HEARD, change, one } from "./store.js";

const WORKER = "/unit-worker.js";
const SCOPE = "/unit/";
const PAGES = "counthall-pages-";

/**
 * Have this page kept. Resolves with "" once it is, or with why it cannot be, in words for whoever looks after
 * the tablets.
 */
export async function keepPage() {
  if (!isSecureContext)
    return (
      "This page came over plain http: it goes on working while it stays open, but it cannot be loaded again while " +
      "the hall is away. Do not reload it then. Whoever set up the hall can serve it over https."
    );
  if (!("serviceWorker" in navigator))
    return "This browser keeps no pages: do not reload this one while the hall is away.";
  try {
    const { serviceWorker } = navigator;
    // Another version takes over: it keeps pages of its own.
    serviceWorker.addEventListener("controllerchange", askToKeep);
    await serviceWorker.register(address(), { scope: SCOPE });
    return (await askToKeep())
      ? ""
      : "This page is not kept on this tablet yet: do not reload it while the hall is away.";
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    return `This page could not be kept on this tablet (${why}): do not reload it while the hall is away.`;
  }
}

/** Whether the worker has this page, once it is known. */
async function askToKeep() {
  const { active } = await navigator.serviceWorker.ready;
  const { port1: answer, port2: port } = new MessageChannel();
  const kept = new Promise((resolve) => (answer.onmessage = ({ data }) => resolve(data.kept)));
  active?.postMessage({ keep: location.pathname + location.search }, [port]);
  return kept;
}

/** The one script address that may become a worker. */
function address() {
  const policy = globalThis.trustedTypes?.createPolicy("counthall-worker", { createScriptURL: () => WORKER });
  return policy ? policy.createScriptURL("") : WORKER;
}

/** Whoever signs in or out here leaves no page and no figure behind; acts and drafts stay, each for its person. */
export async function forgetPages() {
  const pages = "caches" in globalThis ? (await caches.keys()).filter((name) => name.startsWith(PAGES)) : [];
  await Promise.all([...pages.map((name) => caches.delete(name)), change(HEARD, (heard) => heard.clear())]);
}

/**
 * Keep how a contest stands, for `lastHeard`. A device that cannot store says so elsewhere.
 * @param {string} person
 * @param {string} contest
 * @param {Standing} standing
 */
export function keepHeard(person, contest, standing) {
  change(HEARD, (heard) => heard.put({ person, contest, standing, at: Date.now() })).catch(() => {});
}

/**
 * How a contest stood when it was last heard of: `{standing, at}`, or null.
 * @param {string} person
 * @param {string} contest
 */
export async function lastHeard(person, contest) {
  return (await one(HEARD, [person, contest]).catch(() => null)) ?? null;
}
