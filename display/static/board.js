// The live side of a board: the newest picture always, and a loud word when that cannot be promised.
//
// A page is in touch while the hub answers its beats. It applies a frame only if it is newer than
// what it shows, and it tries to come back for ever.

import { arrange, changed, keys } from "./pages.js";

const BEAT = 5_000; // ms between beats
const SILENCE = 12_000; // ms without an answer after which the picture may be old
const GRACE = 1_000; // ms a shut socket may take to come back before anybody is troubled
const LONGEST_WAIT = 15_000; // ms between attempts, at most
const NO_RIGHT = 4403;

const page = document.body.dataset;
const board = document.getElementById("board");
const band = document.getElementById("touch");
const trusted = window.trustedTypes?.createPolicy("counthall-board", { createHTML: (html) => html });

let epoch = Number(page.epoch ?? -1);
let seq = Number(page.seq ?? -1);
let socket = null;
let attempts = 0;
let retry = 0;
let beats = 0;
let opened = 0; // when the present socket was asked for
let touched = Date.now(); // when the hub last said that this picture is the newest
let shut = 0; // when the socket was found shut, 0 while it is open
let behind = 0; // when the hub first admitted to less than we show, 0 while it does not
let barred = false;

const newer = (e, s) => e > epoch || (e === epoch && s > seq);

function show(frame) {
  if (!newer(frame.epoch, frame.seq)) return;
  const html = trusted ? trusted.createHTML(frame.html) : frame.html;
  const made = new DOMParser().parseFromString(html, "text/html").body;
  changed(board, made);
  board.replaceChildren(...made.childNodes);
  document.title = frame.data.title;
  document.documentElement.lang = frame.data.lang;
  [epoch, seq] = [frame.epoch, frame.seq];
  arrange(board);
}

function answered(beat) {
  if (beat.seq !== null && newer(beat.epoch, beat.seq)) {
    socket.close(); // a newer picture exists and did not reach us: ask for it
    return;
  }
  if (beat.seq !== null && (beat.epoch !== epoch || beat.seq !== seq)) {
    // A hub behind what we show is no proof that we show the newest: we grow loud. If it stays
    // behind it is another hall at this address, and a fresh page believes it.
    behind ||= Date.now();
    if (Date.now() - behind > 4 * SILENCE) location.reload();
    return;
  }
  touched = Date.now();
  [attempts, behind] = [0, 0];
  look();
}

function connect() {
  clearTimeout(retry);
  const address = new URL(page.live, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  if (seq >= 0) address.search = new URLSearchParams({ epoch, seq }).toString();
  const mine = new WebSocket(address);
  socket = mine;
  opened = Date.now();
  mine.onopen = beat;
  mine.onmessage = (event) => {
    if (mine !== socket) return;
    const said = JSON.parse(event.data);
    [shut, barred] = [0, false];
    if ("beat" in said) answered(said);
    else show(said);
  };
  mine.onclose = (event) => {
    if (mine === socket) lost(event.code);
  };
}

function lost(code) {
  socket = null;
  shut ||= Date.now();
  if (code === NO_RIGHT) {
    barred = true;
    board.replaceChildren();
    [epoch, seq] = [-1, -1];
  }
  // Full jitter: a hall of screens that lost the server together must not come back together.
  const longest = attempts === 0 ? 250 : Math.min(LONGEST_WAIT, 500 * 2 ** attempts);
  attempts += 1;
  retry = setTimeout(connect, Math.random() * longest);
  look();
}

function beat() {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ beat: ++beats }));
}

// Once a second: does what we show deserve to be believed?
function look() {
  const now = Date.now();
  const silent = now - touched > SILENCE;
  const away = shut > 0 && now - shut > GRACE;
  const stale = barred || silent || away;
  document.documentElement.classList.toggle("stale", stale);
  const since = new Date(touched).toLocaleTimeString("en-GB");
  const words = barred
    ? "This screen may no longer show this board."
    : `Out of touch since ${since}: this picture may be old.`;
  if (band.textContent !== (stale ? words : "")) band.textContent = stale ? words : "";
  // An open socket over a dead network says nothing for many minutes: give it up and dial again.
  if (socket && silent && now - opened > SILENCE) {
    const dead = socket;
    lost(0);
    dead.close();
  }
}

addEventListener("online", () => {
  if (!socket) connect();
});
document.addEventListener("visibilitychange", beat);
setInterval(beat, BEAT);
setInterval(look, 1_000);
keys(board);
arrange(board);
connect();
