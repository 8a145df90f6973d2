/** The statement is a sheet to be read and printed: nothing on it moves. */

import { start } from "./page.js";

start({ live: false });
