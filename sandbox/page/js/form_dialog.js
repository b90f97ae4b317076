/** A bot's form: a dialog over one member's window; what is typed survives reloads and failed answers. */

import { api } from "./api.js";
import { recall, remember } from "./drafts.js";
import { element, fill, uniqueId } from "./dom.js";
import { formPart } from "./form_fields.js";
import { icon } from "./icons.js";
import { avatar } from "./people.js";
import { displayName, menuChoices } from "./reader.js";
import { failureText, text } from "./texts.js";

const ACCEPTED = ["answered", "updated", "thinking"];

export class FormDialog {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {{owner: string, context: any, cover: (covered: boolean) => void}} pane
   */
  constructor(state, pane) {
    this.state = state;
    this.pane = pane;
    this.key = `form ${pane.owner}`;
    this.node = element("div", { class: "form-cover", hidden: true });
    state.addEventListener("modal", (event) => this.open(event.detail));
    state.addEventListener("interaction", (event) => this.#heard(event.detail));
  }

  /** Opens a form that was half filled when the page was left. */
  restore() {
    const kept = recall(this.key);
    if (kept) this.open(kept.modal, kept.values);
  }

  /** @param {any} modal @param {Record<string, any>} [values] */
  open(modal, values = {}) {
    const { locale } = this.state;
    this.modal = modal;
    this.sent = "";
    this.opener = this.opener ?? document.activeElement;
    const context = { ...this.pane.context, state: this.state, choices: (component) => menuChoices(this.state, component, modal.channel) };
    const parts = modal.components.map((part) => formPart(part, context, () => this.#keep()));
    this.fields = parts.flatMap((part) => part.field ?? []);
    for (const field of this.fields) if (field.customId in values) field.set(values[field.customId]);
    const titleId = uniqueId("title");
    this.fault = element("div", { class: "form-fault", role: "alert" });
    this.submitButton = element("button", { type: "submit", class: "button button-primary" }, text(locale, "submit"));
    const form = element(
      "form",
      { novalidate: true, onsubmit: (event) => this.#submit(event) },
      element("div", { class: "form-fields" }, parts.map((part) => part.node)),
      this.fault,
      element("div", { class: "form-buttons" }, element("button", { type: "button", class: "button button-plain", onclick: () => this.close() }, text(locale, "cancel")), this.submitButton),
    );
    const { bot } = this.state.snapshot;
    const head = element(
      "header",
      { class: "form-head" },
      avatar(bot),
      element("div", { class: "form-titles" }, element("h2", { id: titleId }, modal.title), element("div", { class: "muted" }, displayName(this.state, bot))),
      element("button", { type: "button", class: "icon-button", "aria-label": text(locale, "close"), onclick: () => this.close() }, icon("close")),
    );
    const dialog = element("div", { class: "form", role: "dialog", "aria-labelledby": titleId, onkeydown: (event) => this.#key(event) }, head, form);
    fill(this.node, dialog);
    this.node.hidden = false;
    this.pane.cover(true);
    this.#keep();
    (this.fields[0] ?? this.submitButton).focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.node.querySelector(":popover-open")) return;
    event.preventDefault();
    this.close();
  }

  #values() {
    return Object.fromEntries(this.fields.map((field) => [field.customId, field.value()]).filter(([, value]) => value !== undefined));
  }

  #keep() {
    // A file may arrive after the form was closed.
    if (this.node.hidden) return;
    remember(this.key, { modal: this.modal, values: this.#values() });
  }

  async #submit(event) {
    event.preventDefault();
    if (this.sent) return;
    const wrong = this.fields.filter((field) => {
      const problem = field.problem();
      field.complain(problem);
      return problem;
    });
    if (wrong.length) {
      wrong[0].focus();
      return;
    }
    this.#wait("asking");
    try {
      const { interaction } = await api.interact({ member: this.state.me.id, kind: "modal", modal: this.modal.id, fields: this.#values() });
      this.#wait(interaction);
      const heard = this.state.heard.get(interaction);
      this.state.mine.add(interaction);
      if (heard) this.#heard(heard);
    } catch (error) {
      this.#failed(error.message);
    }
  }

  /** @param {string} interaction the id for whose answer the form waits */
  #wait(interaction) {
    this.sent = interaction;
    fill(this.fault);
    this.submitButton.setAttribute("aria-disabled", "true");
    this.submitButton.classList.add("busy");
  }

  #failed(sentence) {
    this.sent = "";
    fill(this.fault, sentence);
    this.submitButton.removeAttribute("aria-disabled");
    this.submitButton.classList.remove("busy");
  }

  #heard(interaction) {
    if (!this.sent || interaction.id !== this.sent) return;
    if (interaction.state === "failed") this.#failed(failureText(this.state.locale, interaction.error));
    if (ACCEPTED.includes(interaction.state)) this.close();
  }

  close() {
    if (this.node.hidden) return;
    remember(this.key, null);
    this.node.hidden = true;
    fill(this.node);
    this.pane.cover(false);
    if (this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus({ preventScroll: true });
    this.opener = null;
  }
}
