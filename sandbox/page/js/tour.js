/** The guided tour: steps given as data by whoever runs the local Discord. */

import { api } from "./api.js";
import { element, fill } from "./dom.js";
import { inLanguage } from "./fault_drawer.js";
import { icon } from "./icons.js";
import { text } from "./texts.js";

const CLOSED = "sandbox tour closed";
const STEP = "sandbox tour step";

export class Tour {
  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.steps = [];
    this.node = element("section", { class: "tour", hidden: true });
  }

  get exists() {
    return this.steps.length > 0;
  }

  get isOpen() {
    return this.exists && !localStorage.getItem(CLOSED);
  }

  get #step() {
    return Math.min(Number(localStorage.getItem(STEP) ?? 0), this.steps.length - 1);
  }

  async load() {
    const answer = await api.tour().catch(() => []);
    this.steps = Array.isArray(answer) ? answer : (answer.steps ?? []);
  }

  toggle() {
    if (this.isOpen) localStorage.setItem(CLOSED, "yes");
    else localStorage.removeItem(CLOSED);
    this.app.showBar();
  }

  show() {
    this.node.hidden = !this.isOpen;
    if (!this.isOpen) return;
    const { locale } = this.app;
    const number = this.#step;
    const step = this.steps[number];
    const last = number === this.steps.length - 1;
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    this.node.setAttribute("aria-label", text(locale, "tour"));
    const close = element("button", { type: "button", class: "icon-button", dataset: { key: "close" }, "aria-label": text(locale, "close"), onclick: () => this.#end() }, icon("close"));
    fill(
      this.node,
      element("div", { class: "tour-count" }, text(locale, "tourStep", { step: number + 1, total: this.steps.length })),
      element("div", { class: "tour-text", "aria-live": "polite" }, element("h2", null, inLanguage(step.title, locale)), element("p", null, inLanguage(step.text, locale))),
      element("div", { class: "tour-help" }, this.#helpers(step, locale)),
      element(
        "div",
        { class: "tour-buttons" },
        number > 0 && element("button", { type: "button", class: "button button-secondary", dataset: { key: "back" }, onclick: () => this.#go(number - 1) }, text(locale, "back")),
        element("button", { type: "button", class: "button button-primary", dataset: { key: "next" }, onclick: () => (last ? this.#end() : this.#go(number + 1)) }, text(locale, last ? "finish" : "next")),
      ),
      close,
    );
    if (held) (this.node.querySelector(`[data-key="${held}"]`) ?? this.node.querySelector("[data-key=next]")).focus();
  }

  /** Buttons that prepare a step; its command is still sent by the newcomer. */
  #helpers(step, locale) {
    const pane = this.app.first;
    const member = step.member && pane.state.snapshot.members.find((other) => other.user.username.toLowerCase() === step.member.toLowerCase());
    const already = member && member.user.id === pane.state.me.id;
    return [
      member && !already && element("button", { type: "button", class: "button button-secondary", dataset: { key: "be" }, onclick: () => pane.be(member.user.id).catch((error) => this.app.tell(error)) }, text(locale, "beMember")),
      step.command && (already || !member) && element("button", { type: "button", class: "button button-secondary", dataset: { key: "put" }, onclick: () => this.#put(step) }, text(locale, "putCommand")),
    ];
  }

  async #put(step) {
    const pane = this.app.first;
    const channel = [...pane.state.channels.values()].find((other) => other.name === step.channel && !other.isDirect);
    if (channel && pane.channel !== channel.id) await pane.openChannel(channel.id);
    pane.composer.type(inLanguage(step.command, pane.state.locale));
  }

  #go(number) {
    localStorage.setItem(STEP, String(number));
    this.show();
  }

  #end() {
    localStorage.setItem(CLOSED, "yes");
    localStorage.removeItem(STEP);
    this.app.showBar();
    document.querySelector(".top [data-key=tour]")?.focus();
  }
}
