/** The field of a form that takes files. */

import { countProblem } from "./counts.js";
import { element, fill } from "./dom.js";
import { fileChip, filePlace, takeDropped } from "./file_place.js";
import { formatSize } from "./format.js";
import { text } from "./texts.js";
import { handOver } from "./uploads.js";

/** @typedef {import("./uploads.js").Chosen} Chosen */

class FileField {
  /** @param {import("./form_fields.js").Surroundings} around */
  constructor({ component, context, onChange, ids, say }) {
    this.state = context.state;
    this.locale = context.locale;
    this.onChange = onChange;
    this.say = say;
    this.limits = { least: component.min_values ?? 1, most: component.max_values ?? 1, required: component.required !== false };
    /** @type {Chosen[]} */
    this.chosen = [];
    this.awaited = 0;
    this.list = element("ul", { class: "file-chips", "aria-live": "polite" });
    this.place = filePlace({
      locale: this.locale,
      labelId: ids.labelId,
      describedBy: ids.describedBy,
      note: this.#note(),
      multiple: this.limits.most > 1,
      onFiles: (files) => this.#take(files),
    });
    this.node = element("div", { class: "file-field" }, this.list, this.place.node);
    takeDropped(this.node, () => this.room > 0, (files) => this.#take(files));
    this.#show();
  }

  get room() {
    return this.limits.most - this.chosen.length - this.awaited;
  }

  #note() {
    const { least, most } = this.limits;
    const limit = formatSize(this.locale, this.state.snapshot.largest_file);
    if (most === 1) return text(this.locale, "fileLimit", { limit });
    return text(this.locale, "fileLimits", { count: least === most ? most : `${least}–${most}`, limit });
  }

  #show() {
    fill(this.list, this.chosen.map((one) => element("li", null, fileChip(one, this.locale, () => this.#remove(one)))));
    this.place.wait(this.awaited > 0);
    this.place.node.hidden = this.chosen.length >= this.limits.most;
  }

  /** @param {File[]} files */
  async #take(files) {
    const hadFocus = this.node.contains(document.activeElement);
    const fitting = files.slice(0, this.room);
    const problems = fitting.length < files.length ? [text(this.locale, "tooManyFiles", { max: this.limits.most })] : [];
    this.awaited += fitting.length;
    this.#show();
    for (const file of fitting) {
      try {
        this.chosen.push(await handOver(this.state, file));
      } catch (error) {
        problems.push(error.message);
      }
      this.awaited -= 1;
    }
    this.#show();
    this.say(problems.join(" "));
    this.onChange();
    // The place is hidden once no more files fit, and the focus that was in it would be lost.
    if (hadFocus && this.place.node.hidden && this.node.isConnected) this.#lastRemove()?.focus();
  }

  /** @param {Chosen} chosen */
  #remove(chosen) {
    this.chosen = this.chosen.filter((one) => one !== chosen);
    this.#show();
    this.say("");
    this.onChange();
    this.place.button.focus();
  }

  #lastRemove() {
    return /** @type {HTMLElement | null} */ (this.list.querySelector("li:last-child button"));
  }

  /** @param {Chosen[]} chosen */
  set(chosen) {
    this.chosen = [...chosen];
    this.#show();
  }

  problem() {
    if (this.awaited) return text(this.locale, "stillUploading");
    return countProblem(this.chosen.length, this.limits, this.locale);
  }

  focus() {
    (this.place.node.hidden ? this.#lastRemove() : this.place.button)?.focus();
  }
}

/** @param {import("./form_fields.js").Surroundings} around */
export function fileField(around) {
  const field = new FileField(around);
  return {
    node: field.node,
    value: () => field.chosen,
    set: (chosen) => field.set(chosen),
    problem: () => field.problem(),
    focus: () => field.focus(),
  };
}
