/**
 * Keeps a unit's page on the tablet: with the hall away it loads all the same, and keying goes on. It keeps
 * the page without its figures, and the files of one version; it never answers for the acts' interface, and
 * never while the hall answers. Signing in or out empties it of pages (offline.js).
 *
 * The server puts `KEPT` before this text: {version, place, assets}.
 */

/* global KEPT */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const FILES = `counthall-files-${KEPT.version}`;
const PAGES = `counthall-pages-${KEPT.version}`;
const OURS = "counthall-";

/** How long a page waits for a hall that may be far away over bad Wi-Fi. */
const PATIENCE_MS = 4_000;

worker.addEventListener("install", (event) => event.waitUntil(fill()));
worker.addEventListener("activate", (event) => event.waitUntil(takeOver()));
worker.addEventListener(
  "message",
  (event) => event.data?.keep && event.waitUntil(keep(event.data.keep, event.ports[0])),
);
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith(`${KEPT.place}/`)) event.respondWith(named(request));
  else if (KEPT.assets.includes(pathname)) event.respondWith(newest(request));
});

async function fill() {
  const files = await caches.open(FILES);
  await files.addAll(KEPT.assets.map((path) => new Request(path, { cache: "no-cache" })));
  await worker.skipWaiting();
}

/** Only this version's files are kept: a page of another version asks for its own. */
async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== FILES && name !== PAGES);
  await Promise.all(names.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/**
 * A page asks to be kept, since it may have been loaded before there was a worker. It hears whether it is.
 * @param {string} path
 * @param {MessagePort} asking
 */
async function keep(path, asking) {
  const pages = await caches.open(PAGES);
  const answer = await fetch(path, { redirect: "manual", cache: "no-store", headers: { Accept: "text/html" } }).catch(
    () => null,
  );
  if (answer?.status === 200) await pages.put(path, answer);
  asking.postMessage({ kept: (await pages.match(path)) !== undefined });
}

/**
 * The hall's own page where the hall answers; else the one that is kept.
 * @param {FetchEvent} event
 */
async function page(event) {
  const arriving = arrive(event.request);
  event.waitUntil(arriving.catch(() => null));
  const soon = await Promise.race([arriving.catch(() => null), pause(PATIENCE_MS)]);
  const { pathname, search } = new URL(event.request.url);
  return soon ?? (await caches.match(pathname + search, { cacheName: PAGES })) ?? arriving.catch(nothingKept);
}

/** @param {Request} request */
async function arrive(request) {
  const answer = await fetch(request);
  // A hall that has failed, or whose door alone answers, is a hall that is away.
  if (answer.status >= 500) throw new Error(`the hall answered ${answer.status}`);
  const { pathname, search } = new URL(request.url);
  if (answer.status === 200) await (await caches.open(PAGES)).put(pathname + search, answer.clone());
  return answer;
}

/**
 * A file whose name says its content: it never changes.
 * @param {Request} request
 */
async function named(request) {
  return (await caches.match(request, { cacheName: FILES })) ?? fetch(request);
}

/** @param {Request} request */
async function newest(request) {
  try {
    return await fetch(request);
  } catch (away) {
    const kept = await caches.match(request, { cacheName: FILES });
    if (kept) return kept;
    throw away;
  }
}

/**
 * @param {number} ms
 * @returns {Promise<null>}
 */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms, null));

function nothingKept() {
  const words = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Out of touch · Counthall</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Out of touch with the hall</h1>
<p>This page is not kept on this tablet. What was keyed here is kept, and is sent when the hall is back.</p>
<p>Keep your papers as they are. Look at the network, then load this page again.</p></main></body></html>`;
  return new Response(words, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}
