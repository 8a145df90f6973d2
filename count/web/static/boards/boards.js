/** The boards that this person may see, and the sheets of each contest. */

import { OutOfTouch, get } from "../hall/api.js";
import { byId, el } from "../hall/dom.js";
import { page, start } from "../hall/page.js";

start({ live: false });

/**
 * @param {string} href
 * @param {string} words
 */
const link = (href, words) => el("a", { href }, words);

try {
  const [{ status, answer }, contests] = await Promise.all([get("/api/boards"), get("/api/contests")]);
  const boards = status === 200 ? answer.boards : [];
  byId("none").hidden = boards.length > 0;
  byId("boards").append(
    ...boards.map((/** @type {Choice} */ { board, title }) =>
      el("li", {}, link(`/boards/${encodeURIComponent(board)}`, title)),
    ),
  );
  if (contests.status === 200)
    showSheets(contests.answer.contests, new Set(boards.map((/** @type {Choice} */ { board }) => board)));
} catch (error) {
  if (!(error instanceof OutOfTouch)) throw error;
  byId("boards").append(el("li", {}, "The hall does not answer. Load this page again."));
}

/**
 * The statement is for all who may watch verification; the declaration for whoever may see the result's board.
 * @param {Answer[]} contests
 * @param {Set<string>} boards
 */
function showSheets(contests, boards) {
  const watches = !["administrator", "screen"].includes(page.visitor.role);
  const lines = contests
    .map(({ contest, name, state }) => {
      const id = encodeURIComponent(contest);
      const read = state === "declared" && boards.has(`result-${contest}`);
      const links = [
        ...(watches ? [link(`/statement/${id}`, "Statement as to verification")] : []),
        ...(read ? [link(`/declaration/${id}`, "Declaration")] : []),
      ];
      return links.length ? el("li", {}, el("b", {}, name), el("span", { class: "sheets" }, ...links)) : null;
    })
    .filter((line) => line !== null);
  byId("sheets").hidden = lines.length === 0;
  byId("contests").append(...lines);
}
