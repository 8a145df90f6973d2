/**
 * The curtain: figures are covered when nobody has touched the tablet for a while, or at once when somebody asks.
 * It keeps eyes out, not hands: drafts stay, and whoever is signed in stays signed in. Another person's hands are
 * kept out by handing the tablet on (handover.js).
 */

import { byId } from "../hall/dom.js";

const IDLE_MS = 3 * 60_000;

/** @type {number | undefined} */
let timer = undefined;

export function startCurtain() {
  for (const event of ["pointerdown", "keydown"]) addEventListener(event, wait, { capture: true, passive: true });
  byId("cover").addEventListener("click", () => draw(true));
  byId("uncover").addEventListener("click", () => {
    draw(false);
    byId("main").focus();
  });
  wait();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => draw(true), IDLE_MS);
}

/** @param {boolean} covered */
function draw(covered) {
  document.body.classList.toggle("covered", covered);
  byId("curtain").hidden = !covered;
  byId("work").hidden = covered;
  if (covered) byId("uncover").focus({ preventScroll: true });
}
