/** Unsorted papers handed from this unit to another. */

import { check } from "../shared/check.js";
import { byId, field, select } from "../hall/dom.js";
import { clear, complain, fault, onSubmit, required, requiredText } from "../hall/fields.js";
import { grouped, papers } from "../hall/figures.js";
import { options } from "../shared/options.js";
import { page } from "../hall/page.js";
import { left, now, send } from "./table.js";

const others = () =>
  Object.values(now.standing.units).filter((unit) => unit.unit !== page.unit && unit.state !== "closed");

/** Offered while there are papers to hand and a unit to take them. */
export function showHanding() {
  byId("handing").hidden = now.unit.state === "closed" || left() <= 0 || others().length === 0;
  options(select("to_unit"), [["", "Choose"], ...others().map((unit) => [unit.unit, unit.name])]);
}

export function startHanding() {
  const form = byId("handed", HTMLFormElement);
  onSubmit(form, async () => {
    complain(form, "");
    const to = now.standing.units[field("to_unit").value];
    if (!to) return complain(form, "Choose the unit that takes them.");
    const input = field("handed-papers");
    const n = required(input, "Key how many papers are handed over.");
    if (n === null) return null;
    if (n === 0 || n > left()) {
      fault(
        input,
        n === 0 ? "0 papers: there is nothing to hand over." : `Only ${grouped(left())} here are not sorted yet.`,
      );
      return null;
    }
    const reason = requiredText(field("handed-reason"), "Say why: it is printed.");
    if (reason === null) return null;
    const sentence = `${papers(n)} of ${now.standing.name} are handed from ${now.unit.name} to ${to.name}: ${reason}`;
    if (!(await check(form, { sentence, yes: "Hand them over" }))) return null;
    if (await send("handed", { from_unit: page.unit, to_unit: to.unit, papers: n, reason })) clear(form);
    return null;
  });
}
