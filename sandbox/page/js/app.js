/** Starts the page: one or two members' windows, the bar above them, the drawers beside them. */

import { api } from "./api.js";
import { ClockBar } from "./clock_bar.js";
import { recall, remember } from "./drafts.js";
import { Drawers } from "./drawers.js";
import { element, fill } from "./dom.js";
import { FaultDrawer } from "./fault_drawer.js";
import { icon } from "./icons.js";
import { Pane } from "./pane.js";
import { RequestDrawer } from "./request_drawer.js";
import { startTheme, toggleTheme } from "./theme.js";
import { text } from "./texts.js";
import { Tour } from "./tour.js";

class App {
  constructor() {
    this.panes = [];
    this.toast = element("div", { class: "toast", role: "status" });
    this.clock = new ClockBar((error) => this.#tell(error));
    this.tour = new Tour(this);
    this.drawers = new Drawers();
    this.faults = new FaultDrawer(this);
    this.requests = new RequestDrawer(this);
    this.header = element("header", { class: "top" });
    this.stage = element("main", { class: "stage" });
    fill(document.body, this.#skipLink(), this.header, this.tour.node, element("div", { class: "below" }, this.stage, this.drawers.node), this.toast);
    document.addEventListener("visibilitychange", () => !document.hidden && this.panes.forEach((pane) => pane.look()));
  }

  get locale() {
    return this.first?.state?.locale ?? "en-US";
  }

  get first() {
    return this.panes[0];
  }

  async start() {
    startTheme();
    const asked = new URLSearchParams(location.search);
    const beside = asked.get("beside") ?? (recall("beside") ? recall("second member") : null);
    await this.#open("first", asked.get("member") ?? recall("first member"), asked.get("channel") ?? undefined);
    if (beside) await this.#open("second", beside);
    if (location.search) history.replaceState(null, "", location.pathname);
    await this.tour.load();
    this.#showBar();
  }

  /** @param {string} name @param {string | null} member @param {string} [channel] */
  async #open(name, member, channel) {
    const pane = new Pane(name);
    pane.addEventListener("member", () => this.#showBar());
    pane.addEventListener("place", () => this.#showTitle());
    pane.addEventListener("problem", (event) => this.#tell(event.detail));
    pane.addEventListener("shared", (event) => pane === this.first && this.#shared(event.detail));
    this.panes.push(pane);
    this.stage.append(pane.node);
    remember("beside", this.panes.length > 1 ? true : null);
    try {
      await pane.be(member ?? (await someone()), channel);
    } catch (error) {
      // The server may have been started anew, with other members.
      if (member) await pane.be();
      else this.#tell(error);
    }
    this.#showBar();
  }

  async #toggleBeside() {
    if (this.panes.length > 1) {
      this.panes.pop().close();
      remember("beside", null);
      this.#showBar();
      return;
    }
    const { state } = this.first;
    const other = state.snapshot.members.find((member) => member.user.id !== state.me.id);
    await this.#open("second", recall("second member") ?? other?.user.id ?? null);
  }

  #shared({ type, data }) {
    if (type === "request") this.requests.add(data);
    if (type === "faults") this.faults.take(data);
    if (type === "tour") this.tour.take(data);
    if (type === "reconnected") this.tour.load().then(() => this.tour.show());
  }

  /** @param {unknown} problem */
  #tell(problem) {
    this.toast.textContent = problem instanceof Error ? problem.message : String(problem);
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => (this.toast.textContent = ""), 8000);
  }

  tell(problem) {
    this.#tell(problem);
  }

  #skipLink() {
    return element("a", { class: "skip", href: "#", onclick: (event) => this.#skip(event) }, text("en-US", "skip"));
  }

  #skip(event) {
    event.preventDefault();
    this.first?.composer?.box.focus();
  }

  #showBar() {
    const { locale } = this;
    document.documentElement.lang = locale;
    this.#showTitle();
    document.body.querySelector(".skip").textContent = text(locale, "skip");
    const held = this.header.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const two = this.panes.length > 1;
    fill(
      this.header,
      element("h1", null, text(locale, "title")),
      this.clock.show(locale),
      element(
        "div",
        { class: "top-buttons", role: "group" },
        this.#button("beside", two ? "besideClose" : "besideOpen", "columns", () => this.#toggleBeside(), { "aria-pressed": String(two) }),
        this.#drawerButton("faults", "bolt", this.faults),
        this.#drawerButton("requests", "list", this.requests),
        this.tour.exists && this.#button("tour", "tour", "flag", () => this.tour.toggle(), { "aria-expanded": String(this.tour.isOpen) }),
        this.#button("theme", "theme", "sun", toggleTheme),
      ),
    );
    if (held) this.header.querySelector(`[data-key="${held}"]`)?.focus();
    this.tour.show();
    this.drawers.update();
  }

  /** Several windows are told apart by who and where one is. */
  #showTitle() {
    document.title = [this.first?.place, text(this.locale, "title")].filter(Boolean).join(" · ");
  }

  showBar() {
    this.#showBar();
  }

  #drawerButton(key, mark, drawer) {
    const open = this.drawers.current === drawer;
    return this.#button(key, key, mark, () => this.#toggleDrawer(drawer), { "aria-expanded": String(open) });
  }

  #toggleDrawer(drawer) {
    this.drawers.toggle(drawer);
    this.#showBar();
  }

  #button(key, label, mark, onclick, attributes = {}) {
    const name = text(this.locale, label);
    return element("button", { type: "button", class: "top-button", title: name, dataset: { key }, onclick, ...attributes }, icon(mark), element("span", { class: "top-label" }, name));
  }
}

/** Whom a newcomer starts as: the first member whose Discord speaks the browser's language. */
async function someone() {
  const { members } = await api.snapshot();
  const [language] = navigator.language.split("-");
  return members.find((member) => member.locale.split("-")[0] === language)?.user.id;
}

new App().start();
