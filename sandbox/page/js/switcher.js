/** The row of members: one press and the window is theirs; marks show who has got something. */

import { element, fill } from "./dom.js";
import { avatar, memberName } from "./people.js";
import { text } from "./texts.js";

const SHOWN = 8;

export class Switcher {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {(member: string) => void} onSwitch
   */
  constructor(state, onSwitch) {
    this.state = state;
    this.onSwitch = onSwitch;
    this.node = element("div", { class: "switcher", role: "group" });
    this.update();
  }

  update() {
    const { state } = this;
    const { members } = state.snapshot;
    if (!this.#hasChanged([state.locale, state.me.id, members])) return;
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.member : null;
    const shown = members.slice(0, SHOWN);
    const me = state.memberById.get(state.me.id);
    if (me && !shown.includes(me)) shown.splice(SHOWN - 1, 1, me);
    const rest = members.filter((member) => !shown.includes(member));
    this.node.setAttribute("aria-label", text(state.locale, "members"));
    fill(this.node, shown.map((member) => this.#chip(member)), rest.length > 0 && this.#more(rest));
    if (held) this.node.querySelector(`[data-member="${held}"]`)?.focus();
  }

  /** Nothing is rebuilt in vain: it could be just under somebody's finger. */
  #hasChanged(shown) {
    const key = JSON.stringify(shown);
    const changed = key !== this.key;
    this.key = key;
    return changed;
  }

  #chip(member) {
    const { locale, me } = this.state;
    const unread = member.unread > 0;
    const count = member.mentions ?? 0;
    const isMe = member.user.id === me.id;
    const told = count ? text(locale, "mentions", { count }) : text(locale, "unread");
    const name = memberName(member);
    return element(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(isMe),
        "aria-label": name,
        "aria-description": !isMe && (unread || count) ? told : null,
        dataset: { member: member.user.id },
        onclick: () => !isMe && this.onSwitch(member.user.id),
      },
      avatar(member.user, name),
      element("span", { class: "chip-name" }, name),
      !isMe && count > 0 && element("span", { class: "badge" }, count),
      !isMe && !count && unread && element("span", { class: "unread-dot" }),
    );
  }

  #more(rest) {
    const label = text(this.state.locale, "moreMembers");
    const options = rest.map((member) => element("option", { value: member.user.id }, memberName(member), marked(member)));
    const select = element("select", { class: "more-members", "aria-label": label, onchange: () => select.value && this.onSwitch(select.value) }, element("option", { value: "" }, `+${rest.length}…`), options);
    return select;
  }
}

/** What stands behind a name in the list, where there is no room for a badge. @param {import("./people.js").Member} member */
function marked({ unread = 0, mentions = 0 }) {
  if (mentions > 0) return ` (${mentions})`;
  return unread > 0 ? " •" : "";
}
