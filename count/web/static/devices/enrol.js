/** A tablet shows a code until somebody has given it a table; then people sign in at it. */

import { Feed } from "/static/display/feed.js";
import { OutOfTouch, get, post } from "../hall/api.js";
import { byId, say } from "../hall/dom.js";

const AGAIN_MS = 15_000;
/** @type {Feed | null} */
let orders = null;
let again = 0;

async function start() {
  clearTimeout(again);
  orders?.close();
  try {
    const { status, answer } = await post("/api/device", { kind: "tablet" });
    say(byId("said"), answer.words ?? "");
    if (answer.state === "paired") {
      byId("waiting").replaceChildren(`This tablet is “${answer.name}”.`);
      location.assign("/sign-in");
    } else if (status === 201) {
      say(byId("code"), `${answer.code.slice(0, 3)} ${answer.code.slice(3)}`);
      again = setTimeout(start, answer.seconds * 1000 + 500);
      orders = new Feed(`/live/device-${answer.id}`, {
        heard: ({ data }) => data.state === "paired" && location.assign("/sign-in"),
        refused: lost,
      });
      orders.open();
    } else again = setTimeout(start, 4 * AGAIN_MS);
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    say(byId("said"), "The hall does not answer. This tablet tries again by itself.");
    again = setTimeout(start, AGAIN_MS);
  }
}

/** The server may have forgotten the code: it was started again, or the code ended. */
async function lost() {
  try {
    const { answer } = await get("/api/device");
    if (answer.state === "unknown") start();
    else if (answer.state === "paired") location.assign("/sign-in");
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
  }
}

start();
