/** Name and code, then to one's own page. */

import { OutOfTouch, post } from "./api.js";
import { byId, say } from "./dom.js";
import { onSubmit } from "./fields.js";
import { lastHere, nameOf, nobody } from "./outbox.js";

const form = byId("sign-in");
const before = lastHere();

byId("show").addEventListener("change", ({ target }) => {
  byId("code").type = target.checked ? "text" : "password";
});

onSubmit(form, async () => {
  const name = byId("name").value.trim();
  const code = byId("code").value.trim();
  if (!name || !code) {
    say(byId("said"), name ? "Key your code." : "Key your name.");
    byId(name ? "code" : "name").focus();
    return;
  }
  say(byId("said"), "");
  nobody();
  try {
    const { status, answer } = await post("/api/sign-in", { name, code });
    if (status === 200) location.assign(next(answer) ?? answer.home);
    else {
      say(byId("said"), answer.words ?? "Not signed in: look at the name and the code.");
      byId("code").select();
    }
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    say(byId("said"), "The hall does not answer. Look at the network, then try again.");
  }
});

/** The page that asked to sign in again: for the same person only, and only one of this hall's. */
function next(visitor) {
  const wanted = new URLSearchParams(location.search).get("next");
  if (!wanted || nameOf(visitor) !== before) return null;
  const url = new URL(wanted, location.origin);
  return url.origin === location.origin ? url.pathname + url.search : null;
}

byId("name").focus();
