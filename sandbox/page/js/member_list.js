/** The list of those who are in the open channel's server, or in the direct message. */

import { element, fill } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./member_menu.js";
import { avatar } from "./people.js";
import { displayName } from "./reader.js";
import { text } from "./texts.js";

export class MemberList {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {{channel: () => string, openMenu: (user: any, opener: HTMLElement) => void}} pane
   */
  constructor(state, pane) {
    this.state = state;
    this.pane = pane;
    this.toggle = element("button", { type: "button", class: "icon-button members-button", "aria-expanded": "false", onclick: () => this.#show(this.node.hidden) }, icon("people"));
    this.node = element("aside", { class: "member-list", hidden: true, onkeydown: (event) => event.key === "Escape" && this.#show(false) });
    this.update();
  }

  /** @param {boolean} open */
  #show(open) {
    this.node.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    this.update();
    if (open) this.node.querySelector("button")?.focus();
    else this.toggle.focus();
  }

  /** Gives the log free where the list lies over it. */
  giveWay() {
    if (!this.node.hidden && getComputedStyle(this.node).position === "absolute") this.#show(false);
  }

  get #people() {
    const { channels, me, snapshot } = this.state;
    const guild = channels.get(this.pane.channel())?.guild;
    const members = snapshot.members.filter((member) => (guild ? member.guilds.includes(guild.id) : member.user.id === me.id));
    return [...members.map((member) => member.user), snapshot.bot];
  }

  update() {
    const { locale } = this.state;
    const label = text(locale, "memberList");
    this.toggle.setAttribute("aria-label", label);
    this.toggle.title = label;
    if (this.node.hidden) return;
    const people = this.#people.map((user) => [user, displayName(this.state, user)]);
    const key = JSON.stringify([locale, people]);
    // Nothing is rebuilt in vain: it could be just under somebody's finger.
    if (key === this.key) return;
    this.key = key;
    this.node.setAttribute("aria-label", label);
    fill(this.node, element("h3", null, label), element("ul", null, people.map(([user, name]) => this.#row(user, name, locale))));
  }

  #row(user, name, locale) {
    const badge = user.bot && element("span", { class: "app-badge" }, text(locale, "app"));
    const look = { class: "member-row", onOpen: this.pane.openMenu };
    return element("li", null, menuButton(user, name, locale, look, avatar(user, name), element("span", { class: "member-name" }, name), badge));
  }
}
