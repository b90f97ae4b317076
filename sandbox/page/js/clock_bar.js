/** The server's clock in the bar, with the buttons that move it. */

import { api } from "./api.js";
import { element, fill } from "./dom.js";
import { icon } from "./icons.js";
import { serverClock } from "./server_clock.js";
import { text } from "./texts.js";

const MOVES = [
  ["plusTenMinutes", 600],
  ["plusHour", 3600],
  ["plusDay", 86400],
];

export class ClockBar {
  /** @param {(problem: unknown) => void} tell */
  constructor(tell) {
    this.tell = tell;
    this.full = element("span", { class: "clock-full" });
    this.short = element("span", { class: "clock-short" });
    this.time = element("time", { class: "clock-time" }, this.full, this.short);
    this.node = element("div", { class: "clock", role: "group" });
    serverClock.addEventListener("tick", () => this.#tick());
  }

  /** @param {string} locale */
  show(locale) {
    if (locale !== this.locale) this.#build(locale);
    return this.node;
  }

  #build(locale) {
    this.locale = locale;
    const brief = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
    this.brief = new Intl.DateTimeFormat(locale, brief);
    this.format = new Intl.DateTimeFormat(locale, { ...brief, second: "2-digit" });
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.node.setAttribute("aria-label", text(locale, "clock"));
    this.time.title = text(locale, "zone", { zone });
    const moves = MOVES.map(([label, seconds]) => this.#button(text(locale, label), { advance_seconds: seconds }));
    fill(this.node, icon("clock"), this.time, moves, this.#button(text(locale, "toNext"), { to: "next" }, text(locale, "toNextHint")));
    this.#tick();
  }

  #button(label, move, title) {
    return element("button", { type: "button", class: "clock-move", title: title ?? null, onclick: () => this.#move(move) }, label);
  }

  async #move(move) {
    try {
      const { now, moved } = await api.clock(move);
      serverClock.set(now);
      this.#tick();
      if (!moved) this.tell(text(this.locale, "nothingNext"));
    } catch (error) {
      this.tell(error);
    }
  }

  #tick() {
    if (!this.format) return;
    const now = serverClock.now();
    this.full.textContent = this.format.format(now);
    this.short.textContent = this.brief.format(now);
    this.time.dateTime = now.toISOString();
  }
}
