/** Screens and tablets: join them by the code they show, name and set them, take them away. */

import { Feed } from "/static/display/feed.js";
import { OutOfTouch, call, get, post } from "../hall/api.js";
import { button, byId, el, reconcile, say } from "../hall/dom.js";
import { onSubmit } from "../hall/fields.js";
import { clock } from "../hall/figures.js";
import { did, start } from "../hall/page.js";

const THEMES = [["", "As the screen prefers"], ["light", "Light, for a bright hall"], ["dark", "Dark, for a projector"]];
let choices = [];
const titles = new Map();
const units = [...byId("device-unit").options].map(({ value, text }) => [value, text]);

start({ live: false });

onSubmit(byId("join"), async () => {
  const [code, name, unit] = ["code", "name", "unit"].map((field) => byId("join").elements[field].value.trim());
  const answer = await sent("POST", "/api/devices", { code, name, ...(unit && { unit }) });
  if (answer === null) return;
  did(`${answer.name} has joined the hall.`);
  byId("join").reset();
  byId("code-typed").focus();
});

onSubmit(byId("pin"), async () => {
  const pinned = byId("pin-board").value;
  if ((await sent("POST", "/api/screens", { pinned })) !== null) did(`${titles.get(pinned)} stays on every screen until you let it go.`);
});

byId("let-go").addEventListener("click", async () => {
  if ((await sent("POST", "/api/screens", { pinned: "" })) !== null) did("Every screen turns its boards over again.");
});

/** Send to the hall; what it refuses is said where it can be put right. Gives its answer, or null. */
async function sent(method, path, body, fault = byId("said")) {
  say(fault, "");
  try {
    const { status, answer } = await call(method, path, body);
    if (status < 300) return answer;
    const fields = Object.entries(answer.fields ?? {}).map(([field, words]) => `${field} ${words}`);
    say(fault, [answer.words, ...fields].join(" "));
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    say(fault, "The hall does not answer: look whether it was done before you try again.");
  }
  return null;
}

// ------------------------------------------------------------------------------------------- what there is

function show(devices) {
  for (const kind of ["screen", "tablet"]) {
    const list = devices.filter((device) => device.kind === kind);
    byId(`no-${kind}s`).hidden = list.length > 0;
    reconcile(byId(`${kind}s`), list, ({ id }) => id, make, update);
  }
}

const newest = new Map();

function make(device) {
  const node = el("li", { class: "device" });
  const fault = el("p", { class: "fault", role: "alert" });
  const head = el("div", { class: "head" }, el("h3", {}), el("span", { "data-touch": true }), takeAway(device, fault));
  node.append(head, el("p", { "data-summary": true }), device.kind === "screen" ? screenForm(device.id, fault) : tabletForm(device.id, fault), fault);
  return node;
}

function update(node, device) {
  newest.set(device.id, device);
  say(node.querySelector("h3"), device.name);
  const touch = node.querySelector("[data-touch]");
  touch.className = device.in_touch ? "here" : "away";
  say(touch, device.in_touch ? "● in touch" : "▲ out of touch");
  say(node.querySelector("[data-summary]"), summary(device));
}

function summary({ kind, unit, settings, paired_at: at, paired_by: by }) {
  const joined = `Joined ${clock(at)} by ${by}.`;
  if (kind === "tablet") return `${units.find(([id]) => id === unit)?.[1] ?? unit}. ${joined}`;
  const { boards, hold, distance, diagonal, pinned } = settings;
  const shown = pinned ? `Pinned: ${titles.get(pinned) ?? pinned}.` : `In turn, ${hold} s each: ${boards.map((board) => titles.get(board) ?? board).join(", ")}.`;
  const size = distance && diagonal ? ` Read from ${distance} m on ${diagonal} inches.` : "";
  return `${shown}${size} ${joined}`;
}

function takeAway({ id }, fault) {
  const place = el("span", { class: "choices" });
  const ask = button("Take away", () => place.replaceChildren(yes, no));
  const yes = button("Yes, it goes dark", async () => {
    const { name } = newest.get(id);
    if ((await sent("DELETE", `/api/devices/${id}`, undefined, fault)) !== null) did(`${name} was taken away.`);
  });
  const no = button("Keep it", () => place.replaceChildren(ask));
  place.append(ask);
  return place;
}

// ------------------------------------------------------------------------------------------- how it is set

const field = (words, input) => el("p", { class: "field" }, el("label", { for: input.id }, words), input);
const select = (id, name, pairs) => el("select", { id, name }, ...pairs.map(([value, words]) => el("option", { value }, words)));

function screenForm(id, fault) {
  const own = (name) => `${name}-${id}`;
  const boards = choices.map(({ board, title }) =>
    el("p", { class: "tick" }, el("input", { type: "checkbox", id: own(board), name: "boards", value: board }), el("label", { for: own(board) }, title)),
  );
  const form = el(
    "form",
    {},
    el("fieldset", {}, el("legend", {}, "Boards in turn"), el("div", { class: "turns" }, ...boards)),
    el(
      "div",
      { class: "inline" },
      field("Name", el("input", { type: "text", id: own("name"), name: "name", autocomplete: "off", maxlength: 40 })),
      field("Seconds each", el("input", { type: "text", inputmode: "numeric", id: own("hold"), name: "hold", autocomplete: "off" })),
      field("Back row, metres", el("input", { type: "text", inputmode: "decimal", id: own("distance"), name: "distance", autocomplete: "off" })),
      field("Screen, inches across", el("input", { type: "text", inputmode: "decimal", id: own("diagonal"), name: "diagonal", autocomplete: "off" })),
      field("Light or dark", select(own("theme"), "theme", THEMES)),
      field("Pinned", select(own("pinned"), "pinned", [["", "Nothing: boards in turn"], ...pinnable()])),
    ),
    el("button", { class: "act" }, "Set the screen so"),
  );
  const details = el("details", {}, el("summary", {}, "Set this screen"), form);
  details.addEventListener("toggle", () => details.open && fill(form, newest.get(id)));
  onSubmit(form, async () => {
    const { name, hold, distance, diagonal, theme, pinned } = form.elements;
    const ticked = [...form.querySelectorAll("[name=boards]:checked")].map(({ value }) => value);
    const number = (input) => (input.value.trim() === "" ? 0 : Number(input.value.replace(",", ".")));
    const settings = { boards: ticked, hold: number(hold), distance: number(distance), diagonal: number(diagonal), theme: theme.value, pinned: pinned.value };
    if ((await sent("POST", `/api/devices/${id}`, { name: name.value, settings }, fault)) === null) return;
    did(`${name.value.trim()} is set.`);
    details.open = false;
  });
  return details;
}

function fill(form, { name, settings }) {
  form.elements.name.value = name;
  for (const key of ["hold", "distance", "diagonal", "theme", "pinned"]) form.elements[key].value = settings[key] || "";
  for (const box of form.querySelectorAll("[name=boards]")) box.checked = settings.boards.includes(box.value);
}

function tabletForm(id, fault) {
  const form = el("form", { class: "inline" }, field("Table", select(`unit-${id}`, "unit", units.slice(1))), el("button", {}, "It lies at this table now"));
  const details = el("details", {}, el("summary", {}, "Move this tablet"), form);
  details.addEventListener("toggle", () => details.open && (form.elements.unit.value = newest.get(id).unit));
  onSubmit(form, async () => {
    if ((await sent("POST", `/api/devices/${id}`, { unit: form.elements.unit.value }, fault)) === null) return;
    did(`${newest.get(id).name} was moved.`);
    details.open = false;
  });
  return details;
}

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
