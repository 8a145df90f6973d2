/** A sheet to be read and printed: nothing on it moves. */

import { byId } from "./dom.js";
import { start } from "./page.js";

start({ live: false });
byId("print").addEventListener("click", () => print());
