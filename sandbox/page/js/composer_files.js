/** The files of a command: above the message box, each option that takes one has its place. */

import { element, fill, uniqueId } from "./dom.js";
import { fileChip, filePlace, takeDropped } from "./file_place.js";
import { takesFile } from "./option_values.js";
import { text } from "./texts.js";
import { handOver } from "./uploads.js";

/** @typedef {import("./command_text.js").Given} Given */
/** @typedef {import("./uploads.js").Chosen} Chosen */

export class ComposerFiles {
  /** @param {import("./composer.js").Composer} composer */
  constructor(composer) {
    this.composer = composer;
    /** @type {Set<string>} options whose files are on their way */
    this.awaited = new Set();
    this.shown = "";
    /** @type {Map<string, import("./file_place.js").Place>} by option, where no file is yet */
    this.places = new Map();
    this.node = element("div", { class: "composer-files", hidden: true });
  }

  /** @param {HTMLElement} node where files may be dropped and pasted */
  listen(node) {
    takeDropped(node, () => this.places.size > 0 && !this.awaited.size, (files, target) => this.#receive(files, target));
  }

  /** @param {import("./command_text.js").Reading | null} reading */
  update(reading) {
    const { locale } = this.composer.state;
    const cards = (reading?.given ?? []).filter(({ option }) => takesFile(option)).map((given) => ({ option: given.option, chosen: this.#chosen(given) }));
    const shown = JSON.stringify([locale, cards.map(({ option, chosen }) => [option.name, option.shown, chosen])]);
    // What looks the same stays: it may have the keyboard's focus.
    if (shown === this.shown) return;
    this.shown = shown;
    this.places.clear();
    fill(this.node, cards.map((card) => this.#card(card)));
    this.node.hidden = !cards.length;
  }

  /** @param {{option: import("./command_list.js").Option, chosen: Chosen | undefined}} card */
  #card({ option, chosen }) {
    const { locale } = this.composer.state;
    const labelId = uniqueId("file");
    const star = option.required && element("span", { class: "star", "aria-hidden": "true" }, " *");
    const inside = chosen ? fileChip(chosen, locale, () => this.#remove(option.name)) : this.#place(option.name, labelId);
    return element("div", { class: "composer-file", role: "group", "aria-labelledby": labelId, dataset: { option: option.name } }, element("div", { class: "composer-file-label" }, element("span", { id: labelId }, option.shown), star), inside);
  }

  /** @param {string} option @param {string} labelId */
  #place(option, labelId) {
    const place = filePlace({ locale: this.composer.state.locale, labelId, onFiles: ([file]) => file && this.#take(option, file) });
    place.wait(this.awaited.has(option));
    this.places.set(option, place);
    return place.node;
  }

  /** @param {Given} given @returns {Chosen | undefined} */
  #chosen(given) {
    return given.exact ? this.composer.picks.get(given.option.name)?.get(given.typed) : undefined;
  }

  /** Opens the file chooser if the caret stands where a file is still to be chosen. @returns {boolean} whether it did */
  open(place) {
    const isEmpty = place.kind === "value" && takesFile(place.given.option) && !place.given.typed;
    if (isEmpty) this.places.get(place.given.option.name)?.open();
    return isEmpty;
  }

  /** Several files go to the options in their order, beginning with that on which they were dropped. */
  async #receive(files, target) {
    const under = target.closest("[data-option]")?.dataset.option;
    const { place } = this.composer.guide;
    const first = [under, place.kind === "value" ? place.given.option.name : undefined].find((name) => this.places.has(name));
    const order = [...new Set([first, ...this.places.keys()].filter(Boolean))];
    for (const [index, option] of order.entries()) if (files[index]) await this.#take(option, files[index]);
  }

  /** @param {string} option @param {File} file */
  async #take(option, file) {
    const { composer } = this;
    const { channel } = composer;
    this.#wait(option, true);
    try {
      const chosen = await handOver(composer.state, file);
      if (composer.channel === channel) this.#fillIn(option, chosen);
    } catch (error) {
      composer.fault(error.message);
    } finally {
      this.#wait(option, false);
    }
  }

  /** @param {string} option @param {boolean} busy */
  #wait(option, busy) {
    if (busy) this.awaited.add(option);
    else this.awaited.delete(option);
    this.places.get(option)?.wait(busy);
  }

  /** @param {string} option @param {Chosen} chosen */
  #fillIn(option, chosen) {
    const { composer } = this;
    const { reading } = composer;
    const given = reading?.given.find((one) => one.option.name === option);
    if (!given) return;
    composer.box.focus();
    composer.guide.fillIn(reading, given, { name: chosen.filename, value: chosen });
  }

  /** @param {string} option */
  #remove(option) {
    const { composer } = this;
    const given = composer.reading?.given.find((one) => one.option.name === option);
    if (!given) return;
    composer.box.focus();
    composer.replace(given.from, given.to, "");
  }

  /** What keeps the command from being sent; empty if nothing does. */
  get problem() {
    return this.awaited.size ? text(this.composer.state.locale, "stillUploading") : "";
  }
}
