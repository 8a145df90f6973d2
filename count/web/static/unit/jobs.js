/**
 * One job in view: every `section[data-job]` of the page is one, named by that attribute, and the others wait. One
 * with `data-waits` is not offered before the page says so.
 * A reload comes back to the same job; which are offered follows from how the unit stands.
 */

import { all, byId, el } from "../hall/dom.js";

/** @type {Map<string, {section: HTMLElement, item: HTMLElement, button: HTMLElement, offered: boolean}>} */
const jobs = new Map();
let list = null;
/** @type {(id: string) => void} */
let opened = () => {};

/**
 * Begin. `hears(id)` is told which job comes into view.
 * @param {(id: string) => void} hears
 */
export function startJobs(hears) {
  opened = hears;
  list = byId("jobs");
  for (const section of all(document, "section[data-job]")) {
    const button = el("button", { type: "button", "aria-controls": section.id }, section.dataset.job);
    button.addEventListener("click", () => goTo(section.id));
    const item = el("li", {}, button);
    list.append(item);
    jobs.set(section.id, { section, item, button, offered: section.dataset.waits === undefined });
    item.hidden = section.dataset.waits !== undefined;
    section.hidden = true;
  }
}

/** The job in view, or null. */
export const inView = () => [...jobs.entries()].find(([, { section }]) => !section.hidden)?.[0] ?? null;

/**
 * Whether a job can be done now.
 * @param {string} id
 * @param {boolean} yes
 */
export function offer(id, yes) {
  const job = jobs.get(id);
  if (!job) return;
  job.offered = yes;
  job.item.hidden = !yes;
}

/**
 * Whether a job is offered now.
 * @param {string} id
 */
export const offered = (id) => jobs.get(id)?.offered ?? false;

/**
 * Bring a job into view.
 * @param {string} id
 */
export function goTo(id) {
  for (const [name, { section, button }] of jobs) {
    section.hidden = name !== id;
    button.setAttribute("aria-pressed", String(name === id));
  }
  if (id) history.replaceState(null, "", `#${id}`);
  opened(id);
}

/**
 * Come back to the job that the address names; where it is not offered, or none is named, to the first of `likely`.
 * @param {string[]} likely
 */
export function settle(likely) {
  const now = inView();
  if (now && jobs.get(now)?.offered) return;
  const wanted = [location.hash.slice(1), ...likely].find((id) => jobs.get(id)?.offered);
  if (wanted) goTo(wanted);
}
