/** What a member can read and do in messages: names, choices of menus, clicks. */

import { api } from "./api.js";
import { listUserCommands } from "./command_list.js";
import { memberName, nameOf } from "./people.js";

/** @typedef {import("./member_state.js").MemberState} MemberState */

/**
 * A command as it is named above its answer: one of a menu has no slash.
 * @param {MemberState} state @param {string} name @param {number} [type]
 */
function commandShown(state, name, type = 1) {
  if (type === 1) return `/${name}`;
  const known = listUserCommands(Object.values(state.snapshot.commands).flat(), state.locale);
  return known.find((entry) => entry.command.name === name)?.shown ?? name;
}

/** @param {MemberState} state @param {any} user */
export function displayName(state, user) {
  const member = state.memberById.get(user.id);
  return member ? memberName(member) : nameOf(user);
}

/**
 * @param {MemberState} state
 * @param {{openChannel: (id: string) => void, typeCommand: (command: string) => void, openMenu: (user: any, opener: HTMLElement) => void, problem: (error: unknown) => void}} pane
 */
export function readerOf(state, pane) {
  const roles = () => state.snapshot.guilds.flatMap((guild) => guild.roles);
  const context = {
    locale: state.locale,
    me: state.me.id,
    user: (id) => (state.users.has(id) ? { name: displayName(state, state.users.get(id)) } : undefined),
    role: (id) => roles().find((role) => role.id === id),
    channel: (id) => state.channels.get(id),
    openChannel: pane.openChannel,
    typeCommand: pane.typeCommand,
  };
  /** @param {Promise<any>} promise */
  const quietly = (promise) => promise.catch(pane.problem);
  return {
    context: { ...context, choices: (component, channel) => menuChoices(state, component, channel) },
    nameOf: (user) => displayName(state, user),
    commandShown: (name, type) => commandShown(state, name, type),
    openMenu: pane.openMenu,
    isAdmin: state.me.is_admin,
    me: state.me.id,
    use: (message, customId, values) => quietly(useComponent(state, message, customId, values)),
    dismiss: (message) => quietly(api.dismiss(state.me.id, message.id)),
    remove: (message) => quietly(api.remove(state.me.id, message.id)),
  };
}

/** Sends a click; until the server tells its id, the message waits under an id of our own. */
async function useComponent(state, message, customId, values) {
  const known = { message: message.id, channel: message.channel_id, custom_id: customId };
  for (const [id, other] of state.pending) {
    if (other.message === message.id) state.pending.delete(id);
  }
  const before = `asking-${message.id}`;
  state.pending.set(before, { ...known, id: before, state: "sent" });
  state.emit("interaction", known);
  try {
    const guild = state.channels.get(message.channel_id)?.guild?.id ?? null;
    const { interaction } = await api.interact({
      member: state.me.id,
      guild,
      channel: message.channel_id,
      kind: "component",
      message: message.id,
      custom_id: customId,
      ...(values === undefined ? {} : { values }),
    });
    state.adopt(before, interaction, known);
  } catch (error) {
    state.pending.set(before, { ...known, id: before, state: "failed", error: error.message });
    state.emit("interaction", known);
  }
}

/** The choices of a select menu: its own, or the people, roles and channels of the server. */
export function menuChoices(state, component, channelId) {
  const chosen = new Set((component.default_values ?? []).map((value) => value.id));
  const guild = state.channels.get(channelId)?.guild ?? state.snapshot.guilds[0];
  const withDefault = (choice) => ({ ...choice, default: chosen.has(choice.value) });
  if (component.type === 3) return component.options ?? [];
  const members = state.snapshot.members.filter((member) => !guild || member.guilds.includes(guild.id));
  const people = [...members.map((member) => member.user), state.snapshot.bot].map((user) =>
    withDefault({ value: user.id, label: displayName(state, user), description: user.username }),
  );
  const roles = (guild?.roles ?? []).map((role) => withDefault({ value: role.id, label: `@${role.name.replace(/^@/, "")}` }));
  if (component.type === 5) return people;
  if (component.type === 6) return roles;
  if (component.type === 7) return [...people, ...roles];
  const wanted = component.channel_types;
  const channels = (guild?.channels ?? []).filter((channel) => !wanted?.length || wanted.includes(channel.type));
  return channels.map((channel) => withDefault({ value: channel.id, label: `#${channel.name}` }));
}
