/** Dates and times as Discord writes them, in the viewer's own zone and the member's language. */

import { text } from "./texts.js";

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} locale @param {string} style @param {Date} date */
export function formatDate(locale, style, date) {
  const key = `${locale} ${style}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, STYLES[style] ?? STYLES.f));
  return formats.get(key).format(date);
}

/** @type {Array<[Intl.RelativeTimeFormatUnit, number]>} */
const UNITS = [
  ["year", 31536000],
  ["month", 2592000],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/**
 * "in 3 hours". What rounds to 60 minutes is an hour.
 * @param {string} locale @param {Date} date @param {Date} now
 */
export function formatRelative(locale, date, now) {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const away = Math.abs(seconds);
  /** @param {number} length @param {number} finer */
  const isReached = (length, finer) => away >= length || Math.round(away / finer) * finer >= length;
  const [unit, size] = UNITS.find(([, length], index) => isReached(length, UNITS[index + 1]?.[1] ?? 1)) ?? UNITS[5];
  return new Intl.RelativeTimeFormat(locale, { numeric: "always" }).format(Math.round(seconds / size), unit);
}

/** The time in a message's head. @param {string} locale @param {Date} date @param {Date} now */
export function formatPosted(locale, date, now) {
  const time = formatDate(locale, "t", date);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (isSameDay(date, now)) return text(locale, "today", { time });
  if (isSameDay(date, yesterday)) return text(locale, "yesterday", { time });
  return formatDate(locale, "s", date);
}

/** @param {Date} one @param {Date} other */
export function isSameDay(one, other) {
  return one.toDateString() === other.toDateString();
}

/** @param {string} locale @param {number} bytes */
export function formatSize(locale, bytes) {
  const count = (unit) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(bytes / unit);
  if (bytes < 1024) return text(locale, "bytes", { count: count(1) });
  if (bytes < 1024 ** 2) return text(locale, "kilobytes", { count: count(1024) });
  return text(locale, "megabytes", { count: count(1024 ** 2) });
}
