/** Where the line "new messages" stands: it is drawn when a channel is opened, and goes when the member leaves. */

import { element } from "./dom.js";
import { isAfter } from "./messages.js";

export class NewLine {
  /** @param {HTMLElement} log the element that scrolls */
  constructor(log) {
    this.log = log;
    this.button = element("button", { type: "button", class: "to-new", hidden: true, onclick: () => this.#go() });
    log.addEventListener("scroll", () => this.look(), { passive: true });
    this.begin();
  }

  /** Another channel is opened. @param {{unread?: boolean, last_read?: string | null}} [read] how far it was read */
  begin(read) {
    this.isDrawn = Boolean(read?.unread);
    this.lastRead = read?.last_read ?? null;
    this.wasSeen = false;
    this.button.hidden = true;
  }

  /**
   * The id of the first message that is new; none while older ones, which may be new too, are not loaded.
   * @param {any[]} messages the loaded ones
   * @param {string} me what one wrote oneself is never new
   * @param {boolean} complete whether nothing older is missing
   */
  firstOf(messages, me, complete) {
    if (!this.isDrawn || messages.length === 0) return undefined;
    const reachesBack = complete || !this.#isNew(messages[0]);
    return reachesBack ? messages.find((message) => this.#isNew(message) && message.author.id !== me)?.id : undefined;
  }

  #isNew(message) {
    return this.lastRead === null || isAfter(message, { id: this.lastRead });
  }

  /** Offers the way to the line as long as it has been above what is on the screen. */
  look() {
    const line = this.#line;
    if (!line || this.wasSeen) return;
    this.wasSeen = line.getBoundingClientRect().bottom > this.log.getBoundingClientRect().top;
    this.button.hidden = this.wasSeen;
  }

  get #line() {
    return this.log.querySelector(".divider.new");
  }

  #go() {
    this.wasSeen = true;
    this.button.hidden = true;
    this.#line?.scrollIntoView({ block: "center" });
    this.#line?.nextElementSibling?.focus({ preventScroll: true });
  }
}
