/** What an option's typed text means: choices, numbers, members, channels, roles, files. */

import { localChoices } from "./command_list.js";
import { displayName } from "./reader.js";
import { text } from "./texts.js";

const TYPE = { string: 3, integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10, attachment: 11 };

/** @typedef {import("./command_list.js").Option} Option */
/** @typedef {{name: string, plain?: string, value: any, description?: string}} Choice */

/** Whether an option takes a file, which is chosen and not typed. @param {Option} option */
export function takesFile(option) {
  return option.raw.type === TYPE.attachment;
}

/**
 * The fixed choices of an option; null when anything may be typed.
 * @param {Option} option
 * @param {import("./member_state.js").MemberState} state
 * @param {string} channelId
 * @returns {Choice[] | null}
 */
export function fixedChoices(option, state, channelId) {
  const { type } = option.raw;
  if (option.raw.choices?.length) return localChoices(option, state.locale);
  if (type === TYPE.boolean) {
    return [
      { name: text(state.locale, "yes"), plain: "true", value: true },
      { name: text(state.locale, "no"), plain: "false", value: false },
    ];
  }
  const guild = state.channels.get(channelId)?.guild;
  if (type === TYPE.user) return people(state, guild);
  if (type === TYPE.channel) return channels(guild, option.raw.channel_types);
  if (type === TYPE.role) return roles(guild);
  if (type === TYPE.mentionable) return [...people(state, guild), ...roles(guild)];
  return null;
}

function people(state, guild) {
  const members = state.snapshot.members.filter((member) => !guild || member.guilds.includes(guild.id));
  return [...members.map((member) => member.user), state.snapshot.bot].map((user) => ({
    name: `@${displayName(state, user)}`,
    plain: user.username,
    value: user.id,
    description: user.username,
  }));
}

function channels(guild, types) {
  const fitting = (guild?.channels ?? []).filter((channel) => !types?.length || types.includes(channel.type));
  return fitting.map((channel) => ({ name: `#${channel.name}`, plain: channel.name, value: channel.id }));
}

function roles(guild) {
  return (guild?.roles ?? []).map((role) => ({ name: `@${role.name.replace(/^@/, "")}`, plain: role.name, value: role.id }));
}

/** Choices that fit what is typed. @param {Choice[]} choices @param {string} typed */
export function narrowChoices(choices, typed) {
  const wanted = typed.toLocaleLowerCase().replace(/^[@#]/, "");
  const found = choices.filter((choice) => choice.name.toLocaleLowerCase().includes(wanted) || choice.plain?.toLocaleLowerCase().includes(wanted));
  return found.slice(0, 25);
}

/**
 * @param {Option} option
 * @param {string} typed
 * @param {any} picked the value behind a choice that was picked, if any
 * @param {Choice[] | null} choices
 * @returns {{value: any} | {problem: import("./texts.js").TextKey, details: Record<string, string | number>}}
 */
export function valueOf(option, typed, picked, choices) {
  const details = { option: option.shown, value: typed };
  if (picked !== undefined) return { value: picked };
  if (choices) {
    const wanted = typed.toLocaleLowerCase();
    const same = (name) => name !== undefined && [wanted, `@${wanted}`, `#${wanted}`].includes(String(name).toLocaleLowerCase());
    const choice = choices.find((other) => same(other.name) || same(other.plain) || same(other.value));
    const key = option.raw.type >= TYPE.user && option.raw.type <= TYPE.mentionable ? "notFound" : "notAChoice";
    return choice ? { value: choice.value } : { problem: key, details };
  }
  if (option.raw.type === TYPE.integer || option.raw.type === TYPE.number) return numberOf(option, typed, details);
  if (takesFile(option)) return { problem: "chooseFile", details };
  return checkLength(option, typed, details);
}

function numberOf(option, typed, details) {
  const value = Number(typed.replace(",", "."));
  const { type, min_value: least, max_value: most } = option.raw;
  if (typed === "" || Number.isNaN(value)) return { problem: "notANumber", details };
  if (type === TYPE.integer && !Number.isInteger(value)) return { problem: "notInteger", details };
  if (least !== undefined && least !== null && value < least) return { problem: "tooSmall", details: { ...details, limit: least } };
  if (most !== undefined && most !== null && value > most) return { problem: "tooLarge", details: { ...details, limit: most } };
  return { value };
}

function checkLength(option, typed, details) {
  const { min_length: least, max_length: most } = option.raw;
  if (least && typed.length < least) return { problem: "tooShort", details: { ...details, limit: least } };
  if (most && typed.length > most) return { problem: "tooLong", details: { ...details, limit: most } };
  return { value: typed };
}
