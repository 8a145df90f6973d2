// A frame as the picture on this page, and the loud band when it may be old.

import { watch } from "./feed.js";
import { arrange, changed } from "./pages.js";
import { here } from "./place.js";

export const board = here("board");
const band = here("touch");
const trusted = window.trustedTypes?.createPolicy("counthall-board", { createHTML: (html) => html });

// The picture in a frame, as nodes that are on no page yet.
/** @param {Frame} frame */
export function made(frame) {
  const html = trusted ? trusted.createHTML(frame.html) : frame.html;
  return new DOMParser().parseFromString(html, "text/html").body;
}

/** @param {Frame} frame */
export function show(frame) {
  const picture = made(frame);
  const same = board.querySelector(".board")?.getAttribute("data-board") === frame.board;
  if (same) changed(board, picture);
  else picture.querySelector(".parts")?.classList.add("arriving");
  board.replaceChildren(...picture.childNodes);
  document.title = frame.data.title;
  document.documentElement.lang = frame.data.lang;
  arrange(board, { anew: !same });
}

// Say across the picture when any feed of this page is not to be believed; `words` says it of a barred one.
/** @param {() => string} [words] */
export function beLoud(words = () => "This screen may no longer show this board.") {
  watch((feeds) => {
    const stale = feeds.filter((feed) => feed.stale);
    document.documentElement.classList.toggle("stale", stale.length > 0);
    const since = new Date(Math.min(...stale.map((feed) => feed.touched))).toLocaleTimeString("en-GB");
    const said =
      stale.length === 0
        ? ""
        : stale.some((feed) => feed.barred)
          ? words()
          : `Out of touch since ${since}: this picture may be old.`;
    if (band.textContent !== said) band.textContent = said;
  });
}
