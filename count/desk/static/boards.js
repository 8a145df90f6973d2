/** The boards that this person may see. */

import { OutOfTouch, get } from "./api.js";
import { byId, el } from "./dom.js";
import { start } from "./page.js";

start({ live: false });

try {
  const { status, answer } = await get("/api/boards");
  const boards = status === 200 ? answer.boards : [];
  byId("none").hidden = boards.length > 0;
  byId("boards").append(
    ...boards.map(({ board, title }) => el("li", {}, el("a", { href: `/boards/${encodeURIComponent(board)}` }, title))),
  );
} catch (error) {
  if (!(error instanceof OutOfTouch)) throw error;
  byId("boards").append(el("li", {}, "The hall does not answer. Load this page again."));
}
