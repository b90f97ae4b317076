/** The message log of one channel: kept in step message by message, never rebuilt as a whole. */

import { element, fill } from "./dom.js";
import { formatDate, isSameDay } from "./format.js";
import { LogScroll } from "./log_scroll.js";
import { isEphemeral, isLoading, messageArticle, pendingArticle } from "./message.js";
import { NewLine } from "./new_line.js";
import { displayName } from "./reader.js";
import { text } from "./texts.js";

const GROUP_MINUTES = 7;

export class LogView {
  /**
   * @param {import("./member_state.js").MemberState} state
   * @param {any} reader
   * @param {() => void} onSeen called when the newest message is on the screen
   */
  constructor(state, reader, onSeen) {
    this.state = state;
    this.reader = reader;
    this.onSeen = onSeen;
    /** @type {Map<string, {message: any, key: string, node: HTMLElement}>} */
    this.built = new Map();
    this.channel = "";
    this.node = element("div", { class: "log", role: "log", tabindex: 0, "aria-live": "polite" });
    this.inner = element("div", { class: "log-inner" });
    this.newLine = new NewLine(this.node);
    this.node.append(this.inner);
    this.node.addEventListener("keydown", (event) => this.#key(event));
    this.scroll = new LogScroll(this.node, this.inner, {
      onEnd: onSeen,
      onTop: () => state.loadOlder(this.channel),
    });
  }

  /**
   * @param {string} channel
   * @param {string} label
   * @param {{unread?: boolean, last_read?: string | null}} [read] how far the member has read it
   */
  async open(channel, label, read) {
    // Opened once more, after the connection was lost for instance, it keeps its line.
    if (channel !== this.channel) this.newLine.begin(read);
    this.channel = channel;
    this.built.clear();
    this.node.setAttribute("aria-label", label);
    this.scroll.begin(`${text(this.state.locale, "newest")} ↓`);
    this.newLine.button.textContent = `${text(this.state.locale, "firstNew")} ↑`;
    this.node.setAttribute("aria-busy", "true");
    this.update();
    await this.state.loadMessages(channel);
    this.node.removeAttribute("aria-busy");
  }

  /** Brings the log in step with what the member knows. */
  update() {
    const messages = this.state.messages.of(this.channel);
    const nodes = [this.#beginning()];
    const firstNew = this.newLine.firstOf(messages, this.state.me.id, this.state.messages.isComplete(this.channel));
    for (const [index, message] of messages.entries()) {
      const previous = messages[index - 1];
      const newDay = !previous || !isSameDay(new Date(previous.timestamp), new Date(message.timestamp));
      const isNew = message.id === firstNew;
      if (newDay || isNew) nodes.push(this.#divider(message, newDay, isNew));
      nodes.push(this.#article(message, !newDay && !isNew && belongsTo(previous, message)));
    }
    nodes.push(...this.#pendingArticles(messages));
    this.scroll.hold(() => this.#place(nodes));
    this.newLine.look();
    if (this.scroll.stick) this.onSeen();
  }

  /** Puts the nodes in order, touching only what differs, so that focus and scrolling stay. */
  #place(nodes) {
    const focused = document.activeElement;
    const lost = this.inner.contains(focused) ? { message: focused.closest("article")?.dataset.message, customId: focused.dataset?.customId } : null;
    const wanted = new Set(nodes);
    for (const child of [...this.inner.children]) {
      if (!wanted.has(child)) child.remove();
    }
    nodes.forEach((node, index) => {
      if (this.inner.children[index] !== node) this.inner.insertBefore(node, this.inner.children[index] ?? null);
    });
    if (lost && !this.inner.contains(document.activeElement)) this.#refocus(lost);
  }

  /** A message that was rebuilt under the keyboard's focus gets the focus back. */
  #refocus({ message, customId }) {
    const article = this.inner.querySelector(`article[data-message="${message}"]`);
    const control = customId && article?.querySelector(`[data-custom-id="${CSS.escape(customId)}"]:not(:disabled)`);
    (control || article || this.node).focus({ preventScroll: true });
  }

  #beginning() {
    const { locale } = this.state;
    const done = this.state.messages.isComplete(this.channel);
    const key = `${done} ${this.channel} ${locale}`;
    if (this.top?.key !== key) {
      const sentence = text(locale, done ? "beginning" : "older", { channel: this.node.getAttribute("aria-label") ?? "" });
      this.top = { key, node: element("div", { class: "log-beginning" }, sentence) };
    }
    return this.top.node;
  }

  /** The line above a day's first message, above the first new one, or above one that is both. */
  #divider(message, newDay, isNew) {
    const { locale } = this.state;
    const date = new Date(message.timestamp);
    const day = newDay ? formatDate(locale, "D", date) : "";
    const key = `divider ${day} ${isNew ? message.id : ""} ${locale}`;
    const known = this.built.get(key);
    if (known) return known.node;
    const label = [day, isNew && text(locale, "newMessages")].filter(Boolean).join(", ");
    const node = element(
      "div",
      { class: isNew ? "divider new" : "divider", role: "separator", "aria-label": label },
      day && element("span", { class: "divider-day" }, day),
      isNew && element("span", { class: "new-tag" }, text(locale, "newTag")),
    );
    this.built.set(key, { message: null, key, node });
    return node;
  }

  #article(message, grouped) {
    const promised = isLoading(message) ? message.interaction_metadata?.id : undefined;
    const pending = [...this.state.pending.values()].find((other) => (other.message === message.id && other.kind !== "modal") || (promised && other.id === promised));
    const key = `${grouped} ${pending?.state} ${pending?.error} ${this.reader.isAdmin}`;
    const known = this.built.get(message.id);
    if (known?.message === message && known.key === key) return known.node;
    const reader = { ...this.reader, context: { ...this.reader.context, choices: (component) => this.reader.context.choices(component, this.channel) } };
    const node = messageArticle(message, reader, { grouped, pending });
    this.built.set(message.id, { message, key, node });
    return node;
  }

  /** Commands without an answer yet, unless their "thinking" message is already in the log. */
  #pendingArticles(messages) {
    const { state } = this;
    const here = [...state.pending.values()].filter((pending) => pending.channel === this.channel && pending.command);
    const answered = new Set(messages.slice(-30).map((message) => message.interaction_metadata?.id));
    return here
      .filter((pending) => !answered.has(pending.id))
      .map((pending) => {
        const key = `${pending.state} ${pending.error}`;
        const known = this.built.get(`pending ${pending.id}`);
        if (known?.key === key) return known.node;
        const node = pendingArticle(pending, {
          locale: state.locale,
          bot: state.snapshot.bot,
          botName: displayName(state, state.snapshot.bot),
          me: state.me,
          myName: displayName(state, state.me),
          onDismiss: () => this.#forget(pending.id),
        });
        this.built.set(`pending ${pending.id}`, { message: null, key, node });
        return node;
      });
  }

  #forget(id) {
    this.state.pending.delete(id);
    this.update();
  }

  /** Arrow keys walk through the messages, Escape goes back to where typing happens. */
  #key(event) {
    const current = event.target.closest("article");
    if (event.target !== this.node && event.target !== current) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    const articles = [...this.inner.querySelectorAll("article")];
    const from = current ? articles.indexOf(current) : articles.length;
    const next = articles[Math.min(Math.max(from + step, 0), articles.length - 1)];
    event.preventDefault();
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  dispose() {
    this.scroll.dispose();
    fill(this.inner);
  }
}

/** Whether a message continues the one before it without a head of its own. */
function belongsTo(previous, message) {
  if (previous.author.id !== message.author.id || isEphemeral(previous) !== isEphemeral(message)) return false;
  if (message.interaction_metadata || message.message_reference || isLoading(previous)) return false;
  const minutes = (Date.parse(message.timestamp) - Date.parse(previous.timestamp)) / 60000;
  return minutes >= 0 && minutes < GROUP_MINUTES;
}
