/** Names and avatars of users. */

import { element } from "./dom.js";

/** @typedef {{id: string, username: string, global_name?: string | null, bot?: boolean}} User */
/** @typedef {{user: User, nick?: string | null, roles: string[], locale: string, dms_open: boolean, is_admin: boolean, guilds: string[], unread?: number, mentions?: number}} Member */

/** @param {User} user @param {string | null} [nick] */
export function nameOf(user, nick) {
  return nick || user.global_name || user.username;
}

/** @param {Member} member */
export function memberName(member) {
  return nameOf(member.user, member.nick);
}

const HUES = [235, 145, 25, 335, 195, 280, 5, 85];

/**
 * A round picture with the first letter: there is no picture server here, and none is asked.
 * @param {User} user
 * @param {string} [name]
 */
export function avatar(user, name = nameOf(user)) {
  // The lower bits of an id made in one go are all alike, the time in it is not.
  const hue = HUES[Number((BigInt(user.id) >> 22n) % BigInt(HUES.length))];
  const letter = [...name][0]?.toUpperCase() ?? "?";
  const kind = user.bot ? "avatar avatar-bot" : "avatar";
  return element("span", { class: kind, "aria-hidden": "true", style: { "--hue": hue } }, letter);
}

/** @param {number | undefined} color Discord's integer colour; 0 means none */
export function cssColor(color) {
  return color ? `#${color.toString(16).padStart(6, "0")}` : null;
}
