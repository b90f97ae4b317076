/** One member's window: who one is, the channels, the open channel's log, the message box, forms. */

import { api } from "./api.js";
import { Composer } from "./composer.js";
import { Drafts, recall, remember } from "./drafts.js";
import { element, fill } from "./dom.js";
import { EventsDialog } from "./events_dialog.js";
import { FormDialog } from "./form_dialog.js";
import { icon } from "./icons.js";
import { LogView } from "./log_view.js";
import { MemberList } from "./member_list.js";
import { MemberMenu } from "./member_menu.js";
import { MemberSettings } from "./member_settings.js";
import { MemberState } from "./member_state.js";
import { memberName } from "./people.js";
import { readerOf } from "./reader.js";
import { Sidebar, textChannels } from "./sidebar.js";
import { Switcher } from "./switcher.js";
import { text } from "./texts.js";

/** Events: member (somebody else is shown), place (another channel is), shared (news for the whole window), problem. */
export class Pane extends EventTarget {
  /** @param {string} name "first" or "second" */
  constructor(name) {
    super();
    this.name = name;
    this.turn = 0;
    this.node = element("section", { class: "pane", dataset: { pane: name } });
  }

  /** Becomes a member; of two that are chosen in quick turn, the later. @param {string} [member] @param {string} [channel] */
  async be(member, channel) {
    this.turn += 1;
    const { turn } = this;
    const snapshot = await api.snapshot(member);
    if (turn !== this.turn) return;
    this.state?.close();
    this.log?.dispose();
    this.state = new MemberState(snapshot);
    this.owner = `${this.name} ${this.state.me.id}`;
    remember(`${this.name} member`, this.state.me.id);
    this.#build();
    this.#listen();
    const wanted = [channel, recall(`${this.owner} channel`), textChannels(snapshot.guilds[0] ?? { channels: [] })[0]?.id, snapshot.dms[0]?.id];
    this.dispatchEvent(new Event("member"));
    await this.openChannel(wanted.find((id) => id && this.state.channels.has(id)) ?? "");
    this.form.restore();
  }

