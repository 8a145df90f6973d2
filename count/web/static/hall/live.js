/**
 * The hall's pulse: which contests have moved. It reconnects for ever, and says when it is out of touch.
 */

const BEAT_MS = 5_000;
const SILENCE_MS = 12_000;
const LONGEST_WAIT_MS = 8_000;

/**
 * Listen. `heard(frame)` gets every frame; `touch(since)` gets the time since when nothing was heard,
 * or null when all is well again; `opened(yes)` hears how each connection began.
 * @param {Hearing} hearing
 */
export function listen(hearing) {
  const line = new Line(hearing);
  addEventListener("online", () => line.socket || line.connect());
  setInterval(() => line.beat(), BEAT_MS);
  line.connect();
}

/**
 * @typedef {{
 *   heard: (frame: PulseFrame) => void,
 *   touch: (since: number | null) => void,
 *   opened: (yes: boolean) => void,
 * }} Hearing
 */

/** The line to the hall: one socket at a time. */
class Line {
  /** @type {WebSocket | null} */
  socket = null;
  /** @type {number | undefined} */
  timer = undefined;
  tries = 0;
  beats = 0;
  last = Date.now();
  /** Since when nothing is heard; null while all is well.
   * @type {number | null} */
  lost = null;

  /** @param {Hearing} hearing */
  constructor(hearing) {
    this.hearing = hearing;
  }

  connect() {
    clearTimeout(this.timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const mine = new WebSocket(`${scheme}://${location.host}/live/pulse`);
    let open = false;
    this.socket = mine;
    mine.onopen = () => {
      open = true;
      this.tries = 0;
      this.alive();
      this.hearing.opened(true);
    };
    mine.onmessage = ({ data }) => {
      this.alive();
      const message = JSON.parse(data);
      if ("board" in message) this.hearing.heard(message);
    };
    mine.onclose = () => {
      if (this.socket !== mine) return;
      if (!open) this.hearing.opened(false);
      this.later();
    };
  }

  later() {
    this.socket = null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), wait(this.tries++));
  }

  alive() {
    this.last = Date.now();
    if (this.lost !== null) this.hearing.touch((this.lost = null));
  }

  beat() {
    const { socket } = this;
    const open = socket?.readyState === WebSocket.OPEN;
    if (open) socket.send(JSON.stringify({ beat: ++this.beats }));
    if (Date.now() - this.last <= SILENCE_MS) return;
    if (this.lost === null) this.hearing.touch((this.lost = this.last));
    if (open) {
      // A dead line may never say that it closed: leave it behind.
      this.later();
      socket.close();
    }
  }
}

/** @param {number} tries */
const wait = (tries) => Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2);
