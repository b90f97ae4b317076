/** A select menu: a combobox with a pop-up listbox, one or several choices, narrowed by typing. */

import { element, fill, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { isBelowRoom } from "./placement.js";
import { text } from "./texts.js";

/**
 * @typedef {{value: string, label: string, description?: string, emoji?: any, default?: boolean}} Choice
 * @typedef {object} Options
 * @property {any} component Discord's select component
 * @property {Choice[]} choices
 * @property {string} locale
 * @property {string} label the accessible name
 * @property {string} [labelledBy] id of a visible label, instead of `label`
 * @property {string} [describedBy]
 * @property {boolean} [waiting]
 * @property {(values: string[]) => void} onCommit called once a choice is final
 */

class SelectMenu {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.least = options.component.min_values ?? 1;
    this.most = options.component.max_values ?? 1;
    this.values = options.choices.filter((choice) => choice.default).map((choice) => choice.value);
    this.filter = "";
    this.active = -1;
    this.listId = uniqueId("menu");
    this.#build();
    this.#showValue();
  }

  #build() {
    const { component, label, labelledBy, describedBy, waiting } = this.options;
    this.shown = element("span", { class: "select-value" });
    this.trigger = element(
      "button",
      {
        type: "button",
        role: "combobox",
        class: "select",
        "aria-haspopup": "listbox",
        "aria-expanded": "false",
        "aria-controls": this.listId,
        "aria-label": labelledBy ? null : label,
        "aria-labelledby": labelledBy,
        "aria-describedby": describedBy,
        "aria-disabled": waiting ? "true" : null,
        disabled: Boolean(component.disabled),
        dataset: { customId: component.custom_id },
      },
      this.shown,
      icon("chevron"),
    );
    this.list = element("ul", { role: "listbox", id: this.listId, "aria-label": label, "aria-multiselectable": this.most > 1 ? "true" : null });
    this.typed = element("div", { class: "popup-typed", "aria-hidden": "true" });
    this.popup = element("div", { class: "popup", popover: "auto" }, this.typed, this.list);
    if (!waiting) this.trigger.popoverTargetElement = this.popup;
    this.node = element("div", { class: "select-box" }, this.trigger, this.popup);
    this.trigger.addEventListener("keydown", (event) => this.#key(event));
    this.popup.addEventListener("beforetoggle", (event) => event.newState === "open" && this.#opening());
    this.popup.addEventListener("toggle", (event) => (event.newState === "open" ? this.#opened() : this.#closed()));
  }

  get isOpen() {
    return this.popup.matches(":popover-open");
  }

  get matching() {
    const wanted = this.filter.toLocaleLowerCase();
    return this.options.choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted));
  }

  #opening() {
    this.before = this.values.join("\n");
    this.filter = "";
    const first = this.options.choices.findIndex((choice) => this.values.includes(choice.value));
    this.active = Math.max(first, 0);
    this.#showList();
  }

  #opened() {
    this.trigger.setAttribute("aria-expanded", "true");
    const { left, width, top, bottom } = this.trigger.getBoundingClientRect();
    const below = isBelowRoom(top, bottom);
    Object.assign(this.popup.style, {
      left: `${left}px`,
      width: `${width}px`,
      top: below ? `${bottom + 4}px` : "auto",
      bottom: below ? "auto" : `${innerHeight - top + 4}px`,
      maxHeight: `${Math.min(320, (below ? innerHeight - bottom : top) - 12)}px`,
    });
    this.#mark();
  }

  #closed() {
    this.trigger.setAttribute("aria-expanded", "false");
    this.trigger.removeAttribute("aria-activedescendant");
    if (this.values.length < this.least && this.most > 1) {
      this.values = this.before ? this.before.split("\n") : [];
      this.#showValue();
    } else if (this.values.join("\n") !== this.before) {
      this.options.onCommit(this.values);
    }
  }

  #showList() {
    this.typed.textContent = this.filter;
    this.typed.hidden = !this.filter;
    const full = this.most > 1 && this.values.length >= this.most;
    const nodes = this.matching.map((choice, index) => this.#option(choice, index, full));
    const nothing = element("li", { class: "popup-empty", role: "option", "aria-disabled": "true" }, text(this.options.locale, "noChoices"));
    fill(this.list, nodes.length ? nodes : nothing);
    this.#mark();
  }

  /** @param {Choice} choice @param {number} index @param {boolean} full */
  #option(choice, index, full) {
    const selected = this.values.includes(choice.value);
    const blocked = full && !selected;
    return element(
      "li",
      {
        role: "option",
        id: `${this.listId}-${index}`,
        class: "popup-option",
        "aria-selected": selected ? "true" : "false",
        "aria-disabled": blocked ? "true" : null,
        onclick: () => !blocked && this.#choose(choice),
        onpointermove: () => this.#activate(index),
      },
      choice.emoji && element("span", { class: "emoji", "aria-hidden": "true" }, choice.emoji.id ? "◆" : choice.emoji.name),
      element(
        "span",
        { class: "popup-text" },
        element("span", null, choice.label),
        choice.description && element("span", { class: "popup-description" }, choice.description),
      ),
      element("span", { class: "popup-check", "aria-hidden": "true" }, selected ? icon("check") : null),
    );
  }

  #activate(index) {
    if (index === this.active) return;
    this.active = index;
    this.#mark();
  }

  #mark() {
    this.trigger.removeAttribute("aria-activedescendant");
    [...this.list.children].forEach((node, index) => {
      node.classList.toggle("active", index === this.active);
      if (index !== this.active || !node.id) return;
      if (this.isOpen) this.trigger.setAttribute("aria-activedescendant", node.id);
      node.scrollIntoView({ block: "nearest" });
    });
  }

  /** @param {Choice} choice */
  #choose(choice) {
    const chosen = this.values.includes(choice.value);
    if (this.most === 1) {
      this.values = chosen && this.least === 0 ? [] : [choice.value];
      this.#showValue();
      this.popup.hidePopover();
      return;
    }
    this.values = chosen ? this.values.filter((value) => value !== choice.value) : [...this.values, choice.value];
    this.#showValue();
    this.#showList();
  }

  /** @param {string[]} values */
  set(values) {
    this.values = values.filter((value) => this.options.choices.some((choice) => choice.value === value));
    this.#showValue();
  }

  #showValue() {
    const names = this.options.choices.filter((choice) => this.values.includes(choice.value)).map((choice) => choice.label);
    this.shown.textContent = names.join(", ") || this.options.component.placeholder || text(this.options.locale, "chooseOption");
    this.shown.classList.toggle("placeholder", names.length === 0);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.options.waiting) return;
    if (!this.isOpen) {
      if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
      event.preventDefault();
      this.popup.showPopover();
      return;
    }
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      this.#activate(Math.min(Math.max(this.active + steps[event.key], 0), this.matching.length - 1));
    } else if (event.key === "Enter" || (event.key === " " && !this.filter)) {
      const choice = this.matching[this.active];
      const blocked = this.list.children[this.active]?.getAttribute("aria-disabled") === "true";
      if (choice && !blocked) this.#choose(choice);
    } else if (event.key === "Tab") {
      this.popup.hidePopover();
      return;
    } else if (event.key === "Backspace") {
      this.#narrow(this.filter.slice(0, -1));
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.#narrow(this.filter + event.key);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {string} filter */
  #narrow(filter) {
    this.filter = filter;
    this.active = 0;
    this.#showList();
  }
}

/** @param {Options} options */
export function selectMenu(options) {
  return new SelectMenu(options);
}
