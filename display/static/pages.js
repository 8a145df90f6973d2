// How a board fills its screen: no scroll bars, long lists by the page, text as large as asked for.
//
// Keys: space or a click holds the pages, arrows turn them, + and - change the size of the text.
// `?scale=150` starts at that size (per cent); `?pages=off` shows everything in one scrolling page.

import { all, childrenOf, here } from "./place.js";
import { measure, measured } from "./size.js";

export const HOLD = 12_000; // ms a page stands
const FITS = [1, 0.94, 0.88, 0.82, 0.76, 0.7]; // a list that nearly fits is set smaller rather than paged
const MEASURED_FITS = [1, 0.96, 0.92]; // but not below what the back row can read
const LAST_FITS = [0.6, 0.5, 0.4, 0.3]; // what cannot be paged must still be seen whole

/**
 * Turns a list over by so many pages.
 * @typedef {((by: number) => void) & { pages: number }} Turn
 */

const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const wide = matchMedia("(min-width: 64rem) and (min-height: 30rem)");
// The button is on every page that turns; a board as text has none, and loads this module all the same.
const pauses = () => here("pause");

/** @type {number[]} */
let places = []; // per list of the board: the page it is on
/** @type {Turn[]} */
let turns = []; // per list: a function that shows its page
let scale = Number(asked.get("scale") ?? remembered()) || 100;
let paused = false;
/** @type {number | undefined} */
let clock = undefined;
let several = false; // whether boards follow each other on this screen

// Lay a board out again: after every new picture and every change of the screen. `anew` is another board:
// its lists begin at their first page, and each page stands its whole time.
/**
 * @param {HTMLElement} board
 * @param {{ anew?: boolean }} [options]
 */
export function arrange(board, { anew = false } = {}) {
  if (anew) {
    places = [];
    clearInterval(clock);
    clock = undefined;
  }
  const wall = wide.matches && asked.get("pages") !== "off";
  root.classList.toggle("wall", wall);
  measure(scale / 100);
  root.style.setProperty("--scale", String(scale / 100));
  const lists = all(board, ".paged");
  lists.forEach(whole);
  // What is turning over reaches out of its place for a moment: measured then, it would seem too wide.
  root.classList.add("measuring");
  turns = wall ? paged(board, lists) : [];
  root.classList.remove("measuring");
  turns.forEach((turn) => turn(0));
  pauses().hidden = turns.length === 0 && !several;
  wind();
}

// How long a board needs to be seen whole, in ms: every page of its longest list.
export function wholeTime() {
  return turns.length === 0 ? 0 : HOLD * Math.max(...turns.map((turn) => turn.pages));
}

// Whether somebody holds the pages, and with them the boards.
export function held() {
  return paused;
}

// Say whether boards follow each other here: then there is something to pause though no list is long.
/** @param {boolean} yes */
export function rotates(yes) {
  several = yes;
  pauses().hidden = turns.length === 0 && !several;
}

// Mark what is different from the old picture, so that the eye finds the one thing that moved.
/**
 * @param {HTMLElement} old
 * @param {HTMLElement} made
 */
export function changed(old, made) {
  if (old.querySelector("h1")?.textContent !== made.querySelector("h1")?.textContent) return;
  const before = new Map();
  /** @param {HTMLElement} item */
  const name = (item) => {
    const part = item.closest(".part");
    return `${part ? [...(item.closest(".parts")?.children ?? [])].indexOf(part) : -1} ${item.dataset.key}`;
  };
  for (const item of all(old, "[data-key]")) before.set(name(item), item.textContent);
  for (const item of all(made, "[data-key]")) {
    const was = before.get(name(item));
    if (was !== undefined && was !== item.textContent) item.classList.add("fresh");
  }
}

