/** Screens and tablets: join them by the code they show, name and set them, take them away. */

import { Feed } from "/static/display/feed.js";
import { OutOfTouch, call, get } from "../hall/api.js";
import { all, button, byId, el, field, named, one, reconcile, say, select } from "../hall/dom.js";
import { onSubmit } from "../hall/fields.js";
import { clock } from "../hall/figures.js";
import { did, start } from "../hall/page.js";

/** @type {[string, string][]} */
const THEMES = [
  ["", "As the screen prefers"],
  ["light", "Light, for a bright hall"],
  ["dark", "Dark, for a projector"],
];
/** @type {Choice[]} */
let choices = [];
/** @type {Map<string, string>} */
const titles = new Map();
/** @type {[string, string][]} */
const units = [...select("device-unit").options].map(({ value, text }) => [value, text]);

start({ live: false });

const joining = byId("join", HTMLFormElement);
onSubmit(joining, async () => {
  const [code, name, unit] = ["code", "name", "unit"].map((key) => named(joining, key).value.trim());
  const answer = await sent("POST", "/api/devices", { code, name, ...(unit && { unit }) });
  if (answer === null) return;
  did(`${answer.name} has joined the hall.`);
  joining.reset();
  byId("code-typed").focus();
});

onSubmit(byId("pin", HTMLFormElement), async () => {
  const pinned = field("pin-board").value;
  if ((await sent("POST", "/api/screens", { pinned })) !== null)
    did(`${titles.get(pinned)} stays on every screen until you let it go.`);
});

byId("let-go").addEventListener("click", async () => {
  if ((await sent("POST", "/api/screens", { pinned: "" })) !== null) did("Every screen turns its boards over again.");
});

/**
 * Send to the hall; what it refuses is said where it can be put right. Gives its answer, or null.
 * @param {string} method
 * @param {string} path
 * @param {unknown} body
 * @param {HTMLElement} [fault]
 */
async function sent(method, path, body, fault = byId("said")) {
  say(fault, "");
  try {
    const { status, answer } = await call(method, path, body);
    if (status < 300) return answer;
    const fields = Object.entries(answer.fields ?? {}).map(([key, words]) => `${key} ${words}`);
    say(fault, [answer.words, ...fields].join(" "));
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    say(fault, "The hall does not answer: look whether it was done before you try again.");
  }
  return null;
}

// ------------------------------------------------------------------------------------------- what there is

/** @param {Device[]} devices */
function show(devices) {
  for (const kind of ["screen", "tablet"]) {
    const list = devices.filter((device) => device.kind === kind);
    byId(`no-${kind}s`).hidden = list.length > 0;
    reconcile(byId(`${kind}s`), list, ({ id }) => id, make, update);
  }
}

/** @type {Map<string, Device>} */
const newest = new Map();

/** @param {string} id */
function newestOf(id) {
  const device = newest.get(id);
  if (!device) throw new Error(`No device ${id} is on this page.`);
  return device;
}

/** @param {Device} device */
function make(device) {
  const node = el("li", { class: "device" });
  const fault = el("p", { class: "fault", role: "alert" });
  const head = el("div", { class: "head" }, el("h3", {}), el("span", { "data-touch": true }), takeAway(device, fault));
  node.append(
    head,
    el("p", { "data-summary": true }),
    device.kind === "screen" ? screenForm(device.id, fault) : tabletForm(device.id, fault),
    fault,
  );
  return node;
}

/**
 * @param {HTMLElement} node
 * @param {Device} device
 */
function update(node, device) {
  newest.set(device.id, device);
  say(one(node, "h3"), device.name);
  const touch = one(node, "[data-touch]");
  touch.className = device.in_touch ? "here" : "away";
  say(touch, device.in_touch ? "● in touch" : "▲ out of touch");
  say(one(node, "[data-summary]"), summary(device));
}

/** @param {Device} device */
function summary({ kind, unit, settings, paired_at: at, paired_by: by }) {
  const joined = `Joined ${clock(at)} by ${by}.`;
  if (kind === "tablet") return `${units.find(([id]) => id === unit)?.[1] ?? unit}. ${joined}`;
  const { boards, hold, distance, diagonal, pinned } = settings;
  const shown = pinned
    ? `Pinned: ${titles.get(pinned) ?? pinned}.`
    : `In turn, ${hold} s each: ${boards.map((board) => titles.get(board) ?? board).join(", ")}.`;
  const size = distance && diagonal ? ` Read from ${distance} m on ${diagonal} inches.` : "";
  return `${shown}${size} ${joined}`;
}

/**
 * @param {Device} device
 * @param {HTMLElement} fault
 */
function takeAway({ id }, fault) {
  const place = el("span", { class: "choices" });
  const ask = button("Take away", () => place.replaceChildren(yes, no));
  const yes = button("Yes, it goes dark", async () => {
    const name = newest.get(id)?.name ?? "";
    if ((await sent("DELETE", `/api/devices/${id}`, undefined, fault)) !== null) did(`${name} was taken away.`);
  });
  const no = button("Keep it", () => place.replaceChildren(ask));
  place.append(ask);
  return place;
}

