/** The officer's decisions: each a form, then the sentence that will be minuted, then recorded. */

import { OutOfTouch, get } from "../hall/api.js";
import { lines, startChoosing } from "../shared/choosing.js";
import { all, byId, el, maybe, named, one, reconcile, say, select } from "../hall/dom.js";
import { complain, requiredText } from "../hall/fields.js";
import { clock, grouped, plain } from "../hall/figures.js";
import { figures } from "../shared/minuted.js";
import { options } from "../shared/options.js";
import * as rare from "./rare.js";
import * as seats from "./seats.js";
import { namesOf } from "../shared/words.js";

/** @type {Standing} */
let standing;

const overridable = () =>
  standing.findings.filter((finding) => finding.severity === "blocks" && !finding.overridden && finding.overridable);

/** What the hall would record, and is of no use yet (or any more): it is not offered. */
/** @type {Record<string, () => boolean>} */
const OF_USE = {
  provisional: () => standing.state !== "provisional",
  overridden: () => overridable().length > 0 && standing.state !== "verifying",
};

/**
 * Whether a decision is offered: the standing says what this officer may record now.
 * @param {string} act
 */
const offered = (act) => standing.may.includes(act) && (OF_USE[act]?.() ?? true);

/**
 * What each form asks to record; null where it complains.
 * @type {Record<string, (form: HTMLFormElement) => Asked | null>}
 */