/** @param {HTMLElement} board */
export function keys(board) {
  const again = () => arrange(board);
  /** @param {number} by */
  const grow = (by) => {
    scale = Math.min(300, Math.max(50, scale + by));
    remember(scale);
    again();
  };
  const button = pauses();
  const pause = () => {
    paused = !paused;
    button.setAttribute("aria-pressed", String(paused));
    button.textContent = paused ? "Let the pages turn" : "Pause the pages";
    again();
    document.dispatchEvent(new Event("held"));
  };
  /** @param {number} by */
  const leaf = (by) => {
    clearInterval(clock);
    clock = undefined;
    turnAll(by);
    wind();
  };
  /** @type {Record<string, () => void>} */
  const does = {
    " ": pause,
    ArrowRight: () => leaf(1),
    ArrowLeft: () => leaf(-1),
    "+": () => grow(10),
    "=": () => grow(10),
    "-": () => grow(-10),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target === button) return;
    if (does[event.key]) {
      if (root.classList.contains("wall")) event.preventDefault();
      does[event.key]();
    }
  });
  board.addEventListener("click", () => {
    if (turns.length > 0 || several) pause();
  });
  button.addEventListener("click", pause);
  addEventListener("resize", again);
  wide.addEventListener("change", again);
  document.fonts.ready.then(again);
}

// The clock runs while there are pages and nobody holds them; a new picture does not restart it.
function wind() {
  if (turns.length > 0 && !paused) {
    clock ||= setInterval(turnAll, HOLD, 1);
  } else {
    clearInterval(clock);
    clock = undefined;
  }
}

/** @param {number} by */
function turnAll(by) {
  turns.forEach((turn) => turn(by));
}

/** @param {HTMLElement} list */
function whole(list) {
  list.style.height = "";
  for (const item of list.querySelectorAll(".item")) item.classList.remove("off");
  label(list, "");
}

// Find the largest text at which everything is seen at once; failing that, cut lists into pages.
/**
 * @param {HTMLElement} board
 * @param {HTMLElement[]} lists
 */
function paged(board, lists) {
  const parts = board.querySelector(".parts");
  if (!parts) return [];
  /** @param {number} size */
  const fit = (size) => root.style.setProperty("--fit", String(size));
  const fits = measured() ? MEASURED_FITS : FITS;
  /** @param {HTMLElement} list */
  const oneByOne = (list) => list.classList.contains("steps") && list.children.length > 1;
  /** @param {HTMLElement} list */
  const tooLong = (list) => oneByOne(list) || list.scrollHeight > list.clientHeight + 1;
  /** @param {HTMLElement} list */
  const tooWide = (list) => list.scrollWidth > list.clientWidth + 1;
  const tooMuch = () => parts.scrollHeight > parts.clientHeight + 1 || lists.some(tooWide);
  for (const size of fits) {
    fit(size);
    if (!tooMuch() && !lists.some(tooLong)) return [];
  }
  // What is not cut into pages must be seen whole, and so must each item of what is.
  /** @param {HTMLElement} list */
  const tallest = (list) => Math.max(...all(list, ".item").map((item) => item.offsetHeight));
  /** @param {HTMLElement} list */
  const spills = (list) => (oneByOne(list) ? list.scrollHeight : tallest(list)) > list.clientHeight + 1;
  for (const size of [...new Set([...fits, ...FITS, ...LAST_FITS])]) {
    fit(size);
    if (!tooMuch() && !lists.some(spills)) break;
  }
  /** @param {HTMLElement} list */
  const pagesFor = (list) => (oneByOne(list) ? childrenOf(list).map((step) => [step]) : fittingPages(list, tooLong));
  const cut = lists.map((list) => (tooLong(list) ? pagesFor(list) : null));
  return cut.flatMap((pages, index) => (pages ? [turner(lists[index], pages, index)] : []));
}

// Pages that fit when they stand alone: with fewer items seen, columns change and lines may break anew.
/**
 * @param {HTMLElement} list
 * @param {(list: HTMLElement) => boolean} tooLong
 */
