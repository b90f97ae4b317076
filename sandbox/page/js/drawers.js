/** The drawer at the side, which shows one thing at a time: the faults or the requests. */

import { element, fill } from "./dom.js";
import { icon } from "./icons.js";
import { text } from "./texts.js";

/** @typedef {{title: import("./texts.js").TextKey, app: any, build: (locale: string) => Node, opened: () => void}} Drawer */

export class Drawers {
  constructor() {
    /** @type {Drawer | null} */
    this.current = null;
    this.node = element("aside", { class: "drawer", hidden: true, onkeydown: (event) => event.key === "Escape" && this.#close() });
  }

  /** @param {Drawer} drawer */
  toggle(drawer) {
    if (this.current === drawer) {
      this.#close();
      return;
    }
    this.current = drawer;
    this.shownLocale = "";
    this.opener = document.activeElement?.dataset.key;
    this.update();
    drawer.opened();
    this.node.querySelector(".drawer-close")?.focus();
  }

  #close() {
    const { app } = this.current;
    this.current = null;
    this.node.hidden = true;
    fill(this.node);
    app.showBar();
    document.querySelector(`.top [data-key="${this.opener}"]`)?.focus();
  }

  update() {
    if (!this.current || this.shownLocale === this.current.app.locale) return;
    const { locale } = this.current.app;
    this.shownLocale = locale;
    const title = text(locale, this.current.title);
    const close = element("button", { type: "button", class: "icon-button drawer-close", "aria-label": text(locale, "close"), onclick: () => this.#close() }, icon("close"));
    this.node.hidden = false;
    this.node.setAttribute("aria-label", title);
    fill(this.node, element("header", { class: "drawer-head" }, element("h2", null, title), close), this.current.build(locale));
  }
}
