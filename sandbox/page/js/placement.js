/** Where pop-ups have room. */

/**
 * Whether a pop-up should open below its control rather than above it.
 * @param {number} top
 * @param {number} bottom
 */
export function isBelowRoom(top, bottom) {
  const below = window.innerHeight - bottom;
  return below > 260 || below >= top;
}
