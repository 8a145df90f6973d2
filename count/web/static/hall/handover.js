/**
 * A tablet that goes from hand to hand: whoever takes it signs in as themselves, and what the one before keyed
 * stays kept for them, unseen. Nobody works in another's name.
 */

import { button } from "./dom.js";

const HANDED = "counthall-handed";

/** Who handed this tablet on: `{from, home, what, at, back}`, or null. */
export const handed = () => JSON.parse(localStorage.getItem(HANDED) ?? "null");

/**
 * It is handed on, or (`back`) on its way back.
 * @param {Handing} handing
 */
export const noteHanded = (handing) => localStorage.setItem(HANDED, JSON.stringify(handing));

/**
 * On a tablet that was handed on: the way back to whom it belongs. `band` shows it, `leave` signs out and goes to
 * an address.
 * @param {string} person
 * @param {(name: string, words: string, link: HTMLElement) => void} band
 * @param {(where: string) => Promise<void>} leave
 */
export function offerBack(person, band, leave) {
  const handing = handed();
  if (!handing) return;
  if (handing.from === person) {
    localStorage.removeItem(HANDED);
    return;
  }
  const back = button(`Give the tablet back to ${handing.from}`, async () => {
    noteHanded({ ...handing, back: true });
    await leave(`/sign-in?next=${encodeURIComponent(handing.home)}`);
  });
  band("handed", `${handing.from} handed this tablet on${handing.what ? `, for ${handing.what}` : ""}. `, back);
}
