/** The ballot paper account as it is keyed: what follows from it is shown before it is sent. */

import { workOut } from "./box_figures.js";
import { byId, field, one, say } from "../hall/dom.js";
import { fault, read, required, write } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { emptyRanges, ranges, rangesSoFar, showRanges, startRanges } from "./ranges.js";

const FIGURES = ["unused", "spoilt", "unused_found", "spoilt_found", "tendered_used"];
const form = () => one(document, "[data-act=account]");

export function startAccount() {
  startRanges();
  form().addEventListener("input", cast);
}

/**
 * Show the account that was keyed, to be keyed again; a blank form where there is none.
 * @param {{ account: Account | null }} box
 */
export function showAccount(box) {
  /** @type {Keyed} */
  const said = box.account ?? {};
  emptyRanges();
  if (said.ranges) showRanges(said.ranges);
  for (const name of [...FIGURES, "stated"]) write(field(name), said[name]);
  field("account-note").value = said.note ?? "";
  cast();
}

/** allocated − unused = issued − spoilt = expected, as far as it is keyed. */
function cast() {
  const figures = Object.fromEntries([...FIGURES, "stated"].map((name) => [name, read(field(name))]));
  /** @type {Keyed} */
  const said = { ...figures, ranges: rangesSoFar() };
  const { allocated, issued, expected, off } = workOut(said);
  const words =
    allocated === null
      ? ""
      : issued === null
        ? `given out ${grouped(allocated)} · key the unused papers: a blank is not a zero`
        : `given out ${grouped(allocated)} − unused ${grouped(said.unused_found ?? said.unused)} ` +
          `= issued ${grouped(issued)} − spoilt ${grouped(said.spoilt_found ?? said.spoilt ?? 0)} ` +
          `= expected ${grouped(expected)}${off === 0 ? " ✓" : ""}`;
  say(byId("account-cast"), words);
  byId("account-cast").dataset.holds = off === 0 ? "yes" : "open";
  const more = expected !== null && expected < 0;
  say(
    byId("account-off"),
    more
      ? "▲ More unused and spoilt papers than were given out: look at the account again."
      : off
        ? `▲ The account states ${papers(Math.abs(off))} ${off > 0 ? "more" : "fewer"} than its own figures make. ` +
          "Count the unused papers again; the figures found count."
        : "",
  );
}

/**
 * The fields of the act; null, and said where, while something is missing.
 * @param {Box} box
 * @param {{ note?: string }} note
 */
export function accountFields(box, note) {
  /** @type {Keyed} */
  const fields = {};
  if (box.kind !== "postal") {
    const given = ranges();
    if (given === null) return null;
    if (given.length) fields.ranges = given;
    for (const name of FIGURES) {
      const n = read(field(name));
      if (n !== null) fields[name] = n;
    }
    const { expected, issued } = workOut(fields);
    if (issued !== null && expected !== null && expected < 0) {
      fault(field("unused"), "More unused and spoilt papers than were given out.");
      byId("unused").focus();
      return null;
    }
  }
  fields.stated = required(field("stated"), "Key what the account says is in the box.");
  return fields.stated === null ? null : { ...fields, ...note };
}
