/** The drawer in which Discord is made to misbehave. */

import { api } from "./api.js";
import { element, fill, labelled } from "./dom.js";
import { text } from "./texts.js";

/** What each kind of fault needs to be told. */
const KINDS = {
  status: ["method", "path", "status", "times"],
  rate_limit: ["method", "path", "seconds", "times"],
  ban: ["method", "path", "seconds", "times"],
  delay: ["method", "path", "seconds", "times"],
  drop: ["method", "path", "times"],
  gateway_drop: [],
  gateway_invalidate: [],
  deny_channel: ["channel"],
  allow_channel: ["channel"],
};

const NAMES = {
  status: "kindStatus",
  rate_limit: "kindRateLimit",
  ban: "kindBan",
  delay: "kindDelay",
  drop: "kindDrop",
  gateway_drop: "kindGatewayDrop",
  gateway_invalidate: "kindGatewayInvalidate",
  deny_channel: "kindDeny",
  allow_channel: "kindAllow",
};

const METHODS = ["GET", "POST", "PATCH", "PUT", "DELETE"];

export class FaultDrawer {
  title = /** @type {const} */ ("faults");

  /** @param {any} app */
  constructor(app) {
    this.app = app;
    this.faults = [];
    this.extra = [];
    this.list = element("ul", { class: "fault-list" });
  }

  async opened() {
    try {
      this.take(await api.faults());
    } catch (error) {
      this.app.tell(error);
    }
  }

  /** @param {any} data the active faults, as the server tells them */
  take(data) {
    this.faults = Array.isArray(data) ? data : (data.faults ?? []);
    const extra = Array.isArray(data) ? this.extra : (data.extra ?? this.extra);
    const more = extra.length !== this.extra.length;
    this.extra = extra;
    if (more && this.kind) this.#kinds();
    this.#show();
  }

  /** @param {string} locale */
  build(locale) {
    this.kind = element("select", { class: "text-input", onchange: () => this.#inputs() });
    this.inputs = element("div", { class: "fault-inputs" });
    this.done = element("p", { class: "small", role: "status" });
    this.#kinds();
    this.#show();
    return element(
      "div",
      { class: "drawer-body" },
      element("p", { class: "muted" }, text(locale, "faultsIntro")),
      element(
        "form",
        { class: "fault-form", onsubmit: (event) => this.#add(event) },
        labelled(text(locale, "faultKind"), this.kind),
        this.inputs,
        element("button", { type: "submit", class: "button button-danger" }, text(locale, "addFault")),
        this.done,
      ),
      element("h3", null, text(locale, "activeFaults")),
      this.list,
      element("button", { type: "button", class: "button button-secondary", onclick: () => this.#clear() }, text(locale, "clearFaults")),
    );
  }

  #kinds() {
    const { locale } = this.app;
    const chosen = this.kind.value;
    const own = Object.keys(KINDS).map((kind) => element("option", { value: kind }, text(locale, NAMES[kind])));
    const more = this.extra.map((fault) => element("option", { value: fault.kind }, inLanguage(fault.title, locale)));
    fill(this.kind, own, more);
    if (chosen) this.kind.value = chosen;
    this.#inputs();
  }

  #inputs() {
    const { locale } = this.app;
    const number = (name, value, step = 1, least = 1) => element("input", { class: "text-input", type: "number", name, value, min: least, step });
    const build = {
      method: () => labelled(text(locale, "faultMethod"), element("select", { class: "text-input", name: "method" }, element("option", { value: "" }, text(locale, "any")), METHODS.map((method) => element("option", { value: method }, method)))),
      path: () => labelled(text(locale, "faultPath"), element("input", { class: "text-input", name: "path", placeholder: text(locale, "faultPathHint"), autocomplete: "off", spellcheck: "false" })),
      status: () => labelled(text(locale, "status"), number("status", 500)),
      seconds: () => labelled(text(locale, "seconds"), number("seconds", 4, 0.1, 0.1)),
      times: () => labelled(text(locale, "times"), number("times", 1)),
      channel: () => labelled(text(locale, "channel"), element("select", { class: "text-input", name: "channel" }, this.#channels())),
    };
    fill(this.inputs, (KINDS[this.kind.value] ?? []).map((name) => build[name]()));
  }

  #channels() {
    const known = new Map();
    for (const pane of this.app.panes) for (const channel of pane.state.channels.values()) if (!channel.isDirect) known.set(channel.id, channel);
    return [...known.values()].map((channel) => element("option", { value: channel.id }, `#${channel.name} · ${channel.guild.name}`));
  }

  async #add(event) {
    event.preventDefault();
    const fault = { kind: this.kind.value };
    for (const input of this.inputs.querySelectorAll("[name]")) {
      if (input.value !== "") fault[input.name] = input.type === "number" ? Number(input.value) : input.value;
    }
    try {
      await api.addFault(fault);
      this.done.textContent = text(this.app.locale, "faultDone");
      await this.opened();
    } catch (error) {
      this.app.tell(error);
    }
  }

  async #clear() {
    try {
      await api.clearFaults();
      await this.opened();
    } catch (error) {
      this.app.tell(error);
    }
  }

  #show() {
    const { locale } = this.app;
    const rows = this.faults.map((fault) => element("li", null, this.#describe(fault, locale)));
    fill(this.list, rows.length ? rows : element("li", { class: "muted" }, text(locale, "noFaults")));
  }

  #describe(fault, locale) {
    const extra = this.extra.find((other) => other.kind === fault.kind);
    const name = fault.kind in NAMES ? text(locale, NAMES[fault.kind]) : inLanguage(extra?.title ?? fault.kind, locale);
    const where = [fault.method, fault.path].filter(Boolean).join(" ");
    const left = fault.left ?? fault.times;
    const details = [fault.kind === "status" && fault.status, fault.seconds && `${fault.seconds} s`, left && `×${left}`].filter(Boolean);
    return [element("strong", null, name), " ", details.join(" "), where && element("code", null, where)];
  }
}

/** A text given once or in several languages. @param {string | Record<string, string>} value @param {string} locale */
export function inLanguage(value, locale) {
  if (typeof value === "string") return value;
  return value[locale] ?? value[locale.split("-")[0]] ?? value.en ?? Object.values(value)[0] ?? "";
}
