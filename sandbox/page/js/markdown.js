/** Discord's markdown, line by line: headings, quotes, lists, code blocks; the inside of lines is inline.js. */

import { element } from "./dom.js";
import { hidden, inline } from "./inline.js";

/**
 * @typedef {object} Context what names and times are resolved with
 * @property {string} locale
 * @property {(id: string) => {name: string} | undefined} user
 * @property {(id: string) => {name: string, color?: number} | undefined} role
 * @property {(id: string) => {name: string} | undefined} channel
 * @property {string} [me]
 * @property {(id: string) => void} [openChannel]
 * @property {(command: string) => void} [typeCommand]
 */

/** A spoiler hides all that is in it, lines and blocks of code as well; what is on one line is inline.js's. */
const SPOILER = /\|\|([\s\S]+?)\|\|/g;

const FENCE = /```(?:([a-z0-9_+.#-]+)\n)?([\s\S]+?)```/gi;

/**
 * @param {string} source
 * @param {Context} context
 * @returns {DocumentFragment}
 */
export function markdown(source, context) {
  const result = document.createDocumentFragment();
  let last = 0;
  for (const match of source.matchAll(SPOILER)) {
    if (!match[1].includes("\n")) continue;
    blocks(source.slice(last, match.index), context, result);
    const inside = document.createDocumentFragment();
    blocks(match[1], context, inside);
    result.append(hidden(inside, context));
    last = match.index + match[0].length;
  }
  blocks(last ? source.slice(last).replace(/^\n/, "") : source, context, result);
  return result;
}

/** @param {string} source @param {Context} context @param {DocumentFragment} result */
function blocks(source, context, result) {
  let last = 0;
  for (const match of source.matchAll(FENCE)) {
    lines(source.slice(last, match.index).replace(/\n$/, ""), context, result);
    const code = element("code", null, match[2].replace(/^\n|\n$/g, ""));
    result.append(element("pre", { class: "code-block", tabindex: 0, "aria-label": match[1] ?? null, role: "group" }, code));
    last = match.index + match[0].length;
  }
  lines(source.slice(last).replace(/^\n/, last ? "" : "\n"), context, result);
}

/** @param {string} source @param {Context} context @param {Node} into */
function lines(source, context, into) {
  if (!source) return;
  const rows = source.split("\n");
  /** @type {Node[]} */
  let paragraph = [];
  const flush = () => {
    if (paragraph.length) into.appendChild(element("div", { class: "paragraph" }, paragraph));
    paragraph = [];
  };
  for (let index = 0; index < rows.length; index += 1) {
    const block = blockAt(rows, index, context);
    if (block) {
      flush();
      into.appendChild(block.node);
      index = block.last;
    } else {
      if (paragraph.length) paragraph.push(document.createTextNode("\n"));
      paragraph.push(inline(rows[index], context));
    }
  }
  flush();
}

/**
 * @param {string[]} rows
 * @param {number} index
 * @param {Context} context
 * @returns {{node: Node, last: number} | null}
 */
function blockAt(rows, index, context) {
  const row = rows[index];
  const heading = /^(#{1,3}) +(.+)$/.exec(row);
  if (heading) return { node: headingOf(heading[1].length, heading[2], context), last: index };
  const small = /^-# +(.+)$/.exec(row);
  if (small) return { node: element("small", { class: "subtext" }, inline(small[1], context)), last: index };
  if (row.startsWith(">>> ")) return { node: quote([row.slice(4), ...rows.slice(index + 1)], context), last: rows.length };
  if (row.startsWith("> ")) return run(rows, index, /^> (.*)$/, (found) => quote(found, context));
  if (/^ *[-*] +\S/.test(row)) return run(rows, index, /^( *[-*] +.+)$/, (found) => list("ul", found, context));
  if (/^ *\d+\. +\S/.test(row)) return run(rows, index, /^( *\d+\. +.+)$/, (found) => list("ol", found, context));
  return null;
}

/** Consecutive rows of one kind. */
function run(rows, index, pattern, build) {
  const found = [];
  let last = index;
  for (; last < rows.length; last += 1) {
    const match = pattern.exec(rows[last]);
    if (!match) break;
    found.push(match[1]);
  }
  return { node: build(found), last: last - 1 };
}

/** A heading of a message is not one of the page's outline, so it gets the level below the page's own. */
function headingOf(level, source, context) {
  return element("div", { class: `heading heading-${level}`, role: "heading", "aria-level": level + 2 }, inline(source, context));
}

function quote(rows, context) {
  const node = element("blockquote", null);
  lines(rows.join("\n"), context, node);
  return node;
}

function list(tag, rows, context) {
  const node = element(tag, tag === "ol" ? { start: parseInt(rows[0].trim(), 10) } : null);
  for (const row of rows) {
    const depth = Math.floor((row.length - row.trimStart().length) / 2);
    const content = row.trim().replace(/^([-*]|\d+\.) +/, "");
    node.append(element("li", depth ? { style: { "margin-inline-start": `${depth}em` } } : null, inline(content, context)));
  }
  return node;
}
