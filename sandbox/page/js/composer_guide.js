/** What to suggest while a command is typed: commands, options, choices, the bot's autocompletion. */

import { api } from "./api.js";
import { narrow } from "./command_list.js";
import { missingOptions, placeOfCaret } from "./command_text.js";
import { mentionBefore, mentionable } from "./mentions.js";
import { fixedChoices, narrowChoices, takesFile, valueOf } from "./option_values.js";
import { text } from "./texts.js";

const PAUSE = 120;

export class ComposerGuide {
  /** @param {import("./composer.js").Composer} composer */
  constructor(composer) {
    this.composer = composer;
    this.asked = 0;
    this.timer = 0;
    this.forget();
    this.place = { kind: "plain" };
  }

  get locale() {
    return this.composer.state.locale;
  }

  /** Looks where the caret stands and shows what may come there. */
  look() {
    const { composer } = this;
    const { box, entries, picks } = composer;
    this.asked += 1;
    this.listsNames = false;
    this.forget();
    this.place = placeOfCaret(box.value, box.selectionStart, entries, picks);
    this.describe();
    if (this.place.kind === "command") this.#commands();
    else if (this.place.kind === "value") this.#values();
    else if (this.place.kind === "names") this.#names(this.place.word, this.place.word ? 0 : undefined);
    else this.#mentions();
  }

  /** The line above the box: what the option at the caret, or the command, is for. */
  describe() {
    const { hint } = this.composer;
    if (hint.classList.contains("wrong")) return;
    const { place } = this;
    if (place.kind === "value") {
      const { shown, description, required } = place.given.option;
      const tail = takesFile(place.given.option) && !place.given.typed ? `. ${text(this.locale, "enterChooses")}` : "";
      hint.textContent = `${shown} — ${description}${required ? ` (${text(this.locale, "required")})` : ""}${tail}`;
    } else if (place.kind === "names") {
      hint.textContent = `/${place.reading.entry.shown} — ${place.reading.entry.description}`;
    } else hint.textContent = "";
  }

