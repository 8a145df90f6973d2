/** Build what is shown from words and figures: elements and text, never markup. */

export const byId = (id) => document.getElementById(id);

/** An element with its attributes and its children; a child is a node or words, null is left out. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, String(value));
  }
  node.append(...children.filter((child) => child != null).map((child) => (child.nodeType ? child : String(child))));
  return node;
}

export function button(words, pressed, attributes = {}) {
  const node = el("button", { type: "button", ...attributes }, words);
  node.addEventListener("click", pressed);
  return node;
}

/** Change words only when they differ, so that a live region speaks once. */
export function say(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/**
 * Bring a list up to date and leave alone what has not changed: a half-written explanation, or the
 * place of the keyboard, outlives news from the hall.
 */
export function reconcile(list, items, keyOf, make, update) {
  const old = new Map([...list.children].map((node) => [node.dataset.key, node]));
  const focused = list.contains(document.activeElement);
  let place = list.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    let node = old.get(key);
    const isNew = !node;
    if (isNew) {
      node = make(item);
      node.dataset.key = key;
    }
    old.delete(key);
    update?.(node, item);
    // Moving an element takes the keyboard away from it: order waits until nobody works in the list.
    if (isNew || (node !== place && !focused)) list.insertBefore(node, place);
    if (node === place) place = place.nextElementSibling;
    else if (focused && !isNew) place = node.nextElementSibling;
  }
  for (const node of old.values()) node.remove();
}

/** A row of a table whose cells are rewritten in place; a cell whose words are null is left alone. */
export function cells(row, words, figures = new Set()) {
  words.forEach((text, at) => {
    const cell = row.children[at] ?? row.appendChild(el(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}));
    cell.classList.toggle("figure", figures.has(at));
    if (text !== null) say(cell, String(text));
  });
}
