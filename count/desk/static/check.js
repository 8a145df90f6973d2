/** Check answers: the sentence that will be minuted, on the page, before it is recorded. */

import { button, el } from "./dom.js";

/**
 * Ask once more in place of `form`. `sentence` is what will be minuted, `details` are [term, words],
 * `yes` the words of the button. Resolves with true, or false where the person goes back to change it.
 */
export function check(form, { sentence, details = [], yes }) {
  return new Promise((resolve) => {
    const finish = (answer) => () => {
      step.remove();
      form.hidden = false;
      if (!answer) form.querySelector("button.act")?.focus();
      resolve(answer);
    };
    const heading = el("h3", { tabindex: "-1" }, "Check before it is recorded");
    const step = el(
      "section",
      { class: "check", "aria-label": "Check before it is recorded" },
      heading,
      el("p", { class: "sentence" }, sentence),
      el("dl", {}, ...details.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, words)])),
      el("p", { class: "choices" }, button(yes, finish(true), { class: "act" }), button("Go back and change", finish(false), { "data-back": true })),
    );
    form.after(step);
    form.hidden = true;
    heading.focus();
  });
}
