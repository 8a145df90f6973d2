// One board as it comes from the hub: the newest frame always, and whether that can be promised.
//
// A feed is in touch while the hub answers its beats. It hands a frame on only if it is newer than the
// last one, and it tries to come back for ever.

const BEAT = 5_000; // ms between beats
const SILENCE = 12_000; // ms without an answer after which the picture may be old
const GRACE = 1_000; // ms a shut socket may take to come back before anybody is troubled
const LONGEST_WAIT = 15_000; // ms between attempts, at most
const NO_RIGHT = 4403;

/** @type {Set<Feed>} */
const feeds = new Set();

export class Feed {
  /** @type {[epoch: number, seq: number]} */
  #position = [-1, -1];
  /** @type {WebSocket | null} */
  #socket = null;
  #attempts = 0;
  /** @type {number | undefined} */
  #retry = undefined;
  #beats = 0;
  #opened = 0; // when the present socket was asked for
  #shut = 0; // when the socket was found shut, 0 while it is open
  #behind = 0; // when the hub first admitted to less than we show, 0 while it does not
  #heard;
  #refused;

  touched = Date.now(); // when the hub last said that the frame we have is the newest
  barred = false;

  // `path` is the feed's address; `heard(frame)` gets each newer frame; `refused()` is told when a
  // handshake failed or the right was withdrawn, before the next attempt.
  /**
   * @param {string} path
   * @param {{
   *   heard: (frame: Frame) => void,
   *   refused?: (barred: boolean) => void,
   *   position?: [epoch: number, seq: number],
   * }} options
   */
  constructor(path, { heard, refused = () => {}, position = [-1, -1] }) {
    this.path = path;
    this.#heard = heard;
    this.#refused = refused;
    this.#position = position;
  }

  open() {
    feeds.add(this);
    this.#connect();
  }

  close() {
    feeds.delete(this);
    clearTimeout(this.#retry);
    const old = this.#socket;
    this.#socket = null;
    old?.close();
  }

  // Does what we show deserve to be believed?
  get stale() {
    const now = Date.now();
    return this.barred || now - this.touched > SILENCE || (this.#shut > 0 && now - this.#shut > GRACE);
  }

  /**
   * @param {number} epoch
   * @param {number} seq
   */
  #newer(epoch, seq) {
    return epoch > this.#position[0] || (epoch === this.#position[0] && seq > this.#position[1]);
  }

  #connect() {
    clearTimeout(this.#retry);
    const address = new URL(this.path, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const [epoch, seq] = this.#position;
    if (seq >= 0) address.search = new URLSearchParams({ epoch: String(epoch), seq: String(seq) }).toString();
    const mine = new WebSocket(address);
    let answered = false;
    this.#socket = mine;
    this.#opened = Date.now();
    mine.onopen = () => {
      answered = true;
      this.beat();
    };
    mine.onmessage = (event) => {
      if (mine !== this.#socket) return;
      const said = JSON.parse(event.data);
      [this.#shut, this.barred] = [0, false];
      if ("beat" in said) this.#answered(said);
      else if (this.#newer(said.epoch, said.seq)) {
        this.#position = [said.epoch, said.seq];
        this.#heard(said);
      }
    };
    mine.onclose = (event) => {
      if (mine === this.#socket) this.#lost(event.code, answered);
    };
  }

  /** @param {{epoch: number, seq: number | null}} beat */
  #answered(beat) {
    const [epoch, seq] = this.#position;
    if (beat.seq !== null && this.#newer(beat.epoch, beat.seq)) {
      this.#socket?.close(); // a newer frame exists and did not reach us: ask for it
      return;
    }
    if (beat.seq !== null && (beat.epoch !== epoch || beat.seq !== seq)) {
      // A hub behind what we show is no proof that we show the newest: we grow loud. If it stays
      // behind it is another hall at this address, and a fresh page believes it.
      this.#behind ||= Date.now();
      if (Date.now() - this.#behind > 4 * SILENCE) location.reload();
      return;
    }
    this.touched = Date.now();
    [this.#attempts, this.#behind] = [0, 0];
    look();
  }

  /**
   * @param {number} code
   * @param {boolean} answered
   */
  #lost(code, answered) {
    this.#socket = null;
    this.#shut ||= Date.now();
    if (code === NO_RIGHT) {
      this.barred = true;
      this.#position = [-1, -1];
    }
    if (code === NO_RIGHT || !answered) this.#refused(code === NO_RIGHT);
    if (!feeds.has(this)) return;
    // Full jitter: a hall of screens that lost the server together must not come back together.
    const longest = this.#attempts === 0 ? 250 : Math.min(LONGEST_WAIT, 500 * 2 ** this.#attempts);
    this.#attempts += 1;
    this.#retry = setTimeout(() => this.#connect(), Math.random() * longest);
    look();
  }

  beat() {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ beat: ++this.#beats }));
  }

  dial() {
    if (!this.#socket) this.#connect();
  }

  // An open socket over a dead network says nothing for many minutes: give it up and dial again.
  giveUp() {
    const now = Date.now();
    if (!this.#socket || now - this.touched <= SILENCE || now - this.#opened <= SILENCE) return;
    const dead = this.#socket;
    this.#lost(0, true);
    dead.close();
  }
}

/** @type {(feeds: Feed[]) => void} */
let watcher = () => {};

// Once a second, and whenever a feed is lost or found, the page is told to look at its feeds.
/** @param {(feeds: Feed[]) => void} looks */
export function watch(looks) {
  watcher = looks;
  look();
}

export function look() {
  watcher([...feeds]);
}

addEventListener("online", () => feeds.forEach((feed) => feed.dial()));
document.addEventListener("visibilitychange", () => feeds.forEach((feed) => feed.beat()));
setInterval(() => feeds.forEach((feed) => feed.beat()), BEAT);
setInterval(() => {
  feeds.forEach((feed) => feed.giveUp());
  look();
}, 1_000);