  #commands() {
    const { composer } = this;
    const items = narrow(composer.entries, this.place.typed).map((entry) => ({
      title: `/${entry.shown}`,
      description: entry.description,
      onPick: () => this.#begin(entry),
    }));
    const note = items.length ? undefined : text(this.locale, "noCommands");
    composer.suggestions.show(text(this.locale, "commands"), items, { active: 0, note });
  }

  /** @param {import("./command_list.js").Entry} entry */
  #begin(entry) {
    const required = entry.options.find((option) => option.required);
    this.composer.picks = new Map();
    this.composer.type(`/${entry.shown} ${required ? `${required.shown}:` : ""}`);
  }

  /**
   * @param {string} word what is typed of an option's name
   * @param {number} [active] the entry that Enter takes; by default a required option, if one is missing
   */
  #names(word, active) {
    const { composer, place } = this;
    const wanted = word.toLocaleLowerCase();
    const fitting = missingOptions(place.reading).filter((option) => [option.shown, option.name].some((name) => name.toLocaleLowerCase().startsWith(wanted)));
    const items = fitting.map((option) => ({
      title: option.shown,
      description: option.description,
      aside: option.required ? text(this.locale, "required") : undefined,
      onPick: () => this.#name(option, word),
    }));
    composer.suggestions.show(text(this.locale, "optionsLeft"), items, { active: active ?? (fitting[0]?.required ? 0 : -1) });
    this.listsNames = true;
  }

  /** @param {import("./command_list.js").Option} option @param {string} word */
  #name(option, word) {
    const { composer } = this;
    const caret = composer.box.selectionStart;
    const before = composer.value.slice(0, caret - word.length);
    composer.replace(caret - word.length, caret, `${/\s$/.test(before) ? "" : " "}${option.shown}:`);
  }

  #values() {
    const { composer } = this;
    const { given, word } = this.place;
    const choices = fixedChoices(given.option, composer.state, composer.channel);
    const between = /\s$/.test(composer.value.slice(given.from, composer.box.selectionStart));
    if (choices && this.#isComplete(given, choices)) this.#names("", -1);
    else if (choices) this.#choices(narrowChoices(choices, given.exact ? "" : given.typed), given.exact ? -1 : 0);
    else if (given.option.raw.autocomplete && !given.exact) this.#complete();
    else if (word || (between && given.typed)) this.#names(word, -1);
    else composer.suggestions.hide();
  }

  /** Whether one of the choices was typed out, with a space behind it. */
  #isComplete(given, choices) {
    const { box } = this.composer;
    const left = box.selectionStart > given.to && given.typed !== "";
    return left && "value" in valueOf(given.option, given.typed, undefined, choices);
  }

  /** Closes the list and forgets what was asked. */
  stop() {
    this.asked += 1;
    this.forget();
    this.composer.suggestions.hide();
  }

  /** Forgets what was about to be asked, and which keys wait for the answer. */
  forget() {
    clearTimeout(this.timer);
    this.isAsking = false;
    /** @type {string[]} */
    this.keys = [];
  }

  /**
   * Keeps a key until the bot's suggestions are there: what stands in the list until then is out of date.
   *
   * Enter and Tab wait only behind an arrow: alone they take what is typed.
   *
   * @param {string} key
   * @returns {boolean} whether it waits
   */
  keeps(key) {
    const isArrow = key === "ArrowDown" || key === "ArrowUp";
    const waits = this.isAsking && (isArrow || (this.keys.length > 0 && (key === "Enter" || key === "Tab")));
    if (waits) this.keys.push(key);
    return waits;
  }

  /** @param {Array<{name: string, value: any, description?: string}>} choices @param {number} active */
  #choices(choices, active) {
    const { composer } = this;
    const { given } = this.place;
    const items = choices.map((choice) => ({
      title: choice.name,
      description: choice.description,
      onPick: () => this.#choose(choice),
    }));
    const note = items.length ? undefined : text(this.locale, "noChoices");
    composer.suggestions.show(text(this.locale, "choicesOf", { option: given.option.shown }), items, { active, note });
  }

  /** @param {{name: string, value: any}} choice */
  #choose(choice) {
    const { given, reading } = this.place;
    this.fillIn(reading, given, choice);
  }

  /**
   * Puts a choice where its option stands, and goes on to what is still to be filled in.
   * @param {import("./command_text.js").Reading} reading
   * @param {import("./command_text.js").Given} given
   * @param {{name: string, value: any}} choice
   */
  fillIn(reading, given, choice) {
    const { composer } = this;
    // Line breaks would not survive in the box.
    const shown = choice.name.replace(/\s+/g, " ").trim();
    composer.pick(given.option.name, shown, choice.value);
    const next = missingOptions(reading).find((option) => option.required);
    const tail = next ? ` ${next.shown}:` : " ";
    composer.replace(given.from, given.to, shown);
    const caret = given.from + shown.length;
    const follows = composer.value.slice(caret);
    if (follows.trim()) composer.box.setSelectionRange(caret + 1, caret + 1);
    else composer.replace(caret, composer.value.length, tail);
    this.look();
  }

  /** Asks the bot, after a short pause in typing; an answer that comes too late is dropped. */
  #complete() {
    const turn = this.asked;
    this.isAsking = true;
    const label = text(this.locale, "choicesOf", { option: this.place.given.option.shown });
    if (!this.composer.suggestions.isOpen) this.composer.suggestions.show(label, [], { note: text(this.locale, "loading") });
    else this.composer.suggestions.activate(-1);
    this.timer = setTimeout(async () => {
      let choices = [];
      try {
        ({ choices } = await api.interact(this.#question()));
      } catch {
        // As in Discord, a bot that does not answer leaves the list empty.
      }
      if (turn !== this.asked) return;
      const { keys } = this;
      this.forget();
      if (document.activeElement !== this.composer.box) return;
      this.#choices(choices, 0);
      if (choices.length) keys.forEach((key) => this.composer.press(key));
    }, PAUSE);
  }

  #question() {
    const { composer } = this;
    const { given, reading } = this.place;
    const options = reading.given.flatMap(({ option, typed }) => {
      if (option === given.option) return [{ name: option.name, type: option.raw.type, value: typed }];
      // A file is not sent before the command is.
      const outcome = typed && !takesFile(option) ? valueOf(option, typed, composer.picks.get(option.name)?.get(typed), fixedChoices(option, composer.state, composer.channel)) : {};
      return "value" in outcome ? [{ name: option.name, type: option.raw.type, value: outcome.value }] : [];
    });
    return { ...composer.request(reading), kind: "autocomplete", options, focused: given.option.name };
  }

  #mentions() {
    const { composer } = this;
    const found = mentionBefore(composer.value, composer.box.selectionStart);
    if (!found) {
      composer.suggestions.hide();
      return;
    }
    const items = mentionable(composer.state, composer.channel, found.typed).map((person) => ({
      title: `@${person.name}`,
      description: person.username,
      onPick: () => composer.replace(found.from, composer.box.selectionStart, `@${person.name} `),
    }));
    composer.suggestions.show(text(this.locale, "members"), items, { active: 0 });
  }

  /** Tab: takes the suggestion or goes to the next option. @returns {boolean} whether there was one */
  next() {
    const { suggestions } = this.composer;
    const { place } = this;
    if (suggestions.isOpen && suggestions.items.length && (suggestions.current || this.listsNames)) {
      (suggestions.current ?? suggestions.items[0]).onPick();
      return true;
    }
    if (place.kind !== "value" || !place.given.typed) return false;
    const [option] = missingOptions(place.reading);
    if (!option) return false;
    const end = this.composer.value.trimEnd().length;
    this.composer.replace(end, this.composer.value.length, ` ${option.shown}:`);
    return true;
  }
}