const ASKED = {
  "verification-closed": (form) => {
    const reason = named(form, "reason").value.trim();
    return {
      fields: reason ? { reason } : {},
      sentence: `Verification of ${standing.name} is closed with ${grouped(standing.verified)} papers verified.`,
      details: reason ? [["Reason", reason, "closed-reason"]] : [],
      yes: "Close verification",
    };
  },
  provisional: (form) => {
    const told = lines(named(form, "told"));
    if (told.length === 0) return complain(form, "Name those who are told, one a line.");
    return {
      fields: { told, seen: standing.seen },
      sentence: `The provisional result of ${standing.name} is shared with ${told.join(", ")}.`,
      details: [["Told", told.join(", "), "told"], ...figures(standing)],
      yes: "Share the provisional result",
    };
  },
  recount: (form) => {
    const by = requiredText(named(form, "asked_by"), "Who asked for it?");
    if (by === null) return null;
    const ticked = maybe(form, "[name=granted]:checked", HTMLInputElement);
    if (!ticked) return complain(form, "Granted or refused?");
    const reason = requiredText(named(form, "reason"), "Give the reason: it is minuted.");
    if (reason === null) return null;
    const granted = ticked.value === "yes";
    const answer = granted ? "granted" : "refused";
    const unit = standing.units[named(form, "scope").value];
    const scope = unit ? { unit: unit.unit } : { contest: true };
    const kind = one(form, "[name=kind]", HTMLSelectElement);
    return {
      fields: { scope, kind: kind.value, asked_by: by, granted, reason },
      sentence: `A recount of ${standing.name}, asked for by ${by}, is ${answer}: ${reason}`,
      details: [
        ["What", `${kind.selectedOptions[0].text} of ${unit ? unit.name : "the whole contest"}`, "scope"],
        ["Asked by", by, "asked_by"],
        ["Decision", answer, answer],
        ["Reason", reason, "recount-reason"],
      ],
      yes: answer === "granted" ? "Grant the recount" : "Refuse the recount",
    };
  },
  lot: (form) => {
    const lot = standing.needs?.lot;
    if (!lot) return complain(form, "No lot has to be drawn any more.");
    const { among, to } = lot;
    const chosen = drawn();
    if (chosen.length === 0 || new Set(chosen).size < chosen.length)
      return complain(form, "Choose who was drawn, each once.");
    const method = requiredText(named(form, "method"), "Say how it was drawn.");
    if (method === null) return null;
    const witnesses = lines(named(form, "witnesses"));
    if (witnesses.length === 0) return complain(form, "Name those who watched.");
    const name = namesOf(standing);
    return {
      fields: { among, chosen, to, method, witnesses },
      sentence:
        `Votes being equal between ${among.map(name).join(", ")}, ` +
        `the lot fell on ${chosen.map(name).join(", then ")}.`,
      details: [
        ["To", plain(to)],
        ["Drawn", chosen.map(name).join(", then "), "drawn-0"],
        ["How", method, "method"],
        ["Watched by", witnesses.join(", "), "witnesses"],
      ],
      yes: "Record the lot",
    };
  },
  overridden: (form) => {
    const findings = all(form, "[name=findings]:checked", HTMLInputElement).map((tick) => tick.value);
    if (findings.length === 0) return complain(form, "Choose the findings.");
    const reason = requiredText(named(form, "reason"), "Give the reason: it is printed.");
    if (reason === null) return null;
    const chosen = overridable().filter(({ code }) => findings.includes(code));
    return {
      fields: { findings, reason },
      sentence: `In the count of ${standing.name} these findings are set aside: ${reason}`,
      details: [
        ...chosen.map(({ words }) => /** @type {Detail} */ (["Finding", words])),
        ["Reason", reason, "override-reason"],
      ],
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
    const board = one(form, "[name=board]", HTMLSelectElement);
    if (!board.value) return complain(form, "Choose the board.");
    return {
      fields: { board: board.value, ...(board.value === ownBoard() && { contest: standing.contest }) },
      sentence: `The board “${board.selectedOptions[0].text}” of ${standing.name} is released to the screens.`,
      yes: "Release the board",
    };
  },
};

/** Who was drawn, in the order in which they were. */
const drawn = () =>
  all(byId("drawn"), "select", HTMLSelectElement)
    .map(({ value }) => value)
    .filter(Boolean);

/** Begin: the buttons open one form at a time. */
export function startDecisions() {
  const asked = { ...ASKED };
  for (const [act, rarely] of Object.entries({ ...rare.ASKED, ...seats.ASKED }))
    asked[act] = (form) => rarely(form, standing);
  startChoosing(asked, { released: offerBoards });
}

/** The buttons that open a decision. */
const openers = () => all(document, "[data-decision]");

/**
 * Bring the buttons and the choices inside the forms up to date.
 * @param {Standing} newest
 */
export function showDecisions(newest) {
  standing = newest;
  for (const opener of openers()) opener.hidden = !offered(opener.dataset.decision ?? "");
  showPrimary();
  rare.showRare(standing);
  seats.showWonHere(standing);
  const units = Object.values(standing.units).map((unit) => [unit.unit, unit.name]);
  options(select("scope"), [["", "The whole contest"], ...units]);
  reconcile(
    byId("overridable"),
    overridable(),
    ({ code }) => code,
    override,
    (node, { words }) => say(one(node, "span"), words),
  );
  const lot = standing.needs?.lot;
  if (lot) showLot(lot);
}

/** What a contest waits for stands out where it may be decided; closing verification once every box is verified. */
const URGENT = ["lot", "constituency-seats", "verification-closed", "provisional", "declared"];
const TO_CLOSE = 4;

function showPrimary() {
  /** @type {Record<string, boolean>} */
  const due = {
    "constituency-seats": Boolean(standing.needs?.seats),
    "verification-closed": standing.waits.rank === TO_CLOSE,
  };
  const primary = URGENT.find((act) => offered(act) && (due[act] ?? true));
  for (const opener of openers()) opener.classList.toggle("act", opener.dataset.decision === primary);
}

/** @param {Finding} finding */
function override({ code }) {
  const id = `override-${code}`;
  const tick = el("input", { id, name: "findings", type: "checkbox", value: code });
  return el("li", { class: "row pick" }, el("label", { for: id }, tick, el("span")));
}

const PLACES = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

/** @param {LotNeededShape} lot */
function showLot({ among, to }) {
  const name = namesOf(standing);
  say(
    byId("lot-words"),
    `Votes are equal between ${among.map(name).join(", ")}. The lot decides: ${plain(to)}. ` +
      "Draw it in view of all; enter what was drawn.",
  );
  const key = among.join(" ");
  if (byId("drawn").dataset.among === key) return;
  byId("drawn").dataset.among = key;
  byId("drawn").replaceChildren(
    ...among.map((_, at) => {
      const id = `drawn-${at}`;
      const choice = el("select", { id });
      options(choice, [["", at === 0 ? "Choose" : "Nobody"], ...among.map((person) => [person, name(person)])]);
      return el("p", { class: "field wide" }, el("label", { for: id }, `Drawn ${PLACES[at] ?? at + 1}`), choice);
    }),
  );
}

const ownBoard = () => `result-${standing.contest}`;

/** The contest's own result first, then the boards of the whole hall; not other contests' results. */
async function offerBoards() {
  try {
    const { status, answer } = await get("/api/boards");
    if (status !== 200) return;
    /** @type {Choice[]} */
    const boards = answer.boards;
    const own = boards.filter(({ board }) => board === ownBoard());
    const open = ["announcement", "recount"]; // said aloud: nobody has to release them
    const others = boards.filter(({ board }) => !board.startsWith("result-") && !open.includes(board));
    options(
      select("board"),
      [...own, ...others].map(({ board, title }) => [board, title]),
    );
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    complain(one(document, "[data-form=released]", HTMLFormElement), "The hall does not answer.");
  }
}

/**
 * The words beside the name: how far the contest has come.
 * @param {Standing} standing
 */
export function stageWords({ state, result, attempt }) {
  const count = attempt > 1 ? `, count ${attempt}` : "";
  if (state === "declared") return `✓ declared ${result ? clock(result.declared_at) : ""}${count}`;
  return `${state}${count}`;
}
