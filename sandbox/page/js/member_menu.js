/** The menu of a member: the commands that apps offer for them. */

import { listUserCommands } from "./command_list.js";
import { element, fill, uniqueId } from "./dom.js";
import { avatar } from "./people.js";
import { isBelowRoom } from "./placement.js";
import { displayName } from "./reader.js";
import { sendCommand } from "./sending.js";
import { text } from "./texts.js";

/** @typedef {import("./people.js").User} User */

const MARGIN = 8;

export class MemberMenu {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {{channel: () => string, lookAtLog: () => void, problem: (error: unknown) => void}} pane
   */
  constructor(state, pane) {
    this.state = state;
    this.pane = pane;
    this.node = element("div", { class: "popup member-menu", popover: "auto", tabindex: -1, onkeydown: (event) => this.#key(event) });
    this.node.addEventListener("toggle", (event) => event.newState === "closed" && this.#closed());
  }

  get isOpen() {
    return this.node.matches(":popover-open");
  }

  /** @param {User} user @param {HTMLElement} opener what the menu stands at, and what has the focus again afterwards */
  open(user, opener) {
    this.close();
    this.opener?.setAttribute("aria-expanded", "false");
    this.user = user;
    this.opener = opener;
    this.key = "";
    this.update(true);
    this.node.showPopover();
    opener.setAttribute("aria-expanded", "true");
    this.#place();
    (this.#items[0] ?? this.node).focus();
  }

  close() {
    if (this.isOpen) this.node.hidePopover();
  }

  get #items() {
    return [...this.node.querySelectorAll("[role=menuitem]")];
  }

  /** Shows what is offered now, in the language of now. @param {boolean} [opening] */
  update(opening = false) {
    if (!opening && !this.isOpen) return;
    const { locale } = this.state;
    const entries = listUserCommands(this.state.commandsIn(this.pane.channel()), locale);
    const key = JSON.stringify([locale, entries.map(({ command, shown }) => [command.id, shown])]);
    if (key === this.key) return;
    this.key = key;
    fill(this.node, this.#head(), this.#apps(entries));
    if (!opening) (this.#items[0] ?? this.node).focus();
  }

  #head() {
    const name = displayName(this.state, this.user);
    return element(
      "div",
      { class: "member-menu-head" },
      avatar(this.user, name),
      element("div", { class: "popup-text" }, element("strong", null, name), element("span", { class: "popup-description" }, this.user.username)),
    );
  }

  /** @param {import("./command_list.js").MenuEntry[]} entries */
  #apps(entries) {
    const { locale } = this.state;
    const name = displayName(this.state, this.user);
    const headingId = uniqueId("apps");
    const heading = element("div", { class: "member-menu-heading", id: headingId }, text(locale, "apps"));
    if (!entries.length) return [heading, element("p", { class: "popup-empty" }, text(locale, "noApps"))];
    const items = entries.map((entry) =>
      element(
        "li",
        { role: "none" },
        element("button", { type: "button", role: "menuitem", class: "member-menu-item", tabindex: -1, onclick: () => this.#choose(entry), onpointermove: (event) => event.currentTarget.focus() }, entry.shown),
      ),
    );
    return [heading, element("ul", { role: "menu", "aria-label": text(locale, "appsFor", { name }) }, items)];
  }

  /** @param {import("./command_list.js").MenuEntry} entry */
  async #choose({ command, shown }) {
    const { state, user } = this;
    const channel = this.pane.channel();
    this.close();
    this.pane.lookAtLog();
    const known = { kind: "command", channel, command: shown };
    const request = { member: state.me.id, channel, kind: "user_command", command_id: command.id, target: user.id };
    try {
      await sendCommand(state, request, known);
    } catch (error) {
      this.pane.problem(error);
    }
  }

  #place() {
    const { left, top, bottom } = this.opener.getBoundingClientRect();
    const below = isBelowRoom(top, bottom);
    Object.assign(this.node.style, {
      left: `${Math.max(MARGIN, Math.min(left, innerWidth - this.node.offsetWidth - MARGIN))}px`,
      top: below ? `${bottom + 4}px` : "auto",
      bottom: below ? "auto" : `${innerHeight - top + 4}px`,
      maxHeight: `${Math.min(360, (below ? innerHeight - bottom : top) - 12)}px`,
    });
  }

  /** The message whose author was pressed may have been built anew meanwhile. */
  #closed() {
    this.opener.setAttribute("aria-expanded", "false");
    const { activeElement } = document;
    if (activeElement !== document.body && !this.node.contains(activeElement)) return;
    const again = document.querySelector(`article[data-message="${this.opener.closest("article")?.dataset.message}"]`);
    (this.opener.isConnected ? this.opener : again)?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Tab") {
      this.close();
      return;
    }
    const items = this.#items;
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: (at + 1) % items.length, ArrowUp: (at <= 0 ? items.length : at) - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  }
}

/**
 * The name of somebody who has a menu.
 * @param {User} user @param {string} name @param {string} locale
 * @param {{class: string, onOpen: (user: User, opener: HTMLElement) => void}} look
 * @param {...any} content
 */
export function menuButton(user, name, locale, look, ...content) {
  // Pressing the mouse outside of an open menu closes it: the click that follows must not open it again.
  let wasOpen = false;
  const button = element(
    "button",
    {
      type: "button",
      class: look.class,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": text(locale, "menuOf", { name }),
      onpointerdown: () => (wasOpen = button.getAttribute("aria-expanded") === "true"),
      onclick: () => {
        if (!wasOpen) look.onOpen(user, button);
        wasOpen = false;
      },
      oncontextmenu: (event) => {
        event.preventDefault();
        look.onOpen(user, button);
      },
    },
    content,
  );
  return button;
}
