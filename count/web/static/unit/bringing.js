/** Papers brought to this unit: verified boxes, mixed together. */

import { all, byId, el, field, one, reconcile, say } from "../hall/dom.js";
import { clear, complain, onSubmit, read } from "../hall/fields.js";
import { papers, plain } from "../hall/figures.js";
import { now, send } from "./table.js";

/** The boxes that may be mixed now. */
export function showMixable() {
  const boxes = Object.values(now.standing.boxes).filter((box) => box.state === "verified" && box.unmixed);
  byId("nothing-mixable").hidden = boxes.length > 0;
  byId("mixed").hidden = boxes.length === 0;
  reconcile(
    byId("mixable"),
    boxes,
    (box) => box.box,
    mixable,
    (node, box) => say(one(node, ".figure"), unmixed(box)),
  );
}

/** @param {Box} box */
const unmixed = ({ unmixed: n, verified }) => papers(typeof n === "number" ? n : (verified ?? 0));

/** @param {Box} box */
function mixable(box) {
  const id = `mix-${box.box}`;
  const tick = el("input", { id, type: "checkbox", value: box.box });
  const some = el("input", {
    id: `some-${box.box}`,
    type: "text",
    inputmode: "numeric",
    autocomplete: "off",
    "data-count": true,
  });
  return el(
    "li",
    { class: "row pick" },
    el("label", { for: id }, tick, ` ${box.name} (${box.box}, ${plain(box.kind)}) `, el("span", { class: "figure" })),
    el("p", { class: "field" }, el("label", { for: some.id }, "Only a part, papers"), some),
  );
}

export function startBringing() {
  const form = byId("mixed", HTMLFormElement);
  onSubmit(form, async () => {
    const ticked = all(byId("mixable"), "[type=checkbox]:checked", HTMLInputElement).map((tick) => tick.value);
    if (ticked.length === 0) return complain(form, "Choose the boxes that are mixed.");
    const parts = ticked.map((box) => [box, read(field(`some-${box}`))]).filter(([, n]) => n !== null);
    if (parts.some(([, n]) => n === 0))
      return complain(form, "A part of 0 papers is none: leave it blank for the whole box.");
    const reason = field("mixed-reason").value.trim();
    const fields = {
      boxes: ticked,
      ...(parts.length && { papers: Object.fromEntries(parts) }),
      ...(reason && { reason }),
    };
    if (await send("mixed", fields)) clear(form);
    return null;
  });
}
