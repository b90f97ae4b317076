/** Small helpers for building the page's elements. */

/**
 * Builds an element.
 * `on…` functions become listeners, booleans toggle attributes, `class` and `dataset` do what they say.
 * @param {string} tag
 * @param {Record<string, any> | null} [attributes]
 * @param {...(Node | string | null | undefined | false | Array<any>)} children
 * @returns {HTMLElement}
 */
export function element(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) setAttribute(node, name, value);
  append(node, children);
  return node;
}

/** @param {HTMLElement} node @param {string} name @param {any} value */
function setAttribute(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on") && typeof value === "function") {
    node.addEventListener(name.slice(2), value);
  } else if (name === "dataset") {
    Object.assign(node.dataset, value);
  } else if (name === "style" && typeof value === "object") {
    for (const [property, setting] of Object.entries(value)) node.style.setProperty(property, String(setting));
  } else {
    node.setAttribute(name, value === true ? "" : String(value));
  }
}

/** @param {Node} parent @param {Array<any>} children */
export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Replaces everything inside a node. @param {Element} parent @param {...any} children */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

let lastId = 0;

/** A document-wide unique id for aria references. @param {string} prefix */
export function uniqueId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

/** An input with its label above. @param {string} label @param {HTMLElement} input */
export function labelled(label, input) {
  input.id ||= uniqueId("input");
  return element("div", { class: "field" }, element("label", { class: "field-label", for: input.id }, label), input);
}

/** Runs a function once for all calls that come within a moment. @param {() => void} action @param {number} milliseconds */
export function soon(action, milliseconds) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      action();
    }, milliseconds);
  };
}
