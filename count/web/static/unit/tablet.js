/** A tablet that lies at a table offers the people of it: a touch writes the name, the code is keyed. */

import { byId } from "../hall/dom.js";

for (const button of document.querySelectorAll("[data-person]")) {
  button.addEventListener("click", () => {
    byId("name").value = button.dataset.person;
    for (const other of document.querySelectorAll("[data-person]")) other.setAttribute("aria-pressed", String(other === button));
    byId("code").focus();
  });
}
