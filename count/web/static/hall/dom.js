/** Build what is shown from words and figures: elements and text, never markup. */

/**
 * A kind of element, as its class.
 * @template {Element} E
 * @typedef {{new (): E, readonly name: string}} Kind
 */

/** @typedef {Node | string | number | null | undefined} Child */

/**
 * The element of this page with this id. A page without it is a fault of ours.
 * @overload
 * @param {string} id
 * @returns {HTMLElement}
 */
/**
 * @template {Element} E
 * @overload
 * @param {string} id
 * @param {Kind<E>} kind
 * @returns {E}
 */
/**
 * @param {string} id
 * @param {Kind<Element>} kind
 * @returns {Element}
 */
export function byId(id, kind = HTMLElement) {
  return expected(document.getElementById(id), kind, `#${id}`);
}

/**
 * The field of this page with this id, whichever kind of field it is.
 * @param {string} id
 */
export function field(id) {
  const found = byId(id);
  if (isField(found)) return found;
  throw new TypeError(`This page has no field at #${id}.`);
}

/** @param {string} id */
export const input = (id) => byId(id, HTMLInputElement);

/** @param {string} id */
export const select = (id) => byId(id, HTMLSelectElement);

/** @param {string} id */
export const form = (id) => byId(id, HTMLFormElement);

/**
 * The first element under `root` that the selector finds.
 * @overload
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
/**
 * @template {Element} E
 * @overload
 * @param {ParentNode} root
 * @param {string} selector
 * @param {Kind<E>} kind
 * @returns {E}
 */
/**
 * @param {ParentNode} root
 * @param {string} selector
 * @param {Kind<Element>} kind
 * @returns {Element}
 */
export function one(root, selector, kind = HTMLElement) {
  return expected(root.querySelector(selector), kind, selector);
}

/**
 * The first element under `root` that the selector finds, or null where there is none.
 * @overload
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
/**
 * @template {Element} E
 * @overload
 * @param {ParentNode} root
 * @param {string} selector
 * @param {Kind<E>} kind
 * @returns {E | null}
 */
/**
 * @param {ParentNode} root
 * @param {string} selector
 * @param {Kind<Element>} kind
 * @returns {Element | null}
 */
export function maybe(root, selector, kind = HTMLElement) {
  const found = root.querySelector(selector);
  return found && expected(found, kind, selector);
}

/**
 * Every element under `root` that the selector finds.
 * @overload
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
/**
 * @template {Element} E
 * @overload
 * @param {ParentNode} root
 * @param {string} selector
 * @param {Kind<E>} kind
 * @returns {E[]}
 */
/**
 * @param {ParentNode} root
 * @param {string} selector
 * @param {Kind<Element>} kind
 * @returns {Element[]}
 */
export function all(root, selector, kind = HTMLElement) {
  return [...root.querySelectorAll(selector)].map((node) => expected(node, kind, selector));
}

/**
 * A form's field by its name.
 * @param {HTMLFormElement} within
 * @param {string} name
 */
export function named(within, name) {
  const found = within.elements.namedItem(name);
  if (isField(found)) return found;
  throw new TypeError(`The form ${within.id || within.className} has no field "${name}".`);
}

/**
 * Whether it is something that holds a value.
 * @param {unknown} node
 * @returns {node is Field}
 */
export const isField = (node) =>
  node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement || node instanceof HTMLSelectElement;

/**
 * @param {Element | null} node
 * @param {Kind<Element>} kind
 * @param {string} wanted
 */
function expected(node, kind, wanted) {
  if (node instanceof kind) return node;
  throw new TypeError(`This page has no ${kind.name} at ${wanted}.`);
}

/**
 * An element with its attributes and its children; a child is a node or words, null is left out.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 * @param {...Child} children
 */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, String(value));
  }
  for (const child of children) if (child != null) node.append(child instanceof Node ? child : String(child));
  return node;
}

/**
 * @param {string} words
 * @param {(event: MouseEvent) => void} pressed
 * @param {Record<string, string | boolean | null>} attributes
 */
export function button(words, pressed, attributes = {}) {
  const node = el("button", { type: "button", ...attributes }, words);
  node.addEventListener("click", pressed);
  return node;
}

/**
 * Change words only when they differ, so that a live region speaks once.
 * @param {Node} node
 * @param {string} words
 */
export function say(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

/**
 * Bring a list up to date and leave alone what has not changed: a half-written explanation, or the
 * place of the keyboard, outlives news from the hall.
 * @template Item
 * @param {Element} list
 * @param {readonly Item[]} items
 * @param {(item: Item) => string | number} keyOf
 * @param {(item: Item) => HTMLElement} make
 * @param {(node: HTMLElement, item: Item) => void} [update]
 */
export function reconcile(list, items, keyOf, make, update) {
  const old = new Map(childrenOf(list).map((node) => [node.dataset.key, node]));
  const focused = list.contains(document.activeElement);
  let place = list.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const before = old.get(key);
    const node = before ?? make(item);
    if (!before) node.dataset.key = key;
    old.delete(key);
    update?.(node, item);
    // Moving an element takes the keyboard away from it: order waits until nobody works in the list.
    if (!before || (node !== place && !focused)) list.insertBefore(node, place);
    if (node === place) place = place.nextElementSibling;
    else if (focused && before) place = node.nextElementSibling;
  }
  for (const node of old.values()) node.remove();
}

/**
 * What stands in an element of ours: HTML and nothing else.
 * @param {Element} node
 */
export const childrenOf = (node) => /** @type {HTMLElement[]} */ ([...node.children]);

/**
 * A row of a table whose cells are rewritten in place; a cell whose words are null is left alone.
 * @param {HTMLElement} row
 * @param {readonly (string | null)[]} words
 * @param {Set<number>} figures
 */
export function cells(row, words, figures = new Set()) {
  words.forEach((text, at) => {
    const cell = row.children[at] ?? row.appendChild(el(at === 0 ? "th" : "td", at === 0 ? { scope: "row" } : {}));
    cell.classList.toggle("figure", figures.has(at));
    if (text !== null) say(cell, text);
  });
}
