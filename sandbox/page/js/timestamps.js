/** `<time>` elements that stay true while the server's clock runs or jumps. */

import { element } from "./dom.js";
import { formatDate, formatPosted, formatRelative } from "./format.js";
import { serverClock } from "./server_clock.js";

/**
 * Discord's `<t:…>`: an absolute or live relative time with the full time on hover.
 * @param {number} seconds
 * @param {string} style
 * @param {string} locale
 */
export function timestamp(seconds, style, locale) {
  const date = new Date(seconds * 1000);
  const node = timeElement(date, locale, style === "R" ? "relative" : `style-${style}`);
  node.classList.add("timestamp");
  return node;
}

/** The time in a message's head. @param {string} iso @param {string} locale */
export function postedTime(iso, locale) {
  return timeElement(new Date(iso), locale, "posted");
}

/** When an event starts or ends. @param {string} iso @param {string} kind @param {string} locale */
export function eventTime(iso, kind, locale) {
  return timeElement(new Date(iso), locale, kind);
}

/** @param {Date} date @param {string} locale @param {string} kind */
function timeElement(date, locale, kind) {
  const valid = !Number.isNaN(date.getTime());
  const node = element("time", {
    datetime: valid ? date.toISOString() : null,
    title: valid ? formatDate(locale, "F", date) : null,
    dataset: { kind, locale },
  });
  node.textContent = valid ? wording(date, locale, kind) : "";
  return node;
}

/** @param {Date} date @param {string} locale @param {string} kind */
function wording(date, locale, kind) {
  if (kind === "relative") return formatRelative(locale, date, serverClock.now());
  if (kind === "posted") return formatPosted(locale, date, serverClock.now());
  return formatDate(locale, kind.slice("style-".length), date);
}

function refresh() {
  for (const node of document.querySelectorAll("time[data-kind=relative], time[data-kind=posted]")) {
    const { kind, locale } = /** @type {HTMLElement} */ (node).dataset;
    const wanted = wording(new Date(node.getAttribute("datetime") ?? ""), locale ?? "en-US", kind ?? "");
    if (node.textContent !== wanted) node.textContent = wanted;
  }
}

serverClock.addEventListener("tick", refresh);
