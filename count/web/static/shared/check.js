/** Check answers: the sentence that will be minuted, on the page, before it is recorded. */

import { button, byId, el, maybe } from "../hall/dom.js";

/**
 * Ask once more in place of `form`. `sentence` is what will be minuted, `details` are [term, words] or
 * [term, words, id of the field where it is changed], `yes` the words of the button. Resolves with true,
 * or false where the person goes back to change it.
 * @param {HTMLElement} form
 * @param {Omit<Asked, "fields">} asked
 */
export function check(form, { sentence, details = [], yes }) {
  return new Promise((resolve) => {
    /**
     * @param {boolean} answer
     * @param {string | null} [field]
     */
    const finish =
      (answer, field = null) =>
      () => {
        step.remove();
        form.hidden = false;
        if (!answer) (field ? byId(field) : maybe(form, "button.act"))?.focus();
        resolve(answer);
      };
    /** @param {Detail} detail */
    const row = ([term, words, field]) => [
      el("dt", {}, term),
      el(
        "dd",
        {},
        el("span", { class: /^[\d,]+$/.test(words) ? "figure" : null }, words),
        field ? button("Change", finish(false, field), { class: "change", "aria-label": `Change: ${term}` }) : null,
      ),
    ];
    const heading = el("h3", { tabindex: "-1" }, "Check before it is recorded");
    const step = el(
      "section",
      { class: "check", "aria-label": "Check before it is recorded" },
      heading,
      el("p", { class: "sentence" }, sentence),
      el("dl", {}, ...details.flatMap(row)),
      el(
        "p",
        { class: "choices" },
        button(yes, finish(true), { class: "act" }),
        button("Go back and change", finish(false), { "data-back": true }),
      ),
    );
    form.after(step);
    form.hidden = true;
    heading.focus();
    step.scrollIntoView({ block: "nearest" });
  });
}
