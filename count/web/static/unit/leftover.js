/** Drafts of an earlier count of this unit: shown as such, never taken for papers that are on the table now. */

import { button, byId, el } from "../hall/dom.js";
import { putAway } from "./drafts.js";
import { clock, grouped, papers } from "../hall/figures.js";
import { nameOf, now } from "./table.js";

/** @param {DraftRow[]} rows */
export function showLeftOver(rows) {
  const list = byId("left-over-drafts");
  list.replaceChildren(...rows.map((row) => item(row, list)));
  byId("left-over").hidden = rows.length === 0;
}

/**
 * @param {DraftRow} row
 * @param {Element} list
 */
function item(row, list) {
  const node = el(
    "li",
    {},
    el("p", {}, el("b", {}, wordsOf(row)), ` Count ${row.attempt}, keyed at ${clock(row.at)}, never sent.`),
  );
  node.append(
    button("I have seen this", async () => {
      await putAway(row);
      node.remove();
      byId("left-over").hidden = list.children.length === 0;
    }),
  );
  return node;
}

/** @param {DraftRow} draft */
function wordsOf({ name, value }) {
  if (name === "sheet") {
    const n = value["sheet-papers"];
    return `Sheet ${value.serial ?? "without a serial"}${n ? `, ${n} papers` : ""}.`;
  }
  if (name === "sorting") return "Papers sorted by next preference.";
  if (name === "doubtful") return `${value["doubtful-papers"]} doubtful papers.`;
  const whom = name === "a block" ? value.picked.map(nameOf).join(" + ") || "a block" : nameOf(name);
  const whole = value.full * now.standing.bundle_size + (value.part ?? 0);
  const part = value.part === null ? "" : ` and a part of ${grouped(value.part)}`;
  return `${papers(whole)} for ${whom}: ${grouped(value.full)} full${part}.`;
}
