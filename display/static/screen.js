// A screen that is joined by a code and is told what to show: it turns its boards over, and gives the wall to
// whatever takes it. It has no log-in, and it comes back for ever.
//
// Two feeds at a time: its own, on which it is told, and the board that it shows.

import { Feed, look as lookAtFeeds } from "./feed.js";
import { arrange, held, keys, rotates, wholeTime } from "./pages.js";
import { beLoud, board, show } from "./show.js";
import { resize } from "./size.js";

const root = document.body.dataset.root ?? "";
const doc = document.documentElement;

/**
 * A board of this screen, and the feed on which its pictures come.
 * @typedef {{ board: string, feed: Feed }} Showing
 */

const AGAIN = 15_000; // ms until the hall is asked again, where it did not answer

/** @type {Feed | null} */
let orders = null; // the feed on which this screen is told what to do
/** @type {Orders | null} */
let told = null; // what it was told last
/** @type {Showing | null} */
let feed = null; // the board that is on the wall
/** @type {Showing | null} */
let coming = null; // the board that is to follow, until its picture is here
let place = 0; // which of the boards it turns over is on
/** @type {number | undefined} */
let turning = undefined;

// ------------------------------------------------------------------------------------ joining the hall

async function start() {
  try {
    const here = await ask("GET");
    if (here.state === "paired" && here.kind === "screen") listen(here.id);
    else if (here.state === "taken-away") dark(here.name);
    else await pair();
  } catch {
    alone("Screen", "The hall does not answer. This screen tries again by itself.");
    setTimeout(start, AGAIN);
  }
}

/** @param {"GET" | "POST"} method */
async function ask(method) {
  /** @type {RequestInit} */
  const options = { method, cache: "no-store", credentials: "same-origin" };
  if (method === "POST") {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify({ kind: "screen" });
  }
  const answer = await fetch(`${root}/api/device`, options);
  if (answer.status === 429) return { state: "full", words: (await answer.json()).words };
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// Show a code, and a new one when it ends; the hall tells when somebody has typed it.
async function pair() {
  const here = await ask("POST");
  if (here.state === "full") {
    alone("Screen", here.words);
    setTimeout(start, 4 * AGAIN);
    return;
  }
  if (here.state === "paired") {
    listen(here.id);
    return;
  }
  const code = element("p", `${here.code.slice(0, 3)} ${here.code.slice(3)}`, "code");
  const how = `An officer or the administrator types this code at ${location.host}${root}/devices`;
  const ends = new Date(Date.now() + here.seconds * 1000).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
  });
  alone("Join this screen to the hall", code, how, `This code is good until ${ends}; then comes another.`);
  listen(here.id);
  turning = setTimeout(start, here.seconds * 1000 + 500);
}

/** @param {string} id */
function listen(id) {
  orders?.close();
  orders = new Feed(`${root}/live/device-${id}`, {
    heard: ({ data }) => {
      if (data.state !== "paired") return;
      clearTimeout(turning);
      obey(/** @type {Orders} */ (data));
    },
    // Not let in: the server may be starting, or this screen may have been taken away meanwhile.
    refused: look,
  });
  orders.open();
}

async function look() {
  try {
    const here = await ask("GET");
    if (here.state === "taken-away") dark(here.name);
    else if (here.state === "unknown") forgotten();
  } catch {
    // Out of touch: the feed says so, and tries again.
  }
}

// The hall no longer knows this screen (its code ended, or it is another hall): begin anew.
function forgotten() {
  stop();
  start();
}

function stop() {
  clearTimeout(turning);
  for (const one of [orders, feed?.feed, coming?.feed]) one?.close();
  [orders, feed, coming, told] = [null, null, null, null];
  lookAtFeeds();
  rotates(false);
}

/** @param {string} name */
function dark(name) {
  stop();
  doc.dataset.theme = "dark";
  doc.classList.remove("stale");
  const again = element("button", "Show a new code");
  again.type = "button";
  again.addEventListener("click", () => pair().catch(start));
  alone(
    "This screen was taken off the hall",
    `“${name}” shows nothing more. An officer or the administrator took it away.`,
    again,
  );
}

// -------------------------------------------------------------------------------------- what is shown

/** @param {Orders} said */
function obey(said) {
  const fresh = told === null;
  told = said;
  if (said.theme) doc.dataset.theme = said.theme;
  else delete doc.dataset.theme;
  resize(said);
  const turns = said.now === "" && said.boards.length > 1;
  rotates(turns);
  if (said.now !== "") go(said.now);
  else if (said.boards.length === 0) nothing();
  else if (fresh || !said.boards.includes(showing())) go(said.boards[place % said.boards.length]);
  else {
    place = said.boards.indexOf(showing());
    arrange(board);
    wind();
  }
}

const showing = () => (coming ?? feed)?.board ?? "";

// Put a board on the wall as soon as its picture is here; until then the old one stays.
/** @param {string} name */
function go(name) {
  clearTimeout(turning);
  if (name === showing()) {
    arrange(board);
    wind();
    return;
  }
  coming?.feed.close();
  const next = new Feed(`${root}/live/${encodeURIComponent(name)}`, {
    heard: (frame) => {
      if (next === coming?.feed) {
        feed?.feed.close();
        [feed, coming] = [coming, null];
        show(frame);
        wind();
      } else if (next === feed?.feed) show(frame);
    },
    refused: (barred) => {
      // What may no longer be shown is not shown for a moment longer.
      if (barred && next === feed?.feed) nothing();
    },
  });
  coming = { board: name, feed: next };
  next.open();
}

function nothing() {
  clearTimeout(turning);
  for (const one of [feed, coming]) one?.feed.close();
  [feed, coming] = [null, null];
  alone(told?.name ?? "", "Nothing is shown here yet: no board of this screen has been released.");
}

// A board stands its time, and until each page of its longest list was seen.
function wind() {
  clearTimeout(turning);
  if (told === null || told.now !== "" || told.boards.length < 2 || held()) return;
  turning = setTimeout(turn, Math.max(told.hold * 1000, wholeTime()));
}

function turn() {
  if (told === null) return;
  place = (Math.max(told.boards.indexOf(showing()), 0) + 1) % told.boards.length;
  go(told.boards[place]);
}

// ------------------------------------------------------------------------------------------- words alone

/**
 * @param {string} title
 * @param {...(string | HTMLElement)} rest
 */
function alone(title, ...rest) {
  const words = element("section", "", "alone");
  words.append(element("h1", title), ...rest.map((one) => (typeof one === "string" ? element("p", one) : one)));
  board.replaceChildren(words);
  document.title = title;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} words
 * @param {string} [kind]
 */
function element(name, words, kind = "") {
  const made = document.createElement(name);
  made.textContent = words;
  if (kind) made.className = kind;
  return made;
}

document.addEventListener("held", wind);
keys(board);
arrange(board);
beLoud(() => "This screen may no longer show this board.");
start();
