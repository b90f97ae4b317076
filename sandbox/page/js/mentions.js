/** `@name` in plain messages. */

import { displayName } from "./reader.js";

/** @typedef {import("./member_state.js").MemberState} MemberState */

/** The mention that is being typed before the caret. @param {string} source @param {number} caret */
export function mentionBefore(source, caret) {
  const match = /(?:^|\s)@([^\s@]*)$/.exec(source.slice(0, caret));
  return match ? { typed: match[1], from: caret - match[1].length - 1 } : null;
}

/** @param {MemberState} state */
function everybody(state) {
  const users = [...state.snapshot.members.map((member) => member.user), state.snapshot.bot];
  return users.map((user) => ({ id: user.id, name: displayName(state, user), username: user.username }));
}

/** Who fits what is typed. @param {MemberState} state @param {string} channel @param {string} typed */
export function mentionable(state, channel, typed) {
  const wanted = typed.toLocaleLowerCase();
  const guild = state.channels.get(channel)?.guild;
  const fits = (person) => {
    const member = state.memberById.get(person.id);
    const isHere = !guild || !member || member.guilds.includes(guild.id);
    return isHere && [person.name, person.username].some((name) => name.toLocaleLowerCase().startsWith(wanted));
  };
  return everybody(state).filter(fits).slice(0, 10);
}

/** Turns `@Name` into Discord's mention, longest names first. @param {string} source @param {MemberState} state */
export function withMentions(source, state) {
  const people = everybody(state).sort((one, other) => other.name.length - one.name.length);
  let result = source;
  for (const person of people) {
    result = result.replaceAll(`@${person.name}`, `<@${person.id}>`);
  }
  return result;
}
