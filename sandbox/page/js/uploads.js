/** Files on their way: each is handed to the local Discord when it is chosen, and is sent by its id. */

import { api, Refusal } from "./api.js";
import { formatSize } from "./format.js";
import { text } from "./texts.js";

/** @typedef {{upload: string, filename: string, size: number}} Chosen a file that was handed over */

/**
 * Hands a file over; whatever goes wrong is a sentence.
 * @param {import("./member_state.js").MemberState} state
 * @param {File} file
 * @returns {Promise<Chosen>}
 */
export async function handOver(state, file) {
  const { locale, snapshot } = state;
  if (file.size > snapshot.largest_file) {
    throw new Refusal(text(locale, "fileTooLarge", { file: file.name, limit: formatSize(locale, snapshot.largest_file) }));
  }
  try {
    return await api.upload(state.me.id, file);
  } catch (error) {
    // A folder, or a file that is gone by now, cannot be read.
    throw error instanceof Refusal ? error : new Refusal(text(locale, "fileUnread", { file: file.name }));
  }
}
