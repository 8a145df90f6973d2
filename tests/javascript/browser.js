/** The little of a browser that pure modules ask for when they are loaded in node. */

const kept = new Map();

globalThis.localStorage = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => kept.set(key, String(value)),
  removeItem: (key) => kept.delete(key),
  clear: () => kept.clear(),
};

class Node {}
class HTMLElement extends Node {}

Object.assign(globalThis, {
  Node,
  HTMLElement,
  HTMLInputElement: class extends HTMLElement {},
  HTMLTextAreaElement: class extends HTMLElement {},
  HTMLSelectElement: class extends HTMLElement {},
  HTMLFormElement: class extends HTMLElement {},
});