  #build() {
    const { state } = this;
    const host = {
      name: this.name,
      owner: this.owner,
      channel: () => this.channel ?? "",
      openChannel: (id) => this.openChannel(id),
      openSettings: () => this.settings.open(),
      openEvents: (guild) => this.events.open(guild),
      openMenu: (user, opener) => this.menu.open(user, opener),
      lookAtLog: () => this.members.giveWay(),
      typeCommand: (command) => this.composer.type(`/${command} `),
      cover: (covered) => this.#cover(covered),
      problem: (error) => this.problem(error),
      drafts: new Drafts(this.owner),
    };
    this.reader = readerOf(state, host);
    this.switcher = new Switcher(state, (member) => this.#switch(member));
    this.sidebar = new Sidebar(state, host);
    this.menu = new MemberMenu(state, host);
    this.members = new MemberList(state, host);
    this.settings = new MemberSettings(state, host);
    this.composer = new Composer(state, host);
    this.log = new LogView(state, this.reader, () => this.#seen());
    this.form = new FormDialog(state, { ...host, context: this.reader.context });
    this.events = new EventsDialog(state, { ...host, context: this.reader.context });
    this.heading = element("h2", { class: "chat-title" });
    this.topic = element("div", { class: "chat-topic" });
    this.menuButton = element("button", { type: "button", class: "icon-button menu-button", "aria-expanded": "false", onclick: () => this.#showSidebar(!this.node.classList.contains("sidebar-open")) }, icon("menu"));
    this.banner = element("div", { class: "banner", role: "status" });
    const column = element("div", { class: "chat-column" }, this.log.newLine.button, this.log.node, this.log.scroll.toNewest, this.composer.node);
    this.chat = element("div", { class: "chat" }, element("header", { class: "chat-head" }, this.menuButton, this.heading, this.topic, this.members.toggle), this.banner, element("div", { class: "chat-main" }, column, this.members.node));
    this.sidebar.node.addEventListener("keydown", (event) => event.key === "Escape" && this.#showSidebar(false));
    this.shade = element("div", { class: "shade", onclick: () => this.#showSidebar(false) });
    this.body = element("div", { class: "pane-body" }, this.sidebar.node, this.shade, this.chat);
    fill(this.node, this.switcher.node, this.body, this.menu.node, this.settings.node, this.events.node, this.form.node);
    this.#name();
  }

  #name() {
    const { state } = this;
    this.node.setAttribute("aria-label", memberName(state.memberById.get(state.me.id)));
    this.node.lang = state.locale;
    this.menuButton.setAttribute("aria-label", text(state.locale, "openChannels"));
  }

  #listen() {
    const { state } = this;
    state.addEventListener("messages", (event) => this.#messages(event.detail));
    state.addEventListener("interaction", () => this.log.update());
    state.addEventListener("snapshot", () => this.#snapshot());
    state.addEventListener("unread", () => this.#marks());
    state.addEventListener("connection", () => fill(this.banner, state.connected ? null : text(state.locale, "lost")));
    state.addEventListener("shared", (event) => this.dispatchEvent(new CustomEvent("shared", { detail: event.detail })));
  }

  async #switch(member) {
    try {
      await this.be(member);
      // The button that was pressed is gone with its keyboard focus, unless that has gone elsewhere meanwhile.
      if (document.activeElement === document.body) this.node.querySelector(".chip[aria-pressed=true]")?.focus();
    } catch (error) {
      this.problem(error);
    }
  }

  /** @param {string} id */
  async openChannel(id) {
    this.channel = id;
    const channel = this.state.channels.get(id);
    remember(`${this.owner} channel`, id);
    this.#showSidebar(false);
    const label = channel ? `${channel.isDirect ? "@" : "#"}${channel.name}` : "";
    fill(this.heading, channel && icon(channel.isDirect ? "at" : "hash"), channel?.name);
    fill(this.topic, channel?.topic);
    this.composer.open(id, label);
    this.menu.close();
    this.members.update();
    this.place = [label, this.node.getAttribute("aria-label")].filter(Boolean).join(" · ");
    this.dispatchEvent(new Event("place"));
    this.sidebar.update();
    if (!id) return;
    try {
      await this.log.open(id, label, channel);
    } catch (error) {
      this.problem(error);
    }
  }

  #messages({ channel, forgotten }) {
    if (forgotten) this.openChannel(this.channel);
    else if (channel === this.channel) this.log.update();
  }

  /** The member, the channels or the commands have changed. */
  #snapshot() {
    const { state } = this;
    const gone = this.channel && !state.channels.has(this.channel);
    const locale = this.node.lang;
    this.#name();
    this.reader.isAdmin = state.me.is_admin;
    this.reader.context.locale = state.locale;
    this.switcher.update();
    this.settings.update();
    this.events.update();
    this.members.update();
    this.menu.update();
    if (gone || locale !== state.locale) {
      this.openChannel(gone ? (textChannels(state.snapshot.guilds[0] ?? { channels: [] })[0]?.id ?? state.snapshot.dms[0]?.id ?? "") : this.channel);
      this.dispatchEvent(new Event("member"));
      return;
    }
    this.sidebar.update();
    this.composer.refreshCommands();
    this.log.update();
  }

  #marks() {
    this.sidebar.update();
    this.switcher.update();
    // The mark of a message comes after the message, which may be on the screen by then.
    this.look();
  }

  #seen() {
    const known = this.state.channels.get(this.channel);
    if (!known?.unread || document.hidden || !this.state.messages.isLoaded(this.channel)) return;
    Object.assign(known, { unread: false, mentions: 0, last_read: this.state.messages.of(this.channel).at(-1)?.id ?? known.last_read });
    this.sidebar.update();
    api.read(this.state.me.id, this.channel).catch((error) => this.problem(error));
  }

  /** The window came back to the front, or there is a new mark. */
  look() {
    if (this.log?.scroll.stick) this.#seen();
  }

  /** @param {boolean} open */
  #showSidebar(open) {
    this.node.classList.toggle("sidebar-open", open);
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (open) this.sidebar.node.querySelector("[aria-current=page]")?.focus();
    else if (this.sidebar.node.contains(document.activeElement)) this.menuButton.focus();
  }

  /** While a form is open the rest of this member's window is out of reach. @param {boolean} covered */
  #cover(covered) {
    this.body.inert = covered;
    this.switcher.node.inert = covered;
  }

  /** @param {unknown} error */
  problem(error) {
    const sentence = text(this.state?.locale ?? "en-US", "errorHappened", { error: error instanceof Error ? error.message : String(error) });
    this.dispatchEvent(new CustomEvent("problem", { detail: sentence }));
  }

  close() {
    this.state?.close();
    this.log?.dispose();
    this.node.remove();
  }
}
