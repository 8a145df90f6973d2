/** Findings in plain words: what stops the declaration, and what must be explained. */

import { el, reconcile, say } from "./dom.js";
import { fault, onSubmit, requiredText } from "./fields.js";
import { record } from "./page.js";

/** A finding is the same finding while its code and its piles are. */
export const keyOf = (finding) => [finding.code, ...(finding.piles ?? [])].join(" ");

/** Show findings in a list. With `contest`, those to be explained get a form for it. */
export function showFindings(list, findings, contest = null) {
  reconcile(list, findings, keyOf, (finding) => build(finding, contest), update);
}

function build(finding, contest) {
  const node = el(
    "li",
    { class: "finding" },
    el("p", { class: "mark" }),
    el("p", { class: "words" }),
    el("p", { class: "remedy" }),
    el("p", { class: "law" }),
    el("p", { class: "explained" }),
  );
  if (contest && finding.severity === "explain") node.append(explain(finding, contest));
  return node;
}

function update(node, finding) {
  const blocks = finding.severity === "blocks";
  const settled = finding.explained || finding.overridden;
  node.dataset.severity = settled ? "settled" : finding.severity;
  const [mark, words, remedy, law, explained] = node.children;
  say(mark, finding.overridden ? "✓ Overridden" : finding.explained ? "✓ Explained" : blocks ? "■ Stops the declaration" : "▲ To be explained");
  say(words, finding.words);
  say(remedy, settled ? "" : (finding.remedy ?? ""));
  say(law, finding.law ?? "");
  say(explained, finding.explained ? `“${finding.explained}”` : "");
  const form = node.querySelector("form");
  if (form) form.hidden = Boolean(settled);
}

let forms = 0;

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
