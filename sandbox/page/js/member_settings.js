/** What can be changed about a member: language, direct messages, admin right, roles. */

import { api } from "./api.js";
import { element, fill, labelled, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { memberName } from "./people.js";
import { text } from "./texts.js";

const LOCALES = ["en-US", "en-GB", "ru", "uk", "de", "fr", "es-ES", "es-419", "it", "nl", "pl", "pt-BR", "tr", "cs", "sv-SE", "ja", "ko", "zh-CN", "zh-TW", "hi"];

export class MemberSettings {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {{name: string, cover: (covered: boolean) => void, channel: () => string, problem: (error: unknown) => void}} pane
   */
  constructor(state, pane) {
    this.state = state;
    this.pane = pane;
    this.node = element("div", { class: "form-cover", hidden: true });
  }

  open() {
    this.opener = document.activeElement;
    this.node.hidden = false;
    this.pane.cover(true);
    this.update();
    this.node.querySelector("select")?.focus();
  }

  close() {
    if (this.node.hidden) return;
    this.node.hidden = true;
    this.pane.cover(false);
    const again = document.querySelector(`[data-pane="${this.pane.name}"] [data-key=settings]`);
    (this.opener?.isConnected ? this.opener : again)?.focus();
  }

  update() {
    if (this.node.hidden) return;
    const held = this.node.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const { state } = this;
    const { locale, me } = state;
    const titleId = uniqueId("title");
    const name = memberName(state.memberById.get(me.id));
    const head = element(
      "header",
      { class: "form-head" },
      element("h2", { id: titleId }, text(locale, "settingsOf", { name })),
      element("button", { type: "button", class: "icon-button", "aria-label": text(locale, "close"), onclick: () => this.close() }, icon("close")),
    );
    fill(
      this.node,
      element(
        "div",
        { class: "form", role: "dialog", "aria-labelledby": titleId, onkeydown: (event) => event.key === "Escape" && this.close() },
        head,
        element("div", { class: "form-fields" }, this.#language(), this.#switch("dmsOpen", "dms_open"), this.#switch("isAdmin", "is_admin"), this.#roles(), this.#servers()),
      ),
    );
    if (held) this.node.querySelector(`[data-key="${held}"]`)?.focus();
  }

  async #change(changes) {
    try {
      await api.changeMember(this.state.me.id, changes);
    } catch (error) {
      this.pane.problem(error);
      this.update();
    }
  }

  #language() {
    const { locale, me } = this.state;
    const names = new Intl.DisplayNames(locale, { type: "language" });
    const options = LOCALES.map((code) => element("option", { value: code, selected: code === me.locale }, `${names.of(code)} (${code})`));
    const select = element("select", { class: "text-input", dataset: { key: "language" }, onchange: () => this.#change({ locale: select.value }) }, options);
    return labelled(text(locale, "language"), select);
  }

  /** @param {import("./texts.js").TextKey} label @param {"dms_open" | "is_admin"} property */
  #switch(label, property) {
    const box = element("input", {
      type: "checkbox",
      checked: this.state.me[property],
      dataset: { key: property },
      onchange: () => this.#change({ [property]: box.checked, guild: this.#guild?.id }),
    });
    return element("label", { class: "option-row" }, box, element("span", null, text(this.state.locale, label)));
  }

  /** The server in which rights and roles are changed: the one of the open channel. */
  get #guild() {
    return this.state.channels.get(this.pane.channel())?.guild ?? this.state.snapshot.guilds[0];
  }

  /** The servers that this member is in: whoever leaves one is gone from there, and may join again. */
  #servers() {
    const { locale, me } = this.state;
    const rows = me.servers.map((server) => {
      const box = element("input", {
        type: "checkbox",
        checked: server.is_member,
        dataset: { key: `server-${server.id}` },
        onchange: () => this.#change({ guild: server.id, is_member: box.checked }),
      });
      return element("label", { class: "option-row" }, box, element("span", null, server.name));
    });
    return element("fieldset", { class: "field" }, element("legend", { class: "field-label" }, text(locale, "servers")), rows);
  }

  #roles() {
    const { state } = this;
    const guild = this.#guild;
    const choosable = (guild?.roles ?? []).filter((role) => role.id !== guild.id && !role.managed);
    if (!choosable.length) return null;
    const held = state.memberById.get(state.me.id)?.roles ?? [];
    const mine = new Set(held.filter((id) => guild.roles.some((role) => role.id === id)));
    const rows = choosable.map((role) => {
      const box = element("input", {
        type: "checkbox",
        checked: mine.has(role.id),
        dataset: { key: `role-${role.id}` },
        onchange: () => {
          if (box.checked) mine.add(role.id);
          else mine.delete(role.id);
          this.#change({ guild: guild.id, roles: [...mine] });
        },
      });
      return element("label", { class: "option-row" }, box, element("span", null, role.name));
    });
    return element("fieldset", { class: "field" }, element("legend", { class: "field-label" }, text(state.locale, "roles")), rows);
  }
}
