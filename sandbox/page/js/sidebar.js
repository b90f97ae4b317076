/** Servers, channels and direct messages of one member, and the member's own card below. */

import { element, fill } from "./dom.js";
import { icon } from "./icons.js";
import { avatar, memberName, nameOf } from "./people.js";
import { text } from "./texts.js";

const CATEGORY = 4;

/**
 * @typedef {object} SidebarHost
 * @property {() => string} channel the open one
 * @property {(id: string) => void} openChannel
 * @property {() => void} openSettings
 * @property {(guild: string) => void} openEvents
 */

export class Sidebar {
  /** @param {import("./member_state.js").MemberState} state @param {SidebarHost} host */
  constructor(state, host) {
    this.state = state;
    this.host = host;
    this.node = element("div", { class: "sidebar" });
    this.update();
  }

  get #guild() {
    const { guilds } = this.state.snapshot;
    const open = this.state.channels.get(this.host.channel())?.guild;
    this.lastGuild = open?.id ?? this.lastGuild;
    return guilds.find((guild) => guild.id === this.lastGuild) ?? guilds[0];
  }

  update() {
    const { locale, me, snapshot } = this.state;
    const channels = [...this.state.channels.values()].map(({ guild, ...channel }) => channel);
    const key = JSON.stringify([locale, this.host.channel(), me, this.state.memberById.get(me.id)?.nick, snapshot.guilds.map((guild) => [guild.name, guild.events.length]), channels, snapshot.bot_online]);
    // Nothing is rebuilt in vain: it could be just under somebody's finger.
    if (key === this.key) return;
    this.key = key;
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const guild = this.#guild;
    fill(
      this.node,
      snapshot.guilds.length > 1 && this.#rail(guild),
      element(
        "div",
        { class: "sidebar-main" },
        guild && element("div", { class: "guild-name" }, guild.name),
        element("nav", { class: "channels", "aria-label": text(locale, "channels") }, guild && this.#channels(guild), this.#directs()),
        this.#card(),
      ),
    );
    if (held) this.node.querySelector(`[data-key="${held}"]`)?.focus();
  }

  #rail(current) {
    const { locale, snapshot } = this.state;
    const buttons = snapshot.guilds.map((guild) => {
      const unread = guild.channels.some(({ id }) => this.state.channels.get(id)?.unread);
      return element(
        "button",
        {
          type: "button",
          class: "guild-button",
          title: guild.name,
          "aria-label": guild.name,
          "aria-current": guild.id === current?.id ? "true" : null,
          "aria-description": unread ? text(locale, "unread") : null,
          dataset: { key: `guild-${guild.id}`, unread },
          onclick: () => this.host.openChannel(textChannels(guild)[0]?.id ?? ""),
        },
        initials(guild.name),
      );
    });
    return element("nav", { class: "rail", "aria-label": text(locale, "servers") }, buttons);
  }

  #channels(guild) {
    const { locale } = this.state;
    const rows = textChannels(guild).map((channel) => this.#row(channel, channel.name, icon("hash")));
    return [this.#events(guild), element("h3", null, text(locale, "textChannels")), element("ul", null, rows)];
  }

  #events(guild) {
    const { locale } = this.state;
    const count = guild.events.length;
    const name = text(locale, "events");
    return element(
      "button",
      { type: "button", class: "channel", "aria-haspopup": "dialog", dataset: { key: "events" }, onclick: () => this.host.openEvents(guild.id) },
      icon("calendar"),
      element("span", { class: "channel-name" }, name),
      count > 0 && element("span", { class: "count" }, count),
    );
  }

  #directs() {
    const { locale, snapshot } = this.state;
    const rows = snapshot.dms.map((dm) => this.#row(dm, nameOf(dm.recipient), avatar(dm.recipient)));
    const nothing = element("p", { class: "muted small" }, text(locale, "noDirectMessages"));
    return [element("h3", null, text(locale, "directMessages")), rows.length ? element("ul", null, rows) : nothing];
  }

  /** One link to a channel; opened in a new window it shows the same member there. */
  #row(channel, name, mark) {
    const { locale, me } = this.state;
    const known = this.state.channels.get(channel.id) ?? channel;
    const current = this.host.channel() === channel.id;
    const count = known.mentions || 0;
    const told = count ? text(locale, "mentions", { count }) : text(locale, "unread");
    const link = element(
      "a",
      {
        class: known.unread && !current ? "channel unread" : "channel",
        href: `?${new URLSearchParams({ member: me.id, channel: channel.id })}`,
        "aria-label": name,
        "aria-current": current ? "page" : null,
        "aria-description": known.unread && !current ? told : null,
        dataset: { key: `channel-${channel.id}` },
        onclick: (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          this.host.openChannel(channel.id);
        },
      },
      mark,
      element("span", { class: "channel-name" }, name),
      count > 0 && !current && element("span", { class: "badge" }, count),
    );
    return element("li", null, link);
  }

  #card() {
    const { locale, me, snapshot } = this.state;
    const name = memberName(this.state.memberById.get(me.id) ?? { user: me, nick: null });
    const label = text(locale, "settings");
    const notes = [me.locale, me.is_admin && text(locale, "admin")].filter(Boolean).join(" · ");
    const online = text(locale, snapshot.bot_online ? "botOnline" : "botOffline");
    return element(
      "div",
      { class: "card" },
      element("div", { class: "bot-state" }, element("span", { class: "dot", dataset: { online: snapshot.bot_online }, "aria-hidden": "true" }), online),
      element(
        "div",
        { class: "card-me" },
        avatar(me, name),
        element("div", { class: "card-text" }, element("strong", null, name), element("span", { class: "muted" }, notes)),
        element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, dataset: { key: "settings" }, onclick: () => this.host.openSettings() }, icon("gear")),
      ),
    );
  }
}

/** @param {any} guild */
export function textChannels(guild) {
  return guild.channels.filter((channel) => channel.type !== CATEGORY);
}

/** @param {string} name */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return words.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
}
