// Elements of a board and of its page, as HTML and nothing else.

/** @param {string} id */
export function here(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`This page has no "${id}".`);
  return found;
}

// Every element under `root` that the selector finds: what a board says of itself is in HTML, not in drawings.
/**
 * @param {ParentNode} root
 * @param {string} selector
 */
export const all = (root, selector) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

/** @param {Element} node */
export const childrenOf = (node) => /** @type {HTMLElement[]} */ ([...node.children]);
