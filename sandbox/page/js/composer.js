/** The message box: plain messages and commands in one textbox; what may come next is suggested above it. */

import { api } from "./api.js";
import { ComposerGuide } from "./composer_guide.js";
import { ComposerFiles } from "./composer_files.js";
import { listCommands } from "./command_list.js";
import { findCommand, missingOptions, readCommand } from "./command_text.js";
import { element, fill, uniqueId } from "./dom.js";
import { icon } from "./icons.js";
import { withMentions } from "./mentions.js";
import { fixedChoices, valueOf } from "./option_values.js";
import { sendCommand } from "./sending.js";
import { Suggestions } from "./suggestions.js";
import { text } from "./texts.js";

export class Composer {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {{drafts: import("./drafts.js").Drafts, problem: (error: unknown) => void}} pane
   */
  constructor(state, pane) {
    this.state = state;
    this.pane = pane;
    this.channel = "";
    /** @type {import("./command_text.js").Picks} */
    this.picks = new Map();
    this.#build();
    this.guide = new ComposerGuide(this);
    this.refreshCommands();
  }

  #build() {
    const hintId = uniqueId("hint");
    this.box = /** @type {HTMLTextAreaElement} */ (
      element("textarea", { class: "composer-input", rows: 1, autocomplete: "off", "aria-autocomplete": "list", "aria-describedby": hintId, spellcheck: "false" })
    );
    this.paper = element("div", { class: "composer-paper", "aria-hidden": "true" });
    this.hint = element("div", { class: "composer-hint", id: hintId, "aria-live": "polite" });
    this.sendButton = element("button", { type: "button", class: "icon-button", onclick: () => this.send() }, icon("send"));
    this.suggestions = new Suggestions(this.box);
    this.files = new ComposerFiles(this);
    this.frame = element("div", { class: "composer-frame" }, this.files.node, element("div", { class: "composer-field" }, this.paper, this.box), this.sendButton);
    this.node = element("div", { class: "composer" }, this.suggestions.node, this.hint, this.frame);
    this.files.listen(this.node);
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("click", () => this.guide.look());
    this.box.addEventListener("keyup", (event) => ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key) && this.guide.look());
    this.box.addEventListener("blur", () => this.suggestions.hide());
    this.box.addEventListener("focus", () => this.value && this.guide.look());
  }

  get value() {
    return this.box.value;
  }

  /** The command that stands in the box, if there is one. */
  get reading() {
    return readCommand(this.value, this.entries, this.picks);
  }

  refreshCommands() {
    this.entries = listCommands(this.state.commandsIn(this.channel), this.state.locale);
  }

  /** @param {string} channel @param {string} label what the channel is called, with its mark */
  open(channel, label) {
    this.channel = channel;
    this.refreshCommands();
    const { locale } = this.state;
    const mayWrite = this.state.channels.get(channel)?.can_send ?? true;
    // The accessible name stays the same in every language: assistive tools and tests rely on it.
    this.box.setAttribute("aria-label", text("en-US", "composer", { channel: label }));
    this.box.placeholder = text(locale, mayWrite ? "composer" : "noWriting", { channel: label });
    this.box.disabled = !mayWrite;
    this.sendButton.setAttribute("aria-label", text(locale, "send"));
    const draft = this.pane.drafts.read(channel);
    this.picks = draft.picks;
    this.box.value = draft.text;
    this.suggestions.hide();
    this.fault("");
    this.paint();
  }

  /** Puts text into the box, as if it had been typed. @param {string} value */
  type(value) {
    this.box.value = value;
    this.box.setSelectionRange(value.length, value.length);
    this.box.focus();
    this.changed();
  }

  /** Puts a whole text into the box: Enter sends it at once. @param {string} value */
  prepare(value) {
    this.type(value);
    this.guide.stop();
  }

  /** Replaces part of the text and puts the caret behind it. */
  replace(from, to, replacement) {
    this.box.setRangeText(replacement, from, to, "end");
    this.changed();
  }

  /** @param {string} option @param {string} shown @param {any} value */
  pick(option, shown, value) {
    if (!this.picks.has(option)) this.picks.set(option, new Map());
    this.picks.get(option).set(shown, value);
  }

  changed() {
    if (!this.value) this.picks = new Map();
    this.fault("");
    this.paint();
    this.pane.drafts.keep(this.channel, this.value, this.picks);
    this.guide.look();
  }

  /** Shows the text with the command's parts marked, below the transparent letters of the box. */
  paint() {
    const { reading } = this;
    this.files.update(reading);
    if (!reading) {
      fill(this.paper, `${this.value}\u200b`);
      return;
    }
    const parts = [element("span", { class: "part-command" }, this.value.slice(0, reading.nameEnd))];
    let last = reading.nameEnd;
    for (const value of reading.given) {
      parts.push(this.value.slice(last, value.start));
      parts.push(element("span", { class: "part-name" }, this.value.slice(value.start, value.from)));
      parts.push(element("span", { class: "part-value" }, this.value.slice(value.from, value.to)));
      last = value.to;
    }
    fill(this.paper, parts, `${this.value.slice(last)}\u200b`);
  }

  /** @param {string} sentence shown above the box, in red; empty: nothing is wrong */
  fault(sentence) {
    this.hint.classList.toggle("wrong", sentence !== "");
    if (sentence) this.hint.textContent = sentence;
    else this.guide?.describe();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && this.suggestions.isOpen) {
      this.guide.stop();
      event.stopPropagation();
    } else if (!event.shiftKey && this.press(event.key)) event.preventDefault();
  }

  /** Does what a key does in the list or in the box. @param {string} key @returns {boolean} whether it did anything */
  press(key) {
    const { suggestions } = this;
    if (this.guide.keeps(key)) return true;
    if (key === "Enter") {
      if (suggestions.current && !this.#isWhole()) suggestions.current.onPick();
      else if (!this.files.open(this.guide.place)) this.send();
      return true;
    }
    if (key === "Tab") return this.guide.next();
    if ((key !== "ArrowDown" && key !== "ArrowUp") || !suggestions.items.length) return false;
    suggestions.move(key === "ArrowDown" ? 1 : -1);
    return true;
  }

  /** Whether the name of a command that takes no options stands there: nothing is left to fill in. */
  #isWhole() {
    const found = findCommand(this.value.trimEnd(), this.entries);
    return found !== null && found.entry.options.length === 0 && this.guide.place.kind === "command";
  }

  async send() {
    const source = this.value.trim();
    if (!source || this.box.disabled) return;
    const reading = readCommand(this.value.trimEnd(), this.entries, this.picks);
    if (this.files.problem) this.fault(this.files.problem);
    else if (!reading && /^\/\p{L}/u.test(source)) this.fault(text(this.state.locale, "unknownCommand"));
    else if (reading) await this.#sendCommand(reading);
    else await this.#sendMessage(source);
  }

  async #sendMessage(source) {
    this.#clear();
    try {
      await api.write(this.state.me.id, this.channel, withMentions(source, this.state));
    } catch (error) {
      this.type(source);
      this.fault(error.message);
    }
  }

  /** @param {import("./command_text.js").Reading} reading */
  async #sendCommand(reading) {
    const { state, channel, value: source, picks } = this;
    const options = this.#options(reading);
    if (!options) return;
    this.#clear();
    const known = { kind: "command", channel, command: `/${reading.entry.shown}` };
    try {
      await sendCommand(state, { ...this.request(reading), kind: "command", options }, known);
    } catch (error) {
      this.picks = picks;
      this.type(source);
      this.fault(error.message);
    }
  }

  /** What every request about this command says. @param {import("./command_text.js").Reading} reading */
  request(reading) {
    return {
      member: this.state.me.id,
      guild: this.state.channels.get(this.channel)?.guild?.id ?? null,
      channel: this.channel,
      command_id: reading.entry.command.id,
      path: reading.entry.path,
    };
  }

  /** The options' values, or null after telling what is wrong. */
  #options(reading) {
    const { locale } = this.state;
    const missing = missingOptions(reading).filter((option) => option.required);
    const first = missing[0];
    const given = [...reading.given];
    if (reading.stray && first) given.push({ option: first, typed: reading.stray });
    else if (reading.stray) return this.#wrong(text(locale, "notAChoice", { option: reading.stray }));
    else if (first) {
      this.replace(this.value.trimEnd().length, this.value.length, ` ${first.shown}:`);
      return this.#wrong(text(locale, "requiredMissing", { option: first.shown }));
    }
    const options = [];
    for (const { option, typed } of given) {
      if (!typed && option.required) return this.#wrong(text(locale, "requiredMissing", { option: option.shown }));
      if (!typed) continue;
      const outcome = valueOf(option, typed, this.picks.get(option.name)?.get(typed), fixedChoices(option, this.state, this.channel));
      if ("problem" in outcome) return this.#wrong(text(locale, outcome.problem, outcome.details));
      options.push({ name: option.name, type: option.raw.type, value: outcome.value });
    }
    const unfilled = missing.slice(reading.stray ? 1 : 0)[0];
    return unfilled ? this.#wrong(text(locale, "requiredMissing", { option: unfilled.shown })) : options;
  }

  #wrong(sentence) {
    this.fault(sentence);
    return null;
  }

  #clear() {
    this.box.value = "";
    this.picks = new Map();
    this.changed();
  }
}
