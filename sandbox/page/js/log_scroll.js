/** Scrolling of a message log: it stays at the end, or where somebody reads. */

import { element } from "./dom.js";

const NEAR_END = 80;
const NEAR_TOP = 400;

export class LogScroll {
  /**
   * @param {HTMLElement} node the element that scrolls
   * @param {HTMLElement} inner its content
   * @param {{onEnd: () => void, onTop: () => Promise<void>}} listener the end is reached; the top is near
   */
  constructor(node, inner, listener) {
    this.node = node;
    this.inner = inner;
    this.listener = listener;
    this.top = 0;
    this.height = 0;
    this.stick = true;
    this.toNewest = element("button", { type: "button", class: "to-newest", hidden: true, onclick: () => this.#goToEnd() });
    node.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.sizes = new ResizeObserver(() => this.settle());
    this.sizes.observe(inner);
    this.sizes.observe(node);
  }

  /** Starts at the end of another channel. @param {string} label of the button that leads there */
  begin(label) {
    this.stick = true;
    this.top = 0;
    this.toNewest.textContent = label;
    this.toNewest.hidden = true;
  }

  /** Looks where the log stands: the browser tells of scrolling only a little later. */
  notice() {
    const { scrollTop, scrollHeight, clientHeight } = this.node;
    // Pictures that arrive late move the end away; only scrolling up says that somebody wants to read elsewhere.
    const wentUp = scrollTop < this.top && scrollHeight >= this.height;
    this.top = scrollTop;
    this.height = scrollHeight;
    if (scrollHeight - scrollTop - clientHeight < NEAR_END) this.stick = true;
    else if (wentUp) this.stick = false;
    this.toNewest.hidden = this.stick;
  }

  /** Goes to the end if that is where the log was. */
  settle() {
    this.notice();
    if (this.stick) this.#toEnd();
  }

  /** Changes the content, and keeps what is being read where it is. @param {() => void} change */
  hold(change) {
    this.notice();
    const edge = this.node.getBoundingClientRect().top;
    const first = this.stick ? null : [...this.inner.querySelectorAll("article")].find((article) => article.getBoundingClientRect().bottom > edge);
    const top = first?.getBoundingClientRect().top ?? 0;
    change();
    // The article may have been rebuilt meanwhile.
    const again = first && this.inner.querySelector(`article[data-message="${first.dataset.message}"]`);
    if (again) this.node.scrollTop += again.getBoundingClientRect().top - top;
    if (this.stick) this.#toEnd();
  }

  #toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
    this.top = this.node.scrollTop;
    this.height = this.node.scrollHeight;
  }

  #goToEnd() {
    this.stick = true;
    this.toNewest.hidden = true;
    this.#toEnd();
    this.listener.onEnd();
    this.node.focus({ preventScroll: true });
  }

  async #scrolled() {
    const wasStuck = this.stick;
    this.notice();
    if (this.stick && !wasStuck) this.listener.onEnd();
    if (this.node.scrollTop > NEAR_TOP || this.loading || this.stick) return;
    this.loading = true;
    try {
      await this.listener.onTop();
    } finally {
      this.loading = false;
    }
  }

  dispose() {
    this.sizes.disconnect();
  }
}
