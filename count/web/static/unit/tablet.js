/** A tablet that lies at a table offers the people of it: a touch writes the name, the code is keyed. */

import { all, byId, field } from "../hall/dom.js";

for (const button of all(document, "[data-person]")) {
  button.addEventListener("click", () => {
    field("name").value = button.dataset.person ?? "";
    for (const other of all(document, "[data-person]")) other.setAttribute("aria-pressed", String(other === button));
    byId("code").focus();
  });
}
