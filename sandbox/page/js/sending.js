/** Sends a command, whether it was typed or chosen from a menu. */

import { api } from "./api.js";

/**
 * Until the server tells its id, the command waits in the log under an id of our own.
 * @param {import("./member_state.js").MemberState} state
 * @param {Record<string, unknown>} request
 * @param {{kind: string, channel: string, command: string}} known what the log shows of it meanwhile
 */
export async function sendCommand(state, request, known) {
  const before = `asking-${crypto.randomUUID()}`;
  state.pending.set(before, { ...known, id: before, state: "sent" });
  state.emit("interaction", known);
  try {
    const { interaction } = await api.interact(request);
    state.adopt(before, interaction, known);
  } catch (error) {
    state.pending.delete(before);
    state.emit("interaction", known);
    throw error;
  }
}
