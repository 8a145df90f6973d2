/**
 * The hall's pulse: which contests have moved. It reconnects for ever, and says when it is out of touch.
 */

const BEAT_MS = 5_000;
const SILENCE_MS = 12_000;
const LONGEST_WAIT_MS = 8_000;

/**
 * Listen. `heard(frame)` gets every frame; `touch(since)` gets the time since when nothing was heard,
 * or null when all is well again; `opened(yes)` hears how each connection began.
 */
export function listen({ heard, touch, opened }) {
  let socket = null;
  let timer = null;
  let tries = 0;
  let beats = 0;
  let last = Date.now();
  let lost = null;

  function connect() {
    clearTimeout(timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const mine = new WebSocket(`${scheme}://${location.host}/live/pulse`);
    let open = false;
    socket = mine;
    mine.onopen = () => {
      open = true;
      tries = 0;
      alive();
      opened(true);
    };
    mine.onmessage = ({ data }) => {
      alive();
      const message = JSON.parse(data);
      if ("board" in message) heard(message);
    };
    mine.onclose = () => {
      if (socket !== mine) return;
      if (!open) opened(false);
      later();
    };
  }

  function later() {
    socket = null;
    clearTimeout(timer);
    timer = setTimeout(connect, wait(tries++));
  }

  function alive() {
    last = Date.now();
    if (lost !== null) touch((lost = null));
  }

  function beat() {
    const open = socket?.readyState === WebSocket.OPEN;
    if (open) socket.send(JSON.stringify({ beat: ++beats }));
    if (Date.now() - last <= SILENCE_MS) return;
    if (lost === null) touch((lost = last));
    if (open) {
      // A dead line may never say that it closed: leave it behind.
      const dead = socket;
      later();
      dead.close();
    }
  }

  addEventListener("online", () => socket || connect());
  setInterval(beat, BEAT_MS);
  connect();
}

const wait = (tries) => Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(tries, 6)) * (0.5 + Math.random() / 2);
