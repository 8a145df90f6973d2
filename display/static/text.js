// A board as text only: the same words, nothing drawn. News are said politely and seldom, and only the lines
// that changed are changed, so that nobody who reads along loses their place.

import { Feed } from "./feed.js";
import { all, here } from "./place.js";
import { beLoud, board, made } from "./show.js";

const SELDOM = 20_000; // ms between two pieces of news

const page = document.body.dataset;
const news = here("news");
/** @type {Frame | null} */
let newest = null;
let said = 0;
/** @type {number | undefined} */
let waiting = undefined;

const feed = new Feed(page.live ?? "", {
  position: [Number(page.epoch ?? -1), Number(page.seq ?? -1)],
  heard: (frame) => {
    newest = frame;
    clearTimeout(waiting);
    waiting = setTimeout(tell, Math.max(0, said + SELDOM - Date.now()));
  },
  refused: (barred) => {
    if (barred) board.replaceChildren();
  },
});

function tell() {
  if (newest === null) return;
  said = Date.now();
  const picture = made(newest);
  if (!patched(picture)) board.replaceChildren(...picture.childNodes);
  const { title, subtitle, marks, updated } = newest.data;
  document.title = title;
  news.textContent = [title, subtitle, marks.join(", "), updated && `at ${updated}`].filter(Boolean).join(", ");
}

// Change the lines that differ, where the board has the same lines as before; whether it had.
/** @param {HTMLElement} picture */
function patched(picture) {
  /** @param {ParentNode} of */
  const lines = (of) => all(of, "[data-key], .head, .foot, .note");
  /** @param {HTMLElement} line */
  const name = (line) =>
    `${line.className} ${line.dataset.key ?? ""}`.replace(
      / (waiting|received|open|verified|late|not-used|marked)\b/g,
      "",
    );
  const [old, now] = [lines(board), lines(picture)];
  if (old.length === 0 || old.length !== now.length || old.some((line, at) => name(line) !== name(now[at])))
    return false;
  old.forEach((line, at) => {
    if (line.textContent !== now[at].textContent) line.replaceChildren(...now[at].childNodes);
  });
  return true;
}

beLoud();
feed.open();
