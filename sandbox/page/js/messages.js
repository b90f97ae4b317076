/** The messages a member has loaded, by channel, oldest first. */

const PAGE = 100;

/** @param {{id: string}} one @param {{id: string}} other */
function byId(one, other) {
  return one.id.length - other.id.length || (one.id < other.id ? -1 : Number(one.id > other.id));
}

/** Whether a message came after another. @param {{id: string}} message @param {{id: string}} other */
export function isAfter(message, other) {
  return byId(message, other) > 0;
}

export class Messages {
  /** @type {Map<string, {list: any[], complete: boolean}>} */
  #channels = new Map();

  /** What was heard of a channel while it is being loaded; null for what was deleted. @type {Map<string, Map<string, any>>} */
  #early = new Map();

  /** @param {string} channel @returns {any[]} */
  of(channel) {
    return this.#channels.get(channel)?.list ?? [];
  }

  /** @param {string} channel */
  isLoaded(channel) {
    return this.#channels.has(channel);
  }

  /** Whether the very first message is loaded. @param {string} channel */
  isComplete(channel) {
    return this.#channels.get(channel)?.complete ?? false;
  }

  /** From now on what is heard of a channel is kept for when it is loaded. @param {string} channel */
  begin(channel) {
    if (!this.#early.has(channel)) this.#early.set(channel, new Map());
  }

  /** @param {string} channel @param {any[]} messages as they were when the server answered; news may have come first */
  load(channel, messages) {
    const known = new Map(messages.map((message) => [message.id, message]));
    for (const [id, message] of this.#early.get(channel) ?? []) known.set(id, message);
    this.#early.delete(channel);
    const list = [...known.values()].filter(Boolean).sort(byId);
    this.#channels.set(channel, { list, complete: messages.length < PAGE });
  }

  /** @param {string} channel @param {any[]} messages */
  loadOlder(channel, messages) {
    const known = this.#channels.get(channel);
    if (!known) return;
    const ids = new Set(known.list.map((message) => message.id));
    known.list = [...messages.filter((message) => !ids.has(message.id)), ...known.list].sort(byId);
    known.complete = messages.length < PAGE;
  }

  /** Adds a message or puts its newer form in its place. @param {string} channel @param {any} message */
  put(channel, message) {
    this.#early.get(channel)?.set(message.id, message);
    const list = this.#channels.get(channel)?.list;
    if (!list) return;
    const index = list.findIndex((other) => other.id === message.id);
    if (index >= 0) {
      list[index] = message;
      return;
    }
    list.push(message);
    if (list.length > 1 && byId(list[list.length - 2], message) > 0) list.sort(byId);
  }

  /** @param {string} channel @param {string} id */
  remove(channel, id) {
    this.#early.get(channel)?.set(id, null);
    const known = this.#channels.get(channel);
    if (known) known.list = known.list.filter((message) => message.id !== id);
  }

  forget() {
    this.#channels.clear();
  }
}
