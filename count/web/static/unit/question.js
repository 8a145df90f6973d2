/** One calm question where the hand is: beside what was keyed, over nothing, answered with two buttons. */

/** @typedef {HTMLElement & {answer?: ((answer: boolean) => void) | null}} Asking */

import { button, el } from "../hall/dom.js";

/**
 * Ask in `line`. Resolves with true for `yes`; with false for going back, or where the question is taken away
 * because what it asks about was changed.
 * @param {Asking} line
 * @param {string} words
 * @param {string} yes
 */
export function question(line, words, yes) {
  line.answer?.(false);
  return new Promise((resolve) => {
    line.answer = (answer) => {
      line.answer = null;
      line.hidden = true;
      line.replaceChildren();
      resolve(answer);
    };
    const back = button("Change it", () => line.answer?.(false));
    line.replaceChildren(
      el("span", { class: "words" }, `▲ ${words}`),
      el(
        "span",
        { class: "choices" },
        back,
        button(yes, () => line.answer?.(true), { class: "act" }),
      ),
    );
    line.setAttribute("role", "group");
    line.setAttribute("aria-label", words);
    line.hidden = false;
    back.focus();
  });
}

/**
 * What was asked about has changed: the question goes, unanswered.
 * @param {Asking} line
 */
export const unask = (line) => line.answer?.(false);
