/** The inside of one line of Discord's markdown: emphasis, code, spoilers, links, mentions, times, emoji. */

import { element } from "./dom.js";
import { text } from "./texts.js";
import { timestamp } from "./timestamps.js";

/** @typedef {import("./markdown.js").Context} Context */

/** @type {Array<[RegExp, (match: RegExpExecArray, context: Context) => Node]>} in the order in which they are tried */
const RULES = [
  [/^\\([^\sA-Za-z0-9])/, (match) => document.createTextNode(match[1])],
  [/^(`{1,2})(.+?)\1(?!`)/, (match) => element("code", null, match[2].trim() || match[2])],
  [/^<@!?(\d+)>/, (match, context) => userMention(match[1], context)],
  [/^<@&(\d+)>/, (match, context) => roleMention(match[1], context)],
  [/^<#(\d+)>/, (match, context) => channelMention(match[1], context)],
  [/^<\/([^:>]{1,100}):(\d+)>/, (match, context) => commandMention(match[1], context)],
  [/^<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/, (match, context) => timestamp(Number(match[1]), match[2] ?? "f", context.locale)],
  [/^<a?:(\w+):(\d+)>/, (match) => customEmoji(match[1])],
  [/^@(everyone|here)\b/, (match) => element("span", { class: "mention mention-me" }, match[0])],
  [/^\[([^\]\n]+)\]\(<?(https?:\/\/[^\s)>]+)>?(?: "[^"]*")?\)/, (match, context) => link(match[2], inline(match[1], context))],
  [/^<(https?:\/\/[^\s>]+)>/, (match) => link(match[1], match[1])],
  [/^https:\/\/discord\.com\/channels\/\d+\/(\d+)(\/\d+)?(?![\d/])/, (match, context) => placeLink(match[0], match[1], Boolean(match[2]), context)],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"')\]!?*_~|]/, (match) => link(match[0], match[0])],
  [/^\|\|([\s\S]+?)\|\|/, (match, context) => spoiler(match[1], context)],
  [/^\*\*\*([^\s*](?:.*?[^\s*])??)\*\*\*/, (match, context) => element("strong", null, element("em", null, inline(match[1], context)))],
  [/^\*\*(\S(?:.*?\S)??)\*\*(?!\*)/, (match, context) => element("strong", null, inline(match[1], context))],
  [/^__(\S(?:.*?\S)??)__(?!_)/, (match, context) => element("u", null, inline(match[1], context))],
  [/^~~(\S(?:.*?\S)??)~~/, (match, context) => element("s", null, inline(match[1], context))],
  [/^\*(\S(?:[^*]*?[^\s*])?)\*(?!\*)/, (match, context) => element("em", null, inline(match[1], context))],
  [/^_(\S(?:[^_]*?[^\s_])?)_(?![\w_])/, (match, context) => element("em", null, inline(match[1], context))],
];

const PLAIN = /^[^\\`<@[h|*_~]+/;

/**
 * @param {string} source
 * @param {Context} context
 * @returns {DocumentFragment}
 */
export function inline(source, context) {
  const result = document.createDocumentFragment();
  let rest = source;
  let plain = "";
  const flush = () => {
    if (plain) result.append(plain);
    plain = "";
  };
  while (rest) {
    const quick = PLAIN.exec(rest);
    const found = quick ? null : firstRule(rest, plain);
    if (found) {
      flush();
      result.append(found.build(found.match, context));
      rest = rest.slice(found.match[0].length);
    } else {
      const taken = quick ? quick[0] : rest[0];
      plain += taken;
      rest = rest.slice(taken.length);
    }
  }
  flush();
  return result;
}

/** @param {string} rest @param {string} before */
function firstRule(rest, before) {
  const insideWord = /[\p{L}\p{N}]$/u.test(before);
  for (const [pattern, build] of RULES) {
    const match = pattern.exec(rest);
    if (match && !(insideWord && (rest[0] === "_" || rest[0] === "h" || rest[0] === "@"))) return { match, build };
  }
  return null;
}

function userMention(id, context) {
  const user = context.user(id);
  const name = user?.name ?? text(context.locale, "unknownUser");
  return element("span", { class: id === context.me ? "mention mention-me" : "mention" }, `@${name}`);
}

function roleMention(id, context) {
  const role = context.role(id);
  return element("span", { class: "mention" }, `@${role?.name ?? text(context.locale, "unknownRole")}`);
}

function channelMention(id, context) {
  const channel = context.channel(id);
  if (!channel) return element("span", { class: "mention" }, `#${text(context.locale, "unknownChannel")}`);
  return element("button", { type: "button", class: "mention", onclick: () => context.openChannel?.(id) }, `#${channel.name}`);
}

/** The address of a channel or a message; a place that the reader sees is named and opened here. */
function placeLink(url, id, isMessage, context) {
  const channel = context.channel(id);
  if (!channel) return link(url, url);
  const name = isMessage ? `#${channel.name} › ${text(context.locale, "messageThere")}` : `#${channel.name}`;
  return element("button", { type: "button", class: "mention", onclick: () => context.openChannel?.(id) }, name);
}

function commandMention(name, context) {
  return element("button", { type: "button", class: "mention", onclick: () => context.typeCommand?.(name) }, `/${name}`);
}

/** Custom emoji live on Discord's servers, which this page never asks; their name is shown instead. */
function customEmoji(name) {
  return element("span", { class: "custom-emoji" }, `:${name}:`);
}

function link(url, content) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, content);
}

function spoiler(source, context) {
  return hidden(inline(source, context), context);
}

/** Something that is read only once it was clicked on. */
export function hidden(inside, context) {
  const content = element("span", { class: "spoiler-content", "aria-hidden": "true" }, inside);
  content.inert = true;
  const node = element("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": text(context.locale, "spoiler") }, content);
  const reveal = (event) => {
    if (event.type === "keydown" && !["Enter", " "].includes(event.key)) return;
    event.preventDefault();
    content.inert = false;
    content.removeAttribute("aria-hidden");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    node.classList.add("revealed");
  };
  node.addEventListener("click", reveal, { once: true });
  node.addEventListener("keydown", reveal);
  return node;
}
