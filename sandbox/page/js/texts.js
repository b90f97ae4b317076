/** Every text of the page itself, in English and Russian, by the language of the member one is. */

import { ENGLISH } from "./texts_english.js";
import { RUSSIAN } from "./texts_russian.js";

/** @typedef {keyof typeof ENGLISH} TextKey */

/**
 * One text of the page in the language of a Discord locale.
 * @param {string} locale
 * @param {TextKey} key
 * @param {Record<string, string | number>} [values]
 */
export function text(locale, key, values = {}) {
  const pattern = (locale?.startsWith("ru") ? RUSSIAN : ENGLISH)[key];
  return pattern.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/** What to say when the bot did not answer; the server tells it in English. @param {string} locale @param {string} [told] */
export function failureText(locale, told) {
  return told && told !== ENGLISH.failed ? told : text(locale, "failed");
}
