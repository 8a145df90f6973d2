/** Name and code, then to one's own page. */

import { OutOfTouch, post } from "./api.js";
import { byId, say } from "./dom.js";
import { onSubmit } from "./fields.js";
import { nobody } from "./outbox.js";

const form = byId("sign-in");
const page = JSON.parse(byId("page").textContent);

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
    if (status === 200) location.assign((await next()) ?? answer.home);
    else {
      say(byId("said"), answer.words ?? "Not signed in: look at the name and the code.");
      byId("code").select();
    }
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    say(byId("said"), "The hall does not answer. Look at the network, then try again.");
  }
});

/** The page somebody was going to, where this person may open it. The server has looked that it is one of this hall's. */
async function next() {
  if (!page.next) return null;
  try {
    const { ok } = await fetch(page.next, { method: "HEAD", credentials: "same-origin", cache: "no-store" });
    return ok ? page.next : null;
  } catch {
    return null;
  }
}

byId("name").focus();
