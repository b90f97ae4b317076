/**
 * The guided tour: steps given as data by whoever runs the local Discord, which ticks them as they are done.
 * It speaks to the person at the screen, in the browser's language or the one they chose here, whoever of the members
 * they are just now.
 */

import { api } from "./api.js";
import { element, fill } from "./dom.js";
import { inLanguage } from "./fault_drawer.js";
import { icon } from "./icons.js";
import { memberName } from "./people.js";
import { text } from "./texts.js";

const CLOSED = "sandbox tour closed";
const LANGUAGE = "sandbox tour language";

export class Tour {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.steps = [];
    this.current = 0;
    this.done = new Set();
    this.justDone = null;
    this.node = element("section", { class: "tour", hidden: true });
  }

  get exists() {
    return this.steps.length > 0;
  }

  get locale() {
    return localStorage.getItem(LANGUAGE) ?? navigator.language;
  }

  get isOpen() {
    return this.exists && !localStorage.getItem(CLOSED);
  }

  async load() {
    const { steps, current, done } = await api.tour().catch(() => ({ steps: [], current: 0, done: [] }));
    Object.assign(this, { steps, current, done: new Set(done) });
  }

  /** Takes the news that steps were done, or that a window went to another one. @param {{current: number, done: number[]}} standing */
  take({ current, done }) {
    const ticked = done.filter((number) => !this.done.has(number));
    this.justDone = ticked.length > 0 ? ticked.at(-1) : null;
    Object.assign(this, { current, done: new Set(done) });
    this.show();
  }

  toggle() {
    if (this.isOpen) localStorage.setItem(CLOSED, "yes");
    else localStorage.removeItem(CLOSED);
    this.app.showBar();
  }

  show() {
    this.node.hidden = !this.isOpen;
    if (!this.isOpen) return;
    const { locale } = this;
    this.node.lang = locale;
    const number = this.current;
    const step = this.steps[number];
    const last = number === this.steps.length - 1;
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.node.setAttribute("aria-label", text(locale, "tour"));
    const close = element("button", { type: "button", class: "icon-button", dataset: { key: "close" }, "aria-label": text(locale, "close"), onclick: () => this.#close() }, icon("close"));
    fill(
      this.node,
      this.#progress(locale),
      element("div", { class: "tour-text", "aria-live": "polite" }, this.#tick(locale), element("h2", null, inLanguage(step.title, locale)), element("p", null, inLanguage(step.text, locale))),
      element("div", { class: "tour-help" }, this.#helpers(step, locale)),
      element(
        "div",
        { class: "tour-buttons" },
        number > 0 && element("button", { type: "button", class: "button button-secondary", dataset: { key: "back" }, onclick: () => this.#go(number - 1) }, text(locale, "back")),
        element("button", { type: "button", class: "button button-primary", dataset: { key: "next" }, onclick: () => (last ? this.#finish() : this.#go(number + 1)) }, text(locale, last ? "finish" : "next")),
      ),
      close,
    );
    if (held) (this.node.querySelector(`[data-key="${held}"]`) ?? this.node.querySelector("[data-key=next]")).focus();
  }

  /** How far one is, in words and as a mark for each step. */
  #progress(locale) {
    const marks = this.steps.map((_, number) => element("i", { class: "tour-mark", dataset: { done: this.done.has(number), current: number === this.current } }, this.done.has(number) && icon("check")));
    const count = text(locale, "tourStep", { step: this.current + 1, total: this.steps.length });
    return element("div", { class: "tour-progress" }, element("div", { class: "tour-count" }, count), element("div", { class: "tour-marks", "aria-hidden": "true" }, marks), this.#otherLanguage(locale));
  }

  #otherLanguage(locale) {
    const other = locale.startsWith("ru") ? "en" : "ru";
    const choose = () => {
      localStorage.setItem(LANGUAGE, other);
      this.show();
    };
    return element("button", { type: "button", class: "tour-language", lang: other, dataset: { key: "language" }, onclick: choose }, text(other, "inThisLanguage"));
  }

  /** What was done just now, or that this step is. */
  #tick(locale) {
    if (this.done.has(this.current)) return element("div", { class: "tour-done" }, icon("check"), text(locale, "tourDone"));
    if (this.justDone === null) return null;
    return element("div", { class: "tour-done" }, icon("check"), text(locale, "tourStepDone", { step: inLanguage(this.steps[this.justDone].title, locale) }));
  }

  /** Buttons that prepare a step; its command is still sent by the newcomer. */
  #helpers(step, locale) {
    const pane = this.app.first;
    const member = step.member && pane.state.snapshot.members.find((other) => other.user.username.toLowerCase() === step.member.toLowerCase());
    const already = member && member.user.id === pane.state.me.id;
    return [
      member && !already && element("button", { type: "button", class: "button button-secondary", dataset: { key: "be" }, onclick: () => this.#be(member) }, text(locale, "beMember", { name: memberName(member) })),
      step.command && (already || !member) && element("button", { type: "button", class: "button button-secondary", dataset: { key: "put" }, onclick: () => this.#put(step) }, text(locale, "putCommand")),
    ];
  }

  #be(member) {
    this.app.first.be(member.user.id).catch((error) => this.app.tell(error));
  }

  async #put(step) {
    const pane = this.app.first;
    const channel = [...pane.state.channels.values()].find((other) => other.name === step.channel && !other.isDirect);
    if (channel && pane.channel !== channel.id) await pane.openChannel(channel.id);
    pane.composer.prepare(inLanguage(step.command, pane.state.locale));
  }

  async #go(number) {
    try {
      await api.moveTour(number);
    } catch (error) {
      this.app.tell(error);
    }
  }

  #finish() {
    this.#go(0);
    this.#close();
  }

  #close() {
    localStorage.setItem(CLOSED, "yes");
    this.app.showBar();
    document.querySelector(".top [data-key=tour]")?.focus();
  }
}
