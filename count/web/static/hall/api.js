/** Talk to the hall. A call ends in an answer of the hall's, or in `OutOfTouch`: there is no third thing. */

const PATIENCE_MS = 15_000;

/** No answer of the hall's came: it may or may not have heard. `status` where something answered. */
export class OutOfTouch extends Error {
  /**
   * @param {string} words
   * @param {number | null} [status]
   */
  constructor(words, status = null) {
    super(words);
    this.status = status;
  }
}

let ahead = 0;

/** @param {string | null} said */
function setClock(said) {
  const at = said === null ? NaN : Date.parse(said);
  if (!Number.isNaN(at)) ahead = at - Date.now();
}

/** The hall's clock now, as a moment; this device's own may be wrong. */
export const hallNow = () => Date.now() + ahead;

/**
 * What the hall answered: `status` and its JSON.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<{status: number, answer: Answer}>}
 */
export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: patience(),
    });
  } catch (error) {
    throw new OutOfTouch(String(error));
  }
  setClock(response.headers.get("Date"));
  if (response.status >= 500) throw new OutOfTouch(`the hall answered ${response.status}`, response.status);
  try {
    // A café's log-in page answers 200 too, but not in JSON.
    const answer = await response.json();
    if (answer !== null && typeof answer === "object") return { status: response.status, answer };
  } catch {
    if (response.status === 401 || response.status === 204) return { status: response.status, answer: {} };
  }
  throw new OutOfTouch("the answer was not the hall's");
}

/** @param {string} path */
export const get = (path) => call("GET", path);
/**
 * @param {string} path
 * @param {unknown} body
 */
export const post = (path, body) => call("POST", path, body);

/** @param {string | null} contest */
export const actsOf = (contest) =>
  contest == null ? "/api/acts" : `/api/contests/${encodeURIComponent(contest)}/acts`;

function patience() {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), PATIENCE_MS);
  return stop.signal;
}

/** A new id for an act: random, also on a plain http address where `randomUUID` is missing. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