// ------------------------------------------------------------------------------------------- how it is set

/**
 * @param {string} words
 * @param {HTMLElement} input
 */
const labelled = (words, input) => el("p", { class: "field" }, el("label", { for: input.id }, words), input);
/**
 * @param {string} id
 * @param {string} name
 * @param {[string, string][]} pairs
 */
const choice = (id, name, pairs) =>
  el("select", { id, name }, ...pairs.map(([value, words]) => el("option", { value }, words)));

/**
 * The form of a screen, still empty.
 * @param {string} id
 */
function settingsOf(id) {
  /** @param {string} name */
  const own = (name) => `${name}-${id}`;
  const boards = choices.map(({ board, title }) =>
    el(
      "p",
      { class: "tick" },
      el("input", { type: "checkbox", id: own(board), name: "boards", value: board }),
      el("label", { for: own(board) }, title),
    ),
  );
  return el(
    "form",
    {},
    el("fieldset", {}, el("legend", {}, "Boards in turn"), el("div", { class: "turns" }, ...boards)),
    el(
      "div",
      { class: "inline" },
      labelled(
        "Name",
        el("input", { type: "text", id: own("name"), name: "name", autocomplete: "off", maxlength: 40 }),
      ),
      labelled(
        "Seconds each",
        el("input", { type: "text", inputmode: "numeric", id: own("hold"), name: "hold", autocomplete: "off" }),
      ),
      labelled(
        "Back row, metres",
        el("input", { type: "text", inputmode: "decimal", id: own("distance"), name: "distance", autocomplete: "off" }),
      ),
      labelled(
        "Screen, inches across",
        el("input", { type: "text", inputmode: "decimal", id: own("diagonal"), name: "diagonal", autocomplete: "off" }),
      ),
      labelled("Light or dark", choice(own("theme"), "theme", THEMES)),
      labelled("Pinned", choice(own("pinned"), "pinned", [["", "Nothing: boards in turn"], ...pinnable()])),
    ),
    el("button", { class: "act" }, "Set the screen so"),
  );
}

/**
 * @param {string} id
 * @param {HTMLElement} fault
 */
function screenForm(id, fault) {
  const form = settingsOf(id);
  const details = el("details", {}, el("summary", {}, "Set this screen"), form);
  details.addEventListener("toggle", () => details.open && fill(form, newestOf(id)));
  onSubmit(form, async () => {
    const name = named(form, "name");
    const ticked = all(form, "[name=boards]:checked", HTMLInputElement).map(({ value }) => value);
    /** @param {string} key */
    const number = (key) => Number(named(form, key).value.trim().replace(",", "."));
    const settings = {
      boards: ticked,
      hold: number("hold"),
      distance: number("distance"),
      diagonal: number("diagonal"),
      theme: named(form, "theme").value,
      pinned: named(form, "pinned").value,
    };
    if ((await sent("POST", `/api/devices/${id}`, { name: name.value, settings }, fault)) === null) return;
    did(`${name.value.trim()} is set.`);
    details.open = false;
  });
  return details;
}

/**
 * @param {HTMLFormElement} form
 * @param {Device} device
 */
function fill(form, { name, settings }) {
  named(form, "name").value = name;
  for (const key of ["hold", "distance", "diagonal", "theme", "pinned"]) named(form, key).value = settings[key] || "";
  for (const box of all(form, "[name=boards]", HTMLInputElement)) box.checked = settings.boards.includes(box.value);
}

/**
 * @param {string} id
 * @param {HTMLElement} fault
 */
function tabletForm(id, fault) {
  const form = el(
    "form",
    { class: "inline" },
    labelled("Table", choice(`unit-${id}`, "unit", units.slice(1))),
    el("button", {}, "It lies at this table now"),
  );
  const details = el("details", {}, el("summary", {}, "Move this tablet"), form);
  details.addEventListener("toggle", () => details.open && (named(form, "unit").value = newestOf(id).unit));
  onSubmit(form, async () => {
    if ((await sent("POST", `/api/devices/${id}`, { unit: named(form, "unit").value }, fault)) === null) return;
    did(`${newestOf(id).name} was moved.`);
    details.open = false;
  });
  return details;
}

/** @returns {[string, string][]} */
const pinnable = () => choices.filter(({ board }) => board !== "result").map(({ board, title }) => [board, title]);

try {
  const { status, answer } = await get("/api/devices");
  if (status === 200) {
    choices = answer.choices;
    for (const { board, title } of choices) titles.set(board, title);
    byId("pin-board").append(...pinnable().map(([value, words]) => el("option", { value }, words)));
    show(answer.devices);
  }
} catch (error) {
  if (!(error instanceof OutOfTouch)) throw error;
  say(byId("said"), "The hall does not answer. Load this page again.");
}
new Feed("/live/devices", { heard: ({ data }) => show(data.devices) }).open();
