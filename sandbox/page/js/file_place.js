/** Where files go: a place to drop or choose them, and how one looks that was chosen. */

import { element, uniqueId } from "./dom.js";
import { formatSize } from "./format.js";
import { icon } from "./icons.js";
import { text } from "./texts.js";

/**
 * @typedef {object} Place
 * @property {HTMLElement} node
 * @property {HTMLElement} button
 * @property {() => void} open shows the browser's file chooser
 * @property {(busy: boolean) => void} wait
 */

/**
 * @param {object} look
 * @param {string} look.locale
 * @param {string} look.labelId id of what says for what the files are
 * @param {string} [look.describedBy]
 * @param {string} [look.note] how many, how large
 * @param {boolean} [look.multiple]
 * @param {(files: File[]) => void} look.onFiles
 * @returns {Place}
 */
export function filePlace({ locale, labelId, describedBy, note, multiple = false, onFiles }) {
  const wordsId = uniqueId("words");
  const noteId = uniqueId("note");
  const input = /** @type {HTMLInputElement} */ (element("input", { type: "file", hidden: true, multiple }));
  input.addEventListener("change", () => {
    const files = [...input.files];
    // Otherwise the same file, removed and chosen again, would be no change.
    input.value = "";
    onFiles(files);
  });
  const words = element("span", { id: wordsId });
  const button = element(
    "button",
    {
      type: "button",
      class: "file-place",
      "aria-labelledby": `${labelId} ${wordsId}`,
      "aria-describedby": [note && noteId, describedBy].filter(Boolean).join(" ") || null,
      onclick: () => button.getAttribute("aria-busy") !== "true" && input.click(),
    },
    icon("upload"),
    element("span", { class: "file-place-text" }, words, note && element("span", { class: "file-place-note", id: noteId }, note)),
  );
  const wait = (busy) => {
    button.setAttribute("aria-busy", String(busy));
    words.textContent = text(locale, busy ? "uploading" : multiple ? "dropFiles" : "dropFile");
  };
  wait(false);
  return { node: element("div", null, button, input), button, open: () => button.click(), wait };
}

/** @param {import("./uploads.js").Chosen} chosen @param {string} locale @param {() => void} onRemove */
export function fileChip(chosen, locale, onRemove) {
  const remove = text(locale, "removeFile", { file: chosen.filename });
  return element(
    "div",
    { class: "file-chip" },
    icon("file"),
    element(
      "span",
      { class: "file-chip-text" },
      element("span", { class: "file-chip-name", title: chosen.filename }, chosen.filename),
      element("span", { class: "muted" }, formatSize(locale, chosen.size)),
    ),
    element("button", { type: "button", class: "icon-button", "aria-label": remove, title: remove, onclick: onRemove }, icon("trash")),
  );
}

/**
 * Takes files that are dropped or pasted onto a node, as long as there is room.
 * @param {HTMLElement} node
 * @param {() => boolean} hasRoom
 * @param {(files: File[], target: Element) => void} onFiles
 */
export function takeDropped(node, hasRoom, onFiles) {
  const mark = (over) => node.classList.toggle("dropping", over);
  node.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files") || !hasRoom()) return;
    event.preventDefault();
    mark(true);
  });
  node.addEventListener("dragleave", (event) => !node.contains(/** @type {Node} */ (event.relatedTarget)) && mark(false));
  node.addEventListener("drop", (event) => {
    mark(false);
    give(event, event.dataTransfer);
  });
  node.addEventListener("paste", (event) => give(event, event.clipboardData));

  /** @param {Event} event @param {DataTransfer | null} brought */
  function give(event, brought) {
    if (!brought?.files.length || !hasRoom()) return;
    event.preventDefault();
    onFiles([...brought.files], /** @type {Element} */ (event.target));
  }
}
