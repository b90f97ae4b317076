/** What one member knows: the snapshot, the messages, what is under way; kept true by the live connection. */

import { api } from "./api.js";
import { soon } from "./dom.js";
import { LiveConnection } from "./live.js";
import { Messages } from "./messages.js";
import { nameOf } from "./people.js";
import { serverClock } from "./server_clock.js";

/** Whether nothing is awaited any more; a click that the bot defers leaves the message usable. */
function hasEnded({ state, message }) {
  return ["answered", "updated"].includes(state) || (state === "thinking" && Boolean(message));
}

/** Events: snapshot, messages, interaction, modal, connection, unread, shared (for the whole window). */
export class MemberState extends EventTarget {
  /** @param {any} snapshot */
  constructor(snapshot) {
    super();
    this.connected = true;
    this.messages = new Messages();
    /** @type {Map<string, any>} interactions under way, by id */
    this.pending = new Map();
    /** @type {Map<string, any>} the last news of each interaction, which may come before its id is known */
    this.heard = new Map();
    /** @type {Set<string>} interactions sent from this window: only their forms open here */
    this.mine = new Set();
    /** @type {Map<string, any>} forms that came before their interaction's id was known */
    this.waitingForms = new Map();
    this.#take(snapshot);
    this.refresh = soon(() => this.reload(), 60);
    this.live = new LiveConnection(
      this.me.id,
      (type, data) => this.#event(type, data),
      (connected, again) => this.#connection(connected, again),
    );
  }

  get me() {
    return this.snapshot.me;
  }

  /** @returns {string} the member's Discord locale */
  get locale() {
    return this.snapshot.me.locale ?? "en-US";
  }

  /** @param {string} type @param {any} [detail] */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {string} channel @returns {any[]} the commands that the member may use there */
  commandsIn(channel) {
    const guild = this.channels.get(channel)?.guild;
    if (guild) return this.snapshot.commands[guild.id] ?? [];
    const everywhere = Object.values(this.snapshot.commands).flat();
    const inDirect = everywhere.filter((command) => !command.guild_id && command.dm_permission !== false && (command.contexts ?? [1]).includes(1));
    return [...new Map(inDirect.map((command) => [command.id, command])).values()];
  }

  #take(snapshot) {
    this.snapshot = snapshot;
    serverClock.set(snapshot.now);
    this.users = new Map([[snapshot.bot.id, snapshot.bot]]);
    for (const member of snapshot.members) this.users.set(member.user.id, member.user);
    this.memberById = new Map(snapshot.members.map((member) => [member.user.id, member]));
    this.channels = new Map();
    for (const guild of snapshot.guilds) {
      for (const channel of guild.channels) this.channels.set(channel.id, { ...channel, guild });
    }
    for (const dm of snapshot.dms) {
      this.channels.set(dm.id, { ...dm, name: nameOf(dm.recipient), isDirect: true, can_send: true });
    }
  }

  async reload() {
    try {
      this.#take(await api.snapshot(this.me.id));
      this.emit("snapshot");
    } catch {
      // The live connection says so when the server is gone, and this runs again once it is back.
    }
  }

  /** @param {string} channel @returns {Promise<void>} */
  async loadMessages(channel) {
    if (this.messages.isLoaded(channel)) return;
    this.messages.begin(channel);
    const { messages } = await api.messages(this.me.id, channel);
    this.messages.load(channel, messages);
    this.emit("messages", { channel });
  }

  /** @param {string} channel */
  async loadOlder(channel) {
    const oldest = this.messages.of(channel)[0];
    if (!oldest || this.messages.isComplete(channel)) return;
    const { messages } = await api.messages(this.me.id, channel, oldest.id);
    this.messages.loadOlder(channel, messages);
    this.emit("messages", { channel, older: true });
  }

  #connection(connected, again) {
    this.connected = connected;
    this.emit("connection");
    if (!again) return;
    this.messages.forget();
    this.pending.clear();
    this.emit("messages", { forgotten: true });
    this.emit("shared", { type: "reconnected" });
    this.reload();
  }

  #event(type, data) {
    if (type.startsWith("message_")) this.#message(type, data);
    else if (type === "interaction") this.#interaction(data);
    else if (type === "modal") this.#modal(data);
    else if (type === "unread") this.#unread(data);
    else if (["member", "commands", "guild"].includes(type)) this.refresh();
    else this.#shared(type, data);
  }

  #message(type, data) {
    const channel = data.channel_id ?? data.channel;
    if (type === "message_delete") this.messages.remove(channel, data.id ?? data.message);
    else this.messages.put(channel, data);
    if (type === "message_create" && !this.channels.has(channel)) this.refresh();
    this.emit("messages", { channel, created: type === "message_create" ? data : undefined });
  }

  /**
   * Gives something that was just sent the id the server told; news of it may have come earlier.
   * @param {string} before the page's own id for it
   * @param {string} id
   * @param {any} known what the page knows of it
   */
  adopt(before, id, known) {
    this.pending.delete(before);
    const last = this.heard.get(id);
    this.heard.delete(id);
    const next = { ...known, id, state: "sent", ...last };
    if (!hasEnded(next)) this.pending.set(id, next);
    this.mine.add(id);
    this.emit("interaction", next);
    this.#openForm(id, known.channel);
  }

  #interaction(data) {
    const known = this.pending.get(data.id);
    const next = { ...known, ...data };
    this.heard.set(data.id, data);
    if (hasEnded(next)) this.pending.delete(data.id);
    else this.pending.set(data.id, next);
    this.emit("interaction", next);
  }

  #modal(data) {
    const known = this.pending.get(data.interaction);
    const ended = { id: data.interaction, state: "answered" };
    this.pending.delete(data.interaction);
    this.heard.set(data.interaction, ended);
    this.waitingForms.set(data.interaction, data);
    this.emit("interaction", { ...known, ...ended });
    this.#openForm(data.interaction, known?.channel);
  }

  #openForm(id, channel) {
    const form = this.waitingForms.get(id);
    if (!form || !this.mine.has(id)) return;
    this.waitingForms.delete(id);
    this.emit("modal", { ...form, channel: form.channel ?? channel });
  }

  /** One event brings the marks of all members that changed. */
  #unread({ channel, marks }) {
    for (const { member, everywhere, unread, mentions, last_read } of marks) {
      const known = this.memberById.get(member);
      if (known) Object.assign(known, everywhere);
      const place = member === this.me.id ? this.channels.get(channel) : undefined;
      if (place) Object.assign(place, { unread, mentions, last_read });
    }
    this.emit("unread");
  }

  #shared(type, data) {
    if (type === "clock") serverClock.set(data.now);
    if (type === "bot") {
      this.snapshot.bot_online = data.online;
      this.emit("snapshot");
    }
    this.emit("shared", { type, data });
  }

  close() {
    this.live.close();
  }
}
