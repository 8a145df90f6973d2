/** Name and code, then to one's own page. */

import { OutOfTouch, post } from "../hall/api.js";
import { byId, field, input, one, say } from "../hall/dom.js";
import { onSubmit } from "../hall/fields.js";
import { clock } from "../hall/figures.js";
import { handed } from "../hall/handover.js";
import { forgetPages } from "../hall/offline.js";
import { nobody } from "../hall/outbox.js";

const form = byId("sign-in", HTMLFormElement);
const page = JSON.parse(byId("page").textContent);
const LAST = "counthall-last-name";

const show = input("show");
show.addEventListener("change", () => {
  input("code").type = show.checked ? "text" : "password";
});

onSubmit(form, async () => {
  const name = field("name").value.trim();
  const code = field("code").value.trim();
  if (!name || !code) {
    say(byId("said"), name ? "Key your code." : "Key your name.");
    byId(name ? "code" : "name").focus();
    return;
  }
  say(byId("said"), "");
  nobody();
  try {
    const { status, answer } = await post("/api/sign-in", { name, code });
    if (status === 200) {
      localStorage.setItem(LAST, name);
      // Whatever another person left behind without signing out.
      await forgetPages().catch(() => {});
      location.assign((await next()) ?? answer.home);
    } else {
      say(byId("said"), answer.words ?? "Not signed in: look at the name and the code.");
      input("code").select();
    }
  } catch (error) {
    if (!(error instanceof OutOfTouch)) throw error;
    say(byId("said"), "The hall does not answer. Look at the network, then try again.");
  }
});

/**
 * The page somebody was going to, where this person may open it. The server has looked that it is one of this
 * hall's.
 */
async function next() {
  if (!page.next) return null;
  try {
    const { ok } = await fetch(page.next, { method: "HEAD", credentials: "same-origin", cache: "no-store" });
    return ok ? page.next : null;
  } catch {
    return null;
  }
}

/** A slip may carry name and code as an address, to be scanned: what stands behind # never leaves the tablet. */
function fromSlip() {
  const slip = new URLSearchParams(location.hash.slice(1));
  if (!slip.has("name")) return false;
  field("name").value = slip.get("name") ?? "";
  field("code").value = slip.get("code") ?? "";
  history.replaceState(null, "", location.pathname + location.search);
  return true;
}

/** Whose tablet this is, where it goes from hand to hand; otherwise who signed in here last. */
function begin() {
  const handing = handed();
  if (handing) {
    const { from, what, at, back } = handing;
    say(
      byId("handed"),
      back
        ? `The tablet goes back to ${from}, who signs in again.`
        : `${from} handed this tablet on at ${clock(at)}${what ? `, for ${what}` : ""}. ` +
            "Whoever keys it signs in with their own name and code.",
    );
    byId("handed").hidden = false;
  }
  byId("plain").hidden = isSecureContext;
  // Over bad Wi-Fi somebody is quicker than this module: what they key is theirs.
  if (field("name").value || field("code").value) return;
  const slip = fromSlip();
  if (!slip) field("name").value = handing ? (handing.back ? handing.from : "") : (localStorage.getItem(LAST) ?? "");
  if (slip) one(byId("sign-in"), "button.act", HTMLButtonElement).focus();
  else byId(field("name").value ? "code" : "name").focus();
}

begin();
