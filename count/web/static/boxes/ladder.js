/**
 * The variance ladder: when a box differs from its account, one question after another, from the cheapest to
 * counting it again. What the figures can answer is answered; what people look into is ticked, with what they
 * found. All of it together is the note on the statement.
 */

import { countsAgree, isDone, neighbours, settled, variance, workOut } from "./box_figures.js";
import { all, button, childrenOf, el, maybe, one, reconcile, say } from "../hall/dom.js";
import { papers } from "../hall/figures.js";
import { signed } from "../shared/tables.js";

const MARKS = { yes: "✓", no: "▲", ask: "○" };

/**
 * A rung that people look into: what to do, and how it is noted.
 * @param {string} key
 * @param {string} title
 * @param {string} todo
 * @param {string} noted
 */
const asked = (key, title, todo, noted) => ({ key, title, todo, noted });

/** @type {Rung[]} */
const OF_STATIONS = [
  { key: "arithmetic", title: "The account’s own sums", answer: arithmetic },
  { key: "unused", title: "Unused and spoilt papers", answer: unusedAgain },
  asked(
    "packets",
    "Other packets, and the station’s log",
    "Look for ballot papers in other packets, and for what the presiding officer wrote down.",
    "Other packets and the log searched",
  ),
  asked(
    "post",
    "Returned postal votes",
    "Were postal votes that were handed in at the station added to the account’s figure?",
    "Postal votes handed in looked at",
  ),
  asked("officer", "The presiding officer", "Telephone, where it may help.", "Presiding officer asked"),
];
/** @type {Rung[]} */
const OF_POST = [
  asked(
    "sealed",
    "The number recorded when it was sealed",
    "Add up the records of the opening sessions again.",
    "Records of the openings added up again",
  ),
  asked(
    "retrieved",
    "Cancelled papers",
    "Were papers taken out of the box after it was sealed? Record them.",
    "Cancelled papers looked for",
  ),
];
/** @type {Rung[]} */
const OF_ALL = [
  asked(
    "boxes",
    "Every box of this station",
    "Was every box that was given to it opened, and is each of them empty?",
    "Every box of the station opened and empty",
  ),
  { key: "place", title: "Errors that cancel at the same place", answer: place },
  { key: "counts", title: "Two counts running that agree", answer: counts },
];

/**
 * The rungs for this box, each with its answer from the figures: {key, title, todo, noted, found}.
 * @param {Box} box
 * @param {Box[]} boxes
 */
function rungs(box, boxes) {
  const found = [...(box.kind === "postal" ? OF_POST : OF_STATIONS), ...OF_ALL];
  return found
    .map((rung) => ({ ...rung, found: rung.answer?.(box, boxes) ?? null }))
    .filter((rung) => !rung.answer || rung.found);
}

/** @param {Box} box */
function arithmetic({ account }) {
  if (!account) return { holds: false, words: "There is no account yet.", go: "account" };
  const { off, expected } = workOut(account);
  if (off === null)
    return {
      holds: false,
      words: "The account lacks its numbers or its unused papers: the number stated is used.",
      go: "account",
    };
  if (off === 0) return { holds: true, words: "They make what it states.", note: "The account’s sums are right." };
  return {
    holds: false,
    words: `It states ${papers(account.stated ?? 0)}; its figures make ${papers(expected)}, and that is used.`,
    note: `The account states ${papers(account.stated ?? 0)}, its own figures make ${papers(expected)}.`,
  };
}

/** @param {Box} box */
function unusedAgain({ account }) {
  if (account?.unused_found == null)
    return {
      holds: false,
      words: "Not counted again yet: open the packets, count, and key what was found.",
      go: "account",
    };
  const spoilt = account.spoilt_found ?? account.spoilt;
  const words = `${account.unused_found} unused${spoilt == null ? "" : ` and ${spoilt} spoilt`}, counted again`;
  return { holds: true, words: `${words}.`, note: `${words}.` };
}

/** @param {Box} box */
function counts(box) {
  const n = box.counted.length;
  if (countsAgree(box))
    return { holds: true, words: `Counts ${n - 1} and ${n} found the same.`, note: `Counts ${n - 1} and ${n} agree.` };
  return { holds: false, words: n > 1 ? `Counts ${n - 1} and ${n} differ.` : "It was counted once.", go: "counted" };
}

/**
 * Boxes of the same place: those still to be counted first, then those whose differences may cancel this one.
 * @param {Box} box
 * @param {Box[]} boxes
 */
function place(box, boxes) {
  const near = neighbours(box, boxes);
  if (!near.length) return null;
  const open = near.filter((other) => !isDone(other) && settled(other) === null);
  if (open.length)
    return {
      holds: false,
      words: `Count first: ${open.map((other) => other.box).join(", ")}.`,
      offered: differing(near),
    };
  const offered = differing(near);
  if (!offered.length) return { holds: true, words: "The other boxes of this place hold what they should." };
  return { holds: null, words: "Tick those that make this one good.", offered };
}

