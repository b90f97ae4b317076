/** The listbox above the message box. The focus stays in the box; the active entry is told through aria. */

import { element, fill, uniqueId } from "./dom.js";

/** @typedef {{title: string, description?: string, aside?: string, onPick: () => void}} Suggestion */

export class Suggestions {
  /** @param {HTMLElement} textbox */
  constructor(textbox) {
    this.textbox = textbox;
    this.id = uniqueId("suggestions");
    /** @type {Suggestion[]} */
    this.items = [];
    this.active = -1;
    this.heading = element("div", { class: "suggestions-heading", "aria-hidden": "true" });
    this.list = element("ul", { role: "listbox", id: this.id });
    this.note = element("div", { class: "suggestions-note" });
    this.node = element("div", { class: "suggestions", hidden: true }, this.heading, this.list, this.note);
    // Pressing the mouse on an entry must not take the focus from the box.
    this.node.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  get isOpen() {
    return !this.node.hidden;
  }

  get current() {
    return this.items[this.active];
  }

  /**
   * @param {string} label
   * @param {Suggestion[]} items
   * @param {{active?: number, note?: string}} [look]
   */
  show(label, items, look = {}) {
    if (!items.length && !look.note) {
      this.hide();
      return;
    }
    this.items = items;
    this.active = Math.min(look.active ?? -1, items.length - 1);
    this.heading.textContent = label;
    this.list.setAttribute("aria-label", label);
    this.list.hidden = items.length === 0;
    fill(this.list, items.map((item, index) => this.#option(item, index)));
    this.note.textContent = look.note ?? "";
    this.note.hidden = !look.note;
    this.node.hidden = false;
    this.textbox.setAttribute("aria-controls", this.id);
    this.#mark();
  }

  /** @param {Suggestion} item @param {number} index */
  #option(item, index) {
    return element(
      "li",
      {
        role: "option",
        id: `${this.id}-${index}`,
        class: "suggestion",
        "aria-selected": "false",
        onclick: () => item.onPick(),
        onpointermove: () => this.activate(index),
      },
      element("span", { class: "suggestion-title" }, item.title),
      item.description && element("span", { class: "suggestion-description" }, item.description),
      item.aside && element("span", { class: "suggestion-aside" }, item.aside),
    );
  }

  /** @param {number} index */
  activate(index) {
    if (index === this.active) return;
    this.active = index;
    this.#mark();
  }

  /** Moves round the list. @param {1 | -1} step */
  move(step) {
    const count = this.items.length;
    if (count) this.activate(this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count);
  }

  #mark() {
    this.textbox.removeAttribute("aria-activedescendant");
    [...this.list.children].forEach((node, index) => {
      const active = index === this.active;
      node.setAttribute("aria-selected", String(active));
      if (!active) return;
      this.textbox.setAttribute("aria-activedescendant", node.id);
      node.scrollIntoView({ block: "nearest" });
    });
  }

  hide() {
    this.node.hidden = true;
    this.items = [];
    this.active = -1;
    fill(this.list);
    this.textbox.removeAttribute("aria-activedescendant");
    this.textbox.removeAttribute("aria-controls");
  }
}
