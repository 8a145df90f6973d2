/** The officer's decisions: each a form, then the sentence that will be minuted, then recorded. */

import { OutOfTouch, get } from "../hall/api.js";
import { lines, startChoosing } from "../shared/choosing.js";
import { byId, el, reconcile, say } from "../hall/dom.js";
import { complain, requiredText } from "../hall/fields.js";
import { clock, grouped } from "../hall/figures.js";
import { figures } from "../shared/minuted.js";
import { options } from "../shared/options.js";
import * as rare from "./rare.js";
import * as seats from "./seats.js";
import { namesOf } from "../shared/words.js";

let standing = null;

const overridable = () =>
  standing.findings.filter((finding) => finding.severity === "blocks" && !finding.overridden && finding.overridable);

/** What the hall would record, and is of no use yet (or any more): it is not offered. */
const OF_USE = {
  provisional: () => standing.state !== "provisional",
  overridden: () => overridable().length > 0 && standing.state !== "verifying",
};

/** Whether a decision is offered: the standing says what this officer may record now. */
const offered = (act) => standing.may.includes(act) && (OF_USE[act]?.() ?? true);

/** What each form asks to record: {fields, sentence, details, yes}, or null where it complains. */
const ASKED = {
  "verification-closed": (form) => {
    const reason = form.elements.reason.value.trim();
    return {
      fields: reason ? { reason } : {},
      sentence: `Verification of ${standing.name} is closed with ${grouped(standing.verified)} papers verified.`,
      details: reason ? [["Reason", reason, "closed-reason"]] : [],
      yes: "Close verification",
    };
  },
  provisional: (form) => {
    const told = lines(form.elements.told);
    if (told.length === 0) return complain(form, "Name those who are told, one a line.");
    return {
      fields: { told, seen: standing.seen },
      sentence: `The provisional result of ${standing.name} is shared with ${told.join(", ")}.`,
      details: [["Told", told.join(", "), "told"], ...figures(standing)],
      yes: "Share the provisional result",
    };
  },
  recount: (form) => {
    const { scope, kind, asked_by, granted } = form.elements;
    const by = requiredText(asked_by, "Who asked for it?");
    if (by === null) return null;
    if (!granted.value) return complain(form, "Granted or refused?");
    const reason = requiredText(form.elements.reason, "Give the reason: it is minuted.");
    if (reason === null) return null;
    const unit = standing.units[scope.value];
    const what = `${kind.selectedOptions[0].text} of ${unit ? unit.name : "the whole contest"}`;
    const answer = granted.value === "yes" ? "granted" : "refused";
    return {
      fields: { scope: unit ? { unit: unit.unit } : { contest: true }, kind: kind.value, asked_by: by, granted: answer === "granted", reason },
      sentence: `A recount of ${standing.name}, asked for by ${by}, is ${answer}: ${reason}`,
      details: [["What", what, "scope"], ["Asked by", by, "asked_by"], ["Decision", answer, answer], ["Reason", reason, "recount-reason"]],
      yes: answer === "granted" ? "Grant the recount" : "Refuse the recount",
    };
  },
  lot: (form) => {
    const { among, to } = standing.needs.lot;
    const chosen = [...byId("drawn").querySelectorAll("select")].map((select) => select.value).filter(Boolean);
    if (chosen.length === 0 || new Set(chosen).size < chosen.length) return complain(form, "Choose who was drawn, each once.");
    const method = requiredText(form.elements.method, "Say how it was drawn.");
    if (method === null) return null;
    const witnesses = lines(form.elements.witnesses);
    if (witnesses.length === 0) return complain(form, "Name those who watched.");
    const name = namesOf(standing);
    return {
      fields: { among, chosen, to, method, witnesses },
      sentence: `Votes being equal between ${among.map(name).join(", ")}, the lot fell on ${chosen.map(name).join(", then ")}.`,
      details: [["To", to.replaceAll("-", " ")], ["Drawn", chosen.map(name).join(", then "), "drawn-0"], ["How", method, "method"], ["Watched by", witnesses.join(", "), "witnesses"]],
      yes: "Record the lot",
    };
  },
  overridden: (form) => {
    const findings = [...form.querySelectorAll("[name=findings]:checked")].map((tick) => tick.value);
    if (findings.length === 0) return complain(form, "Choose the findings.");
    const reason = requiredText(form.elements.reason, "Give the reason: it is printed.");
    if (reason === null) return null;
    return {
      fields: { findings, reason },
      sentence: `In the count of ${standing.name} these findings are set aside: ${reason}`,
      details: overridable().filter(({ code }) => findings.includes(code)).map(({ words }) => ["Finding", words]).concat([["Reason", reason, "override-reason"]]),
      yes: "Propose to override",
    };
  },
  declared: () => ({
    fields: { seen: standing.seen },
    sentence: `The result of ${standing.name} is declared with these figures.`,
    details: figures(standing),
    yes: "Propose this declaration",
  }),
  released: (form) => {
    const { board } = form.elements;
    if (!board.value) return complain(form, "Choose the board.");
    return {
      fields: { board: board.value, ...(board.value === ownBoard() && { contest: standing.contest }) },
      sentence: `The board “${board.selectedOptions[0].text}” of ${standing.name} is released to the screens.`,
      yes: "Release the board",
    };
  },
};

