/** Findings in plain words: what stops the declaration, and what must be explained. */

import { button, el, maybe, one, reconcile, say } from "../hall/dom.js";
import { fault, onSubmit, requiredText } from "../hall/fields.js";
import { record } from "../hall/page.js";

/**
 * A finding is the same finding while its code and its piles are.
 * @param {Finding} finding
 */
export const keyOf = (finding) => [finding.code, ...(finding.piles ?? [])].join(" ");

/**
 * Show findings in a list. With `contest`, those to be explained get a form for it; with `links`, each has one
 * to where it is mended, as the hall says.
 * @param {Element} list
 * @param {Finding[]} findings
 * @param {string | null} [contest]
 * @param {boolean} [links]
 */
export function showFindings(list, findings, contest = null, links = false) {
  reconcile(
    list,
    findings,
    keyOf,
    (finding) => build(finding, contest),
    (node, finding) => update(node, finding, links),
  );
}

/**
 * @param {Finding} finding
 * @param {string | null} contest
 */
function build(finding, contest) {
  const node = el(
    "li",
    { class: "finding" },
    el("p", { class: "words" }, el("span", { class: "mark" }), " ", el("span")),
    el("p", { class: "remedy" }, el("span"), " ", el("span", { class: "law" })),
    el("p", { class: "mend" }),
    el("p", { class: "explained" }),
  );
  if (contest && finding.severity === "explain") node.append(explain(finding, contest));
  return node;
}

/** @type {Record<string, [sign: string, meaning: string]>} */
const MARKS = { blocks: ["■", "Stops the declaration:"], explain: ["▲", "To be explained:"], settled: ["✓", ""] };

/**
 * @param {HTMLElement} node
 * @param {Finding} finding
 * @param {boolean} links
 */
function update(node, finding, links) {
  const settled = Boolean(finding.explained || finding.overridden);
  node.dataset.severity = settled ? "settled" : finding.severity;
  const [sign, meaning] = MARKS[node.dataset.severity];
  const ended = finding.overridden ? "Overridden:" : "Explained:";
  mark(one(node, ".words > .mark"), sign, settled ? ended : meaning);
  say(one(node, ".words > :last-child"), finding.words);
  say(one(node, ".remedy > :first-child"), settled ? "" : finding.remedy);
  say(one(node, ".remedy > .law"), settled ? "" : finding.law);
  showMending(one(node, ".mend"), settled || !links ? null : (finding.mend ?? null));
  say(one(node, ".explained"), finding.explained ? `“${finding.explained}”` : "");
  const form = maybe(node, "form", HTMLFormElement);
  if (form) form.hidden = settled;
}

/**
 * A sign for the eye, and its meaning for the ear.
 * @param {HTMLElement} node
 * @param {string} sign
 * @param {string} meaning
 */
function mark(node, sign, meaning) {
  if (node.dataset.meaning === `${sign}${meaning}`) return;
  node.dataset.meaning = `${sign}${meaning}`;
  node.replaceChildren(el("span", { "aria-hidden": "true" }, sign), el("span", { class: "unseen" }, meaning));
}

/**
 * @param {HTMLElement} node
 * @param {MendShape | null} place
 */
function showMending(node, place) {
  const key = place ? `${place.href ?? place.decision} ${place.words}` : "";
  if (node.dataset.key === key) return;
  node.dataset.key = key;
  node.replaceChildren();
  if (place?.decision) {
    const opener = maybe(document, `[data-decision="${place.decision}"]`);
    if (opener && !opener.hidden) node.append(button(place.words, () => opener.click()));
    else delete node.dataset.key;
  } else if (place) node.append(el("a", { href: place.href }, place.words));
}

let forms = 0;

/**
 * @param {Finding} finding
 * @param {string} contest
 */
function explain(finding, contest) {
  const id = `explain-${(forms += 1)}`;
  const input = el("textarea", { id, rows: "2", autocomplete: "off" });
  const form = el(
    "form",
    {},
    el("p", { class: "field wide" }, el("label", { for: id }, "Your explanation, as it will be printed"), input),
    el("button", {}, "Record the explanation"),
  );
  onSubmit(form, async () => {
    const words = requiredText(input, "Write the explanation: it is printed.");
    if (words === null) return;
    const fields = { finding: finding.code, piles: finding.piles ?? [], words };
    if (await record({ contest, act: "explained", fields, words: `Explained: ${words}` })) {
      input.value = "";
      fault(input, "");
    }
  });
  return form;
}
