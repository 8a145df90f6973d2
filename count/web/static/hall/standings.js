/** The newest standing of each contest this page shows: fetched again when the pulse says it moved. */

import { OutOfTouch, get } from "./api.js";

const REST_MS = 1_000;
const AFTER_A_FAILURE_MS = 5_000;
const AT_ONCE = 4;

/**
 * A contest that this page shows: its newest standing, which act it has and which is wanted.
 * @typedef {{
 *   contest: string,
 *   standing: Standing | null,
 *   has: number,
 *   wanted: number,
 *   shows: ((standing: Standing) => void)[],
 *   misses: (() => void)[],
 *   fetching: boolean,
 *   at: number,
 * }} Watched
 */

/** @type {Map<string, Watched>} */
const watched = new Map();
let busy = 0;
/** @type {number | null} */
let epoch = null;

/**
 * Show a contest's standing now and whenever it changes; `missed()` hears each time that nobody answered.
 * @param {string} contest
 * @param {(standing: Standing) => void} show
 * @param {() => void} [missed]
 */
export function watch(contest, show, missed = () => {}) {
  const known = watched.get(contest) ?? {
    contest,
    standing: null,
    has: -1,
    wanted: 0,
    shows: [],
    misses: [],
    fetching: false,
    at: 0,
  };
  watched.set(contest, known);
  known.shows.push(show);
  known.misses.push(missed);
  if (known.standing) show(known.standing);
  else fetchLater(known);
}

/**
 * The standing that came with an answer to one's own act: as new as that act.
 * @param {string} contest
 * @param {Standing} standing
 * @param {number} seq
 */
export function heard(contest, standing, seq) {
  const known = watched.get(contest);
  if (!known || seq < known.has) return;
  Object.assign(known, { standing, has: seq });
  known.shows.forEach((show) => show(standing));
}

/**
 * A frame of the pulse: fetch what has moved. Another epoch is another history.
 * @param {PulseFrame} frame
 */
export function pulse(frame) {
  const another = epoch !== null && frame.epoch !== epoch;
  epoch = frame.epoch;
  for (const known of watched.values()) {
    const seq = frame.data.contests[known.contest] ?? 0;
    if (another) known.has = -1;
    known.wanted = another ? seq : Math.max(known.wanted, seq);
    if (known.has < known.wanted) fetchLater(known);
  }
}

/** Fetch everything again: after being out of touch, or where a fetch failed. */
export function refresh() {
  for (const known of watched.values()) {
    known.has = -1;
    fetchLater(known);
  }
}

/**
 * Every tablet of a hall hears the same pulse: they do not all ask in the same moment.
 * @param {Watched} known
 * @param {number} [rest]
 */
function fetchLater(known, rest = REST_MS) {
  if (known.fetching) return;
  known.fetching = true;
  const wait = known.at ? Math.max(0, known.at + rest - Date.now()) + Math.random() * 250 : 0;
  setTimeout(() => fetchNow(known), wait);
}

/** @param {Watched} known */
async function fetchNow(known) {
  if (busy >= AT_ONCE) return setTimeout(() => fetchNow(known), 30);
  busy += 1;
  const asked = known.wanted;
  const status = await fetchOnce(known, asked);
  busy -= 1;
  known.at = Date.now();
  known.fetching = false;
  if (status === 200 && known.has < known.wanted) fetchLater(known);
  // Nobody answered: ask again. Answered with a no (signed out, not yours): asking again is no use.
  if (status === null) {
    known.misses.forEach((missed) => missed());
    fetchLater(known, AFTER_A_FAILURE_MS);
  }
  return null;
}

/**
 * Fetch and show a standing; gives the status of the answer, or null where there was none.
 * @param {Watched} known
 * @param {number} asked
 */
async function fetchOnce(known, asked) {
  try {
    const { status, answer } = await get(`/api/contests/${encodeURIComponent(known.contest)}`);
    if (status === 200 && asked >= known.has) {
      const standing = /** @type {Standing} */ (answer);
      Object.assign(known, { standing, has: asked });
      known.shows.forEach((show) => show(standing));
    }
    return status;
  } catch (error) {
    if (error instanceof OutOfTouch) return null;
    throw error;
  }
}
