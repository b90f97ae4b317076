/** One message as an article: head, text, embeds, attachments, components, and what only its reader sees. */

import { components } from "./components.js";
import { element } from "./dom.js";
import { embedCard } from "./embeds.js";
import { formatDate, formatPosted } from "./format.js";
import { icon } from "./icons.js";
import { inline } from "./inline.js";
import { markdown } from "./markdown.js";
import { menuButton } from "./member_menu.js";
import { avatar } from "./people.js";
import { attachmentCard } from "./pictures.js";
import { serverClock } from "./server_clock.js";
import { failureText, text } from "./texts.js";
import { postedTime } from "./timestamps.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const TOKEN_LIFE = 15 * 60 * 1000;
const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u200d\ufe0f\s])+$/u;

/** @param {any} message */
export function isEphemeral(message) {
  return Boolean(message.flags & EPHEMERAL);
}

/** @param {any} message */
export function isLoading(message) {
  return Boolean(message.flags & LOADING);
}

/**
 * @typedef {object} Reader who looks at the message, and what they can do
 * @property {any} context names, times and choices
 * @property {(user: any) => string} nameOf
 * @property {(name: string, type?: number) => string} commandShown
 * @property {(user: any, opener: HTMLElement) => void} openMenu
 * @property {boolean} isAdmin
 * @property {string} me
 * @property {(message: any, customId: string, values?: string[]) => void} use
 * @property {(message: any) => void} dismiss
 * @property {(message: any) => void} remove
 */

/**
 * @param {any} message
 * @param {Reader} reader
 * @param {{grouped: boolean, pending?: {custom_id?: string, state: string, error?: string}}} look
 * @returns {HTMLElement}
 */
export function messageArticle(message, reader, look) {
  const { locale } = reader.context;
  const name = reader.nameOf(message.author);
  const ephemeral = isEphemeral(message);
  const mentioned = message.mention_everyone || message.mentions?.some((user) => user.id === reader.me);
  const author = menuButton(message.author, name, locale, { class: "author", onOpen: reader.openMenu }, name);
  const classes = ["message", look.grouped && "grouped", ephemeral && "ephemeral", mentioned && "mentioned"];
  return element(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: -1,
      "aria-label": `${name}, ${formatPosted(locale, new Date(message.timestamp), serverClock.now())}`,
      dataset: { message: message.id },
    },
    origin(message, reader),
    look.grouped ? element("div", { class: "message-side" }, hoverTime(message, locale)) : side(message.author, name, author),
    element(
      "div",
      { class: "message-main" },
      !look.grouped && head(message, author, locale),
      body(message, reader, name, look.pending),
      look.pending?.state === "failed" && !isLoading(message) && failure(look.pending, locale),
      ephemeral && onlyYou(message, reader),
    ),
    canRemove(message, reader) && tools(message, reader),
  );
}

function hoverTime(message, locale) {
  return element("span", { class: "hover-time", "aria-hidden": "true" }, formatDate(locale, "t", new Date(message.timestamp)));
}

/** The picture does for the mouse what the name beside it does for everybody. */
function side(user, name, author) {
  const open = (event) => {
    event.preventDefault();
    author.click();
  };
  return element("div", { class: "message-side" }, element("span", { class: "picture", onclick: open, oncontextmenu: open }, avatar(user, name)));
}

function head(message, author, locale) {
  return element(
    "div",
    { class: "message-head" },
    author,
    message.author.bot && element("span", { class: "app-badge" }, text(locale, "app")),
    postedTime(message.timestamp, locale),
  );
}

/** The line above a message: the command it answers, or the message it replies to. */
function origin(message, reader) {
  const { locale } = reader.context;
  const metadata = message.interaction_metadata;
  const command = metadata?.name ?? message.interaction?.name;
  if (command && message.type !== 0) {
    const user = metadata?.user ?? message.interaction?.user;
    return element(
      "div",
      { class: "origin" },
      user && avatar(user),
      element("span", null, element("strong", null, user && reader.nameOf(user)), ` ${text(locale, "usedTail")} `, element("span", { class: "mention" }, reader.commandShown(command, metadata?.command_type))),
    );
  }
  if (!message.message_reference || message.type !== 19) return null;
  const replied = message.referenced_message;
  if (!replied) return element("div", { class: "origin" }, icon("reply"), element("em", null, text(locale, "replyGone")));
  return element(
    "div",
    { class: "origin" },
    avatar(replied.author),
    element("strong", null, reader.nameOf(replied.author)),
    element("span", { class: "origin-text" }, inline(excerpt(replied), reader.context)),
  );
}

