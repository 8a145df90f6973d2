/** A sheet to be read and printed: nothing on it moves. */

import { byId } from "../hall/dom.js";
import { start } from "../hall/page.js";

start({ live: false });
byId("print").addEventListener("click", () => print());
