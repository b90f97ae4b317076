/** The list of a server's events, as a dialog over one member's window. */

import { api } from "./api.js";
import { element, fill, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { displayName } from "./reader.js";
import { text } from "./texts.js";
import { eventTime } from "./timestamps.js";

const ACTIVE = 2;

export class EventsDialog {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {{name: string, context: any, cover: (covered: boolean) => void, problem: (error: unknown) => void}} pane
   */
  constructor(state, pane) {
    this.state = state;
    this.pane = pane;
    this.node = element("div", { class: "form-cover", hidden: true });
  }

  /** @param {string} guild the id of the server whose events are shown */
  open(guild) {
    this.guildId = guild;
    this.key = "";
    this.node.hidden = false;
    this.pane.cover(true);
    this.update();
    this.#closeButton.focus();
  }

  close() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.pane.cover(false);
    document.querySelector(`[data-pane="${this.pane.name}"] [data-key=events]`)?.focus();
  }

  get #closeButton() {
    return this.node.querySelector("[data-key=close]");
  }

  /** Shows what there is now; the focus stays where it was, as long as that is still there. */
  update() {
    if (this.node.hidden) return;
    const guild = this.state.snapshot.guilds.find((one) => one.id === this.guildId);
    if (!guild) {
      this.close();
      return;
    }
    const key = JSON.stringify([this.state.locale, guild.name, guild.events]);
    // Nothing is rebuilt in vain: it could be just under somebody's finger.
    if (key === this.key) return;
    this.key = key;
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const { locale } = this.state;
    const titleId = uniqueId("title");
    const head = element(
      "header",
      { class: "form-head" },
      element("h2", { id: titleId }, text(locale, "eventsOf", { server: guild.name })),
      element("button", { type: "button", class: "icon-button", "aria-label": text(locale, "close"), dataset: { key: "close" }, onclick: () => this.close() }, icon("close")),
    );
    const nothing = element("p", { class: "muted" }, text(locale, "noEvents"));
    const list = element("ul", { class: "event-list" }, guild.events.map((event) => this.#event(event)));
    fill(
      this.node,
      element(
        "div",
        { class: "form", role: "dialog", "aria-modal": "true", "aria-labelledby": titleId, onkeydown: (event) => event.key === "Escape" && this.close() },
        head,
        // What is longer than the window is scrolled by keyboard too.
        element("div", { class: "form-fields", tabindex: 0, role: "group", "aria-labelledby": titleId, dataset: { key: "list" } }, guild.events.length ? list : nothing),
      ),
    );
    if (held) (this.node.querySelector(`[data-key="${held}"]`) ?? this.#closeButton).focus();
  }

  #event(event) {
    const { locale, users } = this.state;
    const titleId = uniqueId("event");
    const place = event.entity_metadata?.location;
    const maker = users.get(event.creator_id);
    return element(
      "li",
      null,
      element(
        "article",
        { class: "event", "aria-labelledby": titleId },
        this.#when(event),
        element("h3", { id: titleId }, event.name),
        place && element("p", { class: "event-place" }, icon("place"), element("span", null, this.#place(place))),
        event.description && element("div", { class: "event-text markdown" }, markdown(event.description, this.#context)),
        element(
          "div",
          { class: "event-foot" },
          element("span", { class: "muted small" }, maker && text(locale, "eventBy", { name: displayName(this.state, maker) })),
          event.can_delete && this.#deleteButton(event),
        ),
      ),
    );
  }

  /** When it starts and how far off that is, or that it is going on. */
  #when(event) {
    const { locale } = this.state;
    const going = event.status === ACTIVE;
    const start = eventTime(event.scheduled_start_time, "style-F", locale);
    const far = going ? text(locale, "eventNow") : eventTime(event.scheduled_start_time, "relative", locale);
    const end = event.scheduled_end_time && [" – ", eventTime(event.scheduled_end_time, "style-t", locale)];
    return element("p", { class: going ? "event-when going" : "event-when" }, icon("calendar"), element("span", null, start, end, " · ", far));
  }

  /** Names and links of a description: who follows one to a channel wants to see that. */
  get #context() {
    const { context } = this.pane;
    return { ...context, openChannel: (id) => (this.close(), context.openChannel(id)) };
  }

  #place(place) {
    if (!/^https?:\/\//.test(place)) return place;
    return element("a", { href: place, target: "_blank", rel: "noopener noreferrer" }, place);
  }

  #deleteButton(event) {
    const { locale } = this.state;
    const label = text(locale, "deleteEvent", { event: event.name });
    return element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, dataset: { key: `delete-${event.id}` }, onclick: () => this.#delete(event) }, icon("trash"));
  }

  async #delete(event) {
    try {
      await api.deleteEvent(this.state.me.id, event.guild_id, event.id);
    } catch (error) {
      this.pane.problem(error);
    }
  }
}