function fittingPages(list, tooLong) {
  const height = list.style.height;
  list.style.height = `${list.clientHeight}px`;
  const items = all(list, ".item");
  /** @param {HTMLElement[]} page */
  const alone = (page) => {
    for (const item of items) item.classList.toggle("off", !page.includes(item));
    const fits = page.length === 1 || !tooLong(list);
    for (const item of items) item.classList.remove("off");
    return fits;
  };
  /** @type {HTMLElement[][]} */
  let pages = [];
  for (const part of [1, 0.85, 0.7, 0.55, 0.4]) {
    pages = pagesOf(list, part);
    if (pages.every(alone)) break;
  }
  list.style.height = height;
  return pages;
}

// The items of a list as pages, each no higher than a part of the list; single columns in equal shares.
/**
 * @param {HTMLElement} list
 * @param {number} part
 */
function pagesOf(list, part) {
  const items = all(list, ".item");
  const boxes = items.map((item) => item.getBoundingClientRect());
  const room = (list.getBoundingClientRect().bottom - boxes[0].top) * part + 1;
  /** @type {HTMLElement[][]} */
  const pages = [];
  let top = -Infinity;
  items.forEach((item, index) => {
    if (pages.length === 0 || boxes[index].bottom - top > room) {
      pages.push([]);
      top = boxes[index].top;
    }
    pages.at(-1)?.push(item);
  });
  if (boxes[1]?.top === boxes[0].top) return pages;
  const share = Math.ceil(items.length / pages.length);
  const even = pages.map((_, page) => items.slice(page * share, (page + 1) * share));
  /** @param {HTMLElement[]} page */
  const high = (page) => boxes[items.indexOf(page[page.length - 1])].bottom - boxes[items.indexOf(page[0])].top;
  return even.every((page) => page.length > 0 && high(page) <= room) ? even : pages;
}

/**
 * @param {HTMLElement} list
 * @param {HTMLElement[][]} pages
 * @param {number} index
 */
function turner(list, pages, index) {
  list.style.height = `${list.clientHeight}px`;
  /** @param {number} by */
  const turn = (by) => {
    const before = Math.min(places[index] ?? 0, pages.length - 1);
    places[index] = (before + by + pages.length) % pages.length;
    pages.forEach((page, number) => {
      for (const item of page) item.classList.toggle("off", number !== places[index]);
    });
    label(list, `${places[index] + 1} of ${pages.length}${paused ? ", held" : ""}`);
    if (by !== 0 && list.classList.contains("steps")) moved(pages[before][0], pages[places[index]][0]);
  };
  turn.pages = pages.length;
  return turn;
}

// From one step to the next each rule grows or shrinks from where it was: papers go from pile to pile.
/**
 * @param {HTMLElement} old
 * @param {HTMLElement} step
 */
function moved(old, step) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const rules = new Map(all(old, ".pile").map((pile) => [pile.dataset.key, pile]));
  for (const pile of all(step, ".pile")) {
    const [was, is] = [rules.get(pile.dataset.key), pile].map((one) =>
      Number(one?.querySelector(".paper")?.getAttribute("width")),
    );
    if (was >= 0 && is > 0 && was !== is) {
      const from = { transform: `scaleX(${was / is})`, transformOrigin: "0 0" };
      pile
        .querySelector(".paper")
        ?.animate([from, { transform: "none", transformOrigin: "0 0" }], { duration: 250, easing: "ease-out" });
    }
  }
}

/**
 * @param {HTMLElement} list
 * @param {string} words
 */
function label(list, words) {
  const place = list.closest(".part")?.querySelector(".pages");
  if (!(place instanceof HTMLElement)) return;
  place.textContent = words;
  place.hidden = words === "";
}

function remembered() {
  try {
    return localStorage.getItem("counthall-scale");
  } catch {
    return null; // a screen may forbid storage: then a size lasts as long as the page
  }
}

/** @param {number} size */
function remember(size) {
  try {
    localStorage.setItem("counthall-scale", String(size));
  } catch {
    // As above.
  }
}