/** Begin: the buttons open one form at a time. */
export function startDecisions() {
  const rarely = Object.entries({ ...rare.ASKED, ...seats.ASKED }).map(([act, asked]) => [act, (form) => asked(form, standing)]);
  startChoosing({ ...ASKED, ...Object.fromEntries(rarely) }, { released: offerBoards });
}

/** Bring the buttons and the choices inside the forms up to date. */
export function showDecisions(newest) {
  standing = newest;
  for (const opener of document.querySelectorAll("[data-decision]")) opener.hidden = !offered(opener.dataset.decision);
  showPrimary();
  rare.showRare(standing);
  seats.showWonHere(standing);
  options(byId("scope"), [["", "The whole contest"], ...Object.values(standing.units).map((unit) => [unit.unit, unit.name])]);
  reconcile(byId("overridable"), overridable(), ({ code }) => code, override, (node, { words }) => say(node.querySelector("span"), words));
  const lot = standing.needs?.lot;
  if (lot) showLot(lot);
}

/** What a contest waits for stands out where it may be decided; closing verification only once every box is verified. */
const URGENT = ["lot", "constituency-seats", "verification-closed", "provisional", "declared"];
const TO_CLOSE = 4;

function showPrimary() {
  const due = { "constituency-seats": Boolean(standing.needs?.seats), "verification-closed": standing.waits.rank === TO_CLOSE };
  const primary = URGENT.find((act) => offered(act) && (due[act] ?? true));
  for (const opener of document.querySelectorAll("[data-decision]")) opener.classList.toggle("act", opener.dataset.decision === primary);
}

function override({ code }) {
  const id = `override-${code}`;
  return el("li", { class: "row pick" }, el("label", { for: id }, el("input", { id, name: "findings", type: "checkbox", value: code }), el("span")));
}

const PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

function showLot({ among, to }) {
  const name = namesOf(standing);
  say(byId("lot-words"), `Votes are equal between ${among.map(name).join(", ")}. The lot decides: ${to.replaceAll("-", " ")}. Draw it in view of all; enter what was drawn.`);
  const key = among.join(" ");
  if (byId("drawn").dataset.among === key) return;
  byId("drawn").dataset.among = key;
  byId("drawn").replaceChildren(
    ...among.map((_, at) => {
      const id = `drawn-${at}`;
      const select = el("select", { id });
      options(select, [["", at === 0 ? "Choose" : "Nobody"], ...among.map((candidate) => [candidate, name(candidate)])]);
      return el("p", { class: "field wide" }, el("label", { for: id }, `Drawn ${PLACES[at] ?? at + 1}`), select);
    }),
  );
}

const ownBoard = () => `result-${standing.contest}`;

/** The contest's own result first, then the boards of the whole hall; not other contests' results. */
async function offerBoards() {
  try {
    const { status, answer } = await get("/api/boards");
    if (status !== 200) return;
    const own = answer.boards.filter(({ board }) => board === ownBoard());
    const open = ["announcement", "recount"]; // said aloud: nobody has to release them
    const others = answer.boards.filter(({ board }) => !board.startsWith("result-") && !open.includes(board));
    options(byId("board"), [...own, ...others].map(({ board, title }) => [board, title]));
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    complain(byId("board").form, "The hall does not answer.");
  }
}

/** The words beside the name: how far the contest has come. */
export function stageWords({ state, result, attempt }) {
  const count = attempt > 1 ? `, count ${attempt}` : "";
  if (state === "declared") return `✓ declared ${clock(result?.declared_at)}${count}`;
  return `${state}${count}`;
}
