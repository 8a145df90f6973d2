/** The results desk: a file of electronically read papers is handed in, looked at, and recorded as read. */

import { byId, el, input, say } from "../hall/dom.js";
import { complain, onSubmit } from "../hall/fields.js";
import { papers } from "../hall/figures.js";
import { page, record } from "../hall/page.js";
import { watch } from "../hall/standings.js";

const handing = byId("papers-form", HTMLFormElement);
const keeping = byId("papers-kept", HTMLFormElement);
/** @type {{papers: number, file_digest: string, names_differ: string[]} | null} */
let kept = null;
let attempt = 1;

watch(page.contest, (standing) => {
  attempt = standing.attempt;
});

onSubmit(handing, async () => {
  complain(handing, "");
  const [file] = input("papers-file").files ?? [];
  if (!file) return complain(handing, "Choose the file first.");
  const { answer, words } = await handIn(file);
  if (!answer) return complain(handing, words ?? "");
  kept = answer;
  keeping.hidden = false;
  showKept(file.name, answer);
  return null;
});

/**
 * @param {string} name
 * @param {Answer} file
 */
function showKept(name, { papers: n, file_digest: digest, names_differ: differ }) {
  say(byId("papers-words"), `${name}: ${papers(n)}. Kept as ${digest.slice(0, 12)}…`);
  byId("papers-names").replaceChildren(...differ.map((/** @type {string} */ line) => el("li", {}, `▲ ${line}`)));
  byId("papers-words").focus();
}

onSubmit(keeping, async () => {
  complain(keeping, "");
  if (kept === null) return;
  const { file_digest, papers: many } = kept;
  const fields = { file_digest, papers: many, attempt };
  if (!(await record({ contest: page.contest, act: "papers-read", fields, words: `${papers(many)} read from a file` })))
    return;
  keeping.hidden = true;
  handing.reset();
});

/**
 * Send the file whole; gives the hall's answer, or what is wrong in plain words.
 * @param {File} file
 * @returns {Promise<{answer?: any, words?: string}>}
 */
async function handIn(file) {
  let response;
  try {
    response = await fetch(`/api/contests/${encodeURIComponent(page.contest)}/papers`, {
      method: "POST",
      body: file,
      credentials: "same-origin",
      redirect: "error",
    });
    const answer = await response.json();
    if (response.status === 201) return { answer };
    const faults = (answer.faults ?? []).map(
      (/** @type {string} */ fault) => `${fault[0].toUpperCase()}${fault.slice(1)}.`,
    );
    return { words: [answer.words, ...faults].join(" ") };
  } catch {
    return { words: "The hall did not answer: nothing was kept. Hand the file in again." };
  }
}
