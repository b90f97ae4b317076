/** How many were chosen, and how many may be. */

import { text } from "./texts.js";

/**
 * What is wrong with how many were chosen; empty when all is well.
 * @param {number} count
 * @param {{least: number, most: number, required: boolean}} limits
 * @param {string} locale
 */
export function countProblem(count, { least, most, required }, locale) {
  if (count === 0) return required && least > 0 ? text(locale, "fillIn") : "";
  return count < least || count > most ? text(locale, "chooseBetween", { min: least, max: most }) : "";
}
