/** What has become of each act, in words: kept, sent, saved; and each refusal until it has been seen. */

import { byId, button, el, reconcile, say } from "./dom.js";
import { held, onAnswered, outbox, seen } from "./outbox.js";

const SAVED = "counthall-saved";
const OF_PAPER = new Set([
  "mixed",
  "handed",
  "bundle",
  "block",
  "sheet",
  "doubtful",
  "adjudicated",
  "sorted",
  "strayed",
  "handed-over",
  "retrieved",
]);

/** What to do now, by the kind of refusal: first with paper in the hand, then without. */
/** @type {Record<string, [withPaper: string, without: string]>} */
const REMEDIES = {
  malformed: [
    "Keep these papers in front of you, apart from those already counted. Look at what is said below, then key them " +
      "again.",
    "Look at what is said below, then key it again.",
  ],
  who: [
    "Leave these papers where they are, mark them “not keyed”, and call an officer.",
    "Ask an officer: this is not yours to record here.",
  ],
  state: [
    "Keep these papers apart, mark them “not keyed”, and put right what is said below before you key them again.",
    "Put right what is said below, then do it again.",
  ],
  attempt: [
    "This unit is being counted again. Take the slip off: these papers belong with the unsorted papers of the new " +
      "count.",
    "This unit is being counted again: look at the figures, then do it again.",
  ],
  stale: [
    "The figures changed meanwhile. Keep these papers apart, look again, and key them again.",
    "The figures changed while you looked. Look at them again, then decide again.",
  ],
  gate: [
    "Something stands in the way: it is listed below.",
    "Something stands in the way: it is listed below. Put it right, then decide again.",
  ],
  "id-reused": ["Keep these papers apart and key them again.", "Do it again."],
};

/** Show the outbox on this page, and keep it shown. */
export function showSending() {
  outbox.addEventListener("change", draw);
  onAnswered((outcome) => {
    if (outcome.saved) sessionStorage.setItem(SAVED, String(saved() + 1));
    draw();
  });
  draw();
}

const saved = () => Number(sessionStorage.getItem(SAVED) ?? "0");

async function draw() {
  const line = byId("sending");
  let entries;
  try {
    entries = await held();
  } catch {
    line.dataset.state = "broken";
    say(line, "■ This device cannot keep what you key. Do not key here: use another tablet.");
    return;
  }
  const mine = entries.filter((entry) => !entry.foreign);
  /** @param {Entry["state"]} state */
  const count = (state) => mine.filter((entry) => entry.state === state).length;
  const kept = count("kept");
  const sent = count("sent");
  const refused = count("refused");
  line.dataset.state = refused ? "refused" : kept ? "kept" : sent ? "sent" : "saved";
  const mark = refused ? "■" : kept ? "◑" : sent ? "◐" : "✓";
  const foreign = entries.filter((entry) => entry.foreign && entry.state !== "refused");
  const whose = [...new Set(foreign.map((entry) => JSON.parse(entry.person)[0]))].join(", ");
  say(
    line,
    `${mark} kept ${kept} · sent ${sent} · saved ${saved()}` +
      (refused ? ` · not recorded ${refused}` : "") +
      (foreign.length ? `. ${foreign.length} more kept here for ${whose}, sent when ${whose} signs in.` : ""),
  );
  byId("look").hidden = refused === 0;
  reconcile(
    byId("refusals"),
    mine.filter((entry) => entry.state === "refused"),
    (entry) => entry.place,
    refusal,
  );
}

/** @param {Entry} entry */
function refusal(entry) {
  const { refused, words, fields = {}, findings = [] } = entry.refusal ?? {};
  /** @param {Finding} finding */
  const line = (finding) => el("li", {}, `${finding.words} ${finding.remedy ?? ""}`);
  const remedy = (REMEDIES[refused] ?? REMEDIES.state)[OF_PAPER.has(entry.body.act) ? 0 : 1];
  return el(
    "article",
    { class: "refusal" },
    el("h2", {}, `■ Not recorded: ${entry.words}`),
    el("p", { class: "remedy" }, remedy),
    words ? el("p", {}, words) : null,
    el(
      "ul",
      {},
      ...Object.entries(fields).map(([field, fault]) => el("li", {}, `${field.replaceAll("_", " ")} ${fault}`)),
    ),
    el("ul", {}, ...findings.map(line)),
    button("I have seen this", () => seen(entry), { class: "act" }),
  );
}