/** @param {Box[]} near */
const differing = (near) => near.filter((other) => variance(other));

/**
 * Show the ladder in `list`. `go(part)` opens a part of the box's work, `changed()` hears every tick and word.
 * @param {HTMLElement} list
 * @param {Box} box
 * @param {Box[]} boxes
 * @param {{ go: (part: string) => void, changed: () => void }} heard
 */
export function showLadder(list, box, boxes, { go, changed }) {
  list.dataset.box = box.box;
  reconcile(
    list,
    rungs(box, boxes),
    (rung) => `${box.box} ${rung.key}`,
    (rung) => build(rung, box, go, changed),
    (node, rung) => update(node, rung, box),
  );
}

/**
 * @param {Rung} rung
 * @param {Box} box
 * @param {(part: string) => void} go
 * @param {() => void} changed
 */
function build({ key, title, todo, noted, found }, box, go, changed) {
  const id = `rung-${key}`;
  const node = el("li", { class: "rung", "data-noted": noted ?? null });
  if (found) {
    node.append(
      el("span", { class: "mark", "aria-hidden": "true" }),
      el(
        "div",
        {},
        el("b", {}, title),
        el("p", { "data-words": true }),
        el("ul", { class: "rows", "data-offered": true }),
      ),
    );
    const part = found.go;
    if (part)
      node.append(
        button(part === "counted" ? "Count it again" : "Open the account", () => go(part), { "data-go": true }),
      );
    node.addEventListener("change", changed);
    return node;
  }
  const tick = el("input", { id, type: "checkbox" });
  const words = el("input", { id: `${id}-found`, type: "text", autocomplete: "off" });
  const told = el(
    "p",
    { class: "field wide", hidden: true },
    el("label", { for: `${id}-found` }, "What was found, if anything"),
    words,
  );
  node.append(
    el("div", {}, el("label", { for: id, class: "tick" }, tick, el("b", {}, title)), el("p", {}, todo), told),
  );
  node.addEventListener("input", () => {
    told.hidden = !tick.checked;
    changed();
  });
  return node;
}

/**
 * @param {HTMLElement} node
 * @param {"yes" | "no" | "ask"} answer
 */
function show(node, answer) {
  node.dataset.answer = answer;
  say(one(node, ".mark"), MARKS[answer]);
}

/**
 * @param {HTMLElement} node
 * @param {Rung} rung
 * @param {Box} box
 */
function update(node, { found }, box) {
  if (!found) return;
  show(node, found.holds === null ? "ask" : found.holds ? "yes" : "no");
  say(one(node, "[data-words]"), found.words);
  node.dataset.note = found.note ?? "";
  const go = maybe(node, "[data-go]");
  if (go) go.hidden = found.holds === true;
  const list = one(node, "[data-offered]");
  reconcile(
    list,
    found.offered ?? [],
    (other) => `${box.box} ${other.box}`,
    offer,
    (item, other) => {
      say(
        one(item, "[data-by]"),
        `${other.name} (${other.box}): ${signed(variance(other))}` +
          (cancels(other, box) ? ", which cancels this one" : ""),
      );
    },
  );
}

/**
 * Whether two boxes differ from their accounts by the same figure, in opposite directions.
 * @param {Box} other
 * @param {Box} box
 */
const cancels = (other, box) => (variance(other) ?? 0) === -(variance(box) ?? 0);

/** @param {Box} other */
function offer(other) {
  const id = `with-${other.box}`;
  return el(
    "li",
    { class: "row pick" },
    el(
      "label",
      { for: id },
      el("input", { id, type: "checkbox", "data-with": other.box }),
      el("span", { "data-by": true }),
    ),
  );
}

/**
 * The boxes ticked as making this one good.
 * @param {Element} list
 */
export const netted = (list) => all(list, "[data-with]:checked", HTMLInputElement).map((tick) => tick.dataset.with);

/**
 * Everything the ladder came to, in sentences.
 * @param {Element} list
 */
export function noteOf(list) {
  const said = childrenOf(list).flatMap((node) => {
    if (node.dataset.note) return [node.dataset.note];
    const tick = maybe(node, ":scope > div > label > input[type=checkbox]", HTMLInputElement);
    if (!node.dataset.noted || !tick?.checked) return [];
    const words = one(node, "input[type=text]", HTMLInputElement).value.trim().replace(/\.$/, "");
    return [`${node.dataset.noted}: ${words || "nothing found"}.`];
  });
  const others = netted(list);
  return [...said, ...(others.length ? [`Nets out with ${others.join(", ")}.`] : [])].join(" ");
}