/** What a reply shows of the message it answers: on one line, without the signs that make a line small. */
function excerpt(message) {
  return (message.content || message.embeds?.[0]?.title || "…").replace(/^-# /gm, "").replace(/\s+/g, " ");
}

function body(message, reader, name, pending) {
  const { context } = reader;
  if (isLoading(message)) return isForgotten(message, pending) ? failure({}, context.locale) : thinking(context.locale, name);
  const edited = message.edited_timestamp && element("span", { class: "edited" }, ` ${text(context.locale, "edited")}`);
  const use = {
    context,
    busy: pending && pending.state !== "failed" ? (pending.custom_id ?? "") : null,
    use: (customId, values) => reader.use(message, customId, values),
  };
  return [
    message.content && element("div", { class: `message-content markdown${EMOJI_ONLY.test(message.content) ? " jumbo" : ""}` }, markdown(message.content, context), edited),
    ownAttachments(message).map((attachment) => attachmentCard(attachment, context)),
    message.embeds?.map((embed) => embedCard(embed, context)),
    message.components?.length > 0 && element("div", { class: "components" }, components(message.components, use)),
    !message.content && edited,
  ];
}

/** Whether the answer that was promised can no longer come. */
function isForgotten(message, pending) {
  return pending?.state === "failed" || serverClock.now().getTime() - Date.parse(message.timestamp) > TOKEN_LIFE;
}

/** Attached pictures that an embed shows are not shown a second time. */
function ownAttachments(message) {
  const inEmbeds = new Set(message.embeds?.flatMap((embed) => [embed.image?.url, embed.thumbnail?.url]));
  return (message.attachments ?? []).filter((attachment) => !inEmbeds.has(attachment.url));
}

/** @param {string} locale @param {string} name */
export function thinking(locale, name) {
  const dots = element("span", { class: "dots", "aria-hidden": "true" }, element("i"), element("i"), element("i"));
  return element("div", { class: "thinking" }, dots, text(locale, "thinking", { name }));
}

function failure(pending, locale) {
  return element("div", { class: "failure", role: "alert" }, failureText(locale, pending.error));
}

function onlyYou(message, reader) {
  const { locale } = reader.context;
  return element(
    "div",
    { class: "only-you" },
    icon("eye"),
    element("span", null, text(locale, "onlyYou")),
    element("span", { "aria-hidden": "true" }, "•"),
    element("button", { type: "button", class: "link-button", onclick: () => reader.dismiss(message) }, text(locale, "dismiss")),
  );
}

function canRemove(message, reader) {
  return !isEphemeral(message) && (reader.isAdmin || message.author.id === reader.me);
}

function tools(message, reader) {
  const label = text(reader.context.locale, "remove");
  const remove = element("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick: () => reader.remove(message) }, icon("trash"));
  return element("div", { class: "message-tools" }, remove);
}

/**
 * What stands in the log while a command has no answer yet, or after it got none.
 * @param {any} pending
 * @param {{locale: string, bot: any, botName: string, me: any, myName: string, onDismiss: () => void}} look
 */
export function pendingArticle(pending, look) {
  const failed = pending.state === "failed";
  const sentence = pending.state === "thinking" ? thinking(look.locale, look.botName) : element("div", { class: "thinking" }, text(look.locale, "sending"));
  const dismiss = element("button", { type: "button", class: "link-button", onclick: look.onDismiss }, text(look.locale, "dismiss"));
  const onlyYouLine = element("div", { class: "only-you" }, icon("eye"), element("span", null, text(look.locale, "onlyYou")), element("span", { "aria-hidden": "true" }, "•"), dismiss);
  return element(
    "article",
    { class: failed ? "message ephemeral failed" : "message", tabindex: -1, "aria-label": look.botName },
    pending.command &&
      element(
        "div",
        { class: "origin" },
        avatar(look.me),
        element("span", null, element("strong", null, look.myName), ` ${text(look.locale, "usedTail")} `, element("span", { class: "mention" }, pending.command)),
      ),
    element("div", { class: "message-side" }, avatar(look.bot, look.botName)),
    element(
      "div",
      { class: "message-main" },
      element("div", { class: "message-head" }, element("span", { class: "author" }, look.botName), element("span", { class: "app-badge" }, text(look.locale, "app"))),
      failed ? [element("div", { class: "failure" }, failureText(look.locale, pending.error)), onlyYouLine] : sentence,
    ),
  );
}
