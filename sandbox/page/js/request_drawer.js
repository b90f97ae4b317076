/** The drawer with every request between the bot and Discord. */

import { api } from "./api.js";
import { element, fill } from "./dom.js";
import { formatDate } from "./format.js";
import { text } from "./texts.js";

const KEPT = 500;

export class RequestDrawer {
  title = /** @type {const} */ ("requests");

  /** @param {any} app */
  constructor(app) {
    this.app = app;
    /** @type {Array<{record: any, haystack: string, node?: HTMLElement}>} */
    this.rows = [];
    this.list = element("div", { class: "request-list" });
  }

  async opened() {
    try {
      const answer = await api.log(KEPT);
      const records = Array.isArray(answer) ? answer : (answer.requests ?? answer.log ?? []);
      this.rows = [];
      for (const record of records) this.add(record);
      this.#show();
    } catch (error) {
      this.app.tell(error);
    }
  }

  /** @param {any} record one request with its answer */
  add(record) {
    const haystack = JSON.stringify([record.method, record.path, record.status, record.body, record.response]).toLowerCase();
    this.rows.unshift({ record, haystack });
    this.rows.length = Math.min(this.rows.length, KEPT);
    if (!this.filter || this.app.drawers.current !== this || this.pause.checked) return;
    if (this.rows.length === 1) this.#show();
    else if (haystack.includes(this.filter.value.toLowerCase())) this.list.prepend(this.#row(this.rows[0]));
  }

  /** @param {string} locale */
  build(locale) {
    this.filter = element("input", { class: "text-input", type: "search", "aria-label": text(locale, "filterRequests"), placeholder: text(locale, "filterRequests"), oninput: () => this.#show() });
    this.pause = element("input", { type: "checkbox", onchange: () => this.#show() });
    this.#show();
    return element(
      "div",
      { class: "drawer-body" },
      element("p", { class: "muted" }, text(locale, "requestsIntro")),
      this.filter,
      element("label", { class: "option-row" }, this.pause, element("span", null, text(locale, "pauseRequests"))),
      this.list,
    );
  }

  #show() {
    const wanted = this.filter?.value.toLowerCase() ?? "";
    const rows = this.rows.filter((row) => row.haystack.includes(wanted)).map((row) => this.#row(row));
    fill(this.list, rows.length ? rows : element("p", { class: "muted" }, text(this.app.locale, "noRequests")));
  }

  #row(row) {
    row.node ??= requestCard(row.record, () => this.app.locale);
    return row.node;
  }
}

/** One request; its bodies are written out only when somebody opens it. */
function requestCard(record, locale) {
  const kind = record.status >= 500 || !record.status ? "bad" : record.status >= 400 ? "refused" : "good";
  const card = element(
    "details",
    { class: "request" },
    element(
      "summary",
      null,
      element("span", { class: `status status-${kind}` }, record.status || "—"),
      element("span", { class: "method" }, record.method),
      element("span", { class: "path" }, shortRoute(record.route || record.path)),
      element("span", { class: "request-time" }, formatDate(locale(), "T", new Date(record.at))),
    ),
  );
  card.addEventListener("toggle", () => card.open && card.children.length === 1 && card.append(bodies(record, locale())));
  return card;
}

function bodies(record, locale) {
  const query = record.query && Object.keys(record.query).length ? record.query : null;
  return element(
    "div",
    { class: "request-bodies" },
    element("code", { class: "whole-path" }, record.path),
    query && json("Query", query),
    record.body !== null && record.body !== undefined && json(text(locale, "requestBody"), record.body),
    json(text(locale, "responseBody"), record.response ?? record.response_body ?? null),
  );
}

function json(title, value) {
  const shown = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return [element("h4", null, title), element("pre", { tabindex: 0, role: "group", "aria-label": title }, element("code", null, shown))];
}

/** In a narrow column the parameters' names would hide what tells the routes apart. @param {string} route */
function shortRoute(route) {
  return route.replace(/\{[^}]*\}(\/\{[^}]*\})*/g, "…");
}
