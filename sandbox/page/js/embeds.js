/** Embeds: colour bar, author, title, description, fields in columns, pictures, footer. */

import { element } from "./dom.js";
import { formatPosted } from "./format.js";
import { markdown } from "./markdown.js";
import { avatar, cssColor } from "./people.js";
import { isLocal, picture } from "./pictures.js";
import { serverClock } from "./server_clock.js";

/** @typedef {import("./markdown.js").Context} Context */

/** @param {any} embed @param {Context} context */
export function embedCard(embed, context) {
  const color = cssColor(embed.color);
  return element(
    "div",
    { class: "embed", style: color ? { "--bar": color } : null },
    embed.thumbnail && element("div", { class: "embed-thumbnail" }, picture(embed.thumbnail, context)),
    embed.author && author(embed.author, context),
    embed.title && title(embed, context),
    embed.description && element("div", { class: "embed-description markdown" }, markdown(embed.description, context)),
    embed.fields?.length > 0 && element("div", { class: "embed-fields" }, embed.fields.map((field, index) => fieldCell(embed.fields, index, context))),
    embed.image && element("div", { class: "embed-image" }, picture(embed.image, context)),
    footer(embed, context),
  );
}

function author(data, context) {
  const name = data.url ? outside(data.url, data.name) : data.name;
  return element("div", { class: "embed-author" }, data.icon_url && authorIcon(data, context), element("span", null, name));
}

/** Pictures of people are drawn, as everywhere on the page; a drawn one of nobody in particular has the name's letter. */
function authorIcon(data, context) {
  const of = /^https:\/\/cdn\.discordapp\.com\/(?:avatars\/(\d+)|embed\/avatars\/(\d))/.exec(data.icon_url);
  if (!of) return isLocal(data.icon_url) ? element("img", { src: data.icon_url, alt: "" }) : null;
  const id = of[1] ?? String(BigInt(of[2]) << 22n);
  return avatar({ id, username: data.name }, (of[1] && context.user(id)?.name) || data.name);
}

function title(embed, context) {
  const content = markdown(embed.title, context);
  return element("div", { class: "embed-title markdown" }, embed.url ? outside(embed.url, content) : content);
}

function outside(url, content) {
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, content);
}

/** Inline fields stand three to a row, two where only two are neighbours; others take the row. */
function fieldCell(fields, index, context) {
  const field = fields[index];
  return element(
    "div",
    { class: "embed-field", style: { "--span": field.inline ? 12 / rowLength(fields, index) : 12 } },
    element("div", { class: "embed-field-name markdown" }, markdown(field.name, context)),
    element("div", { class: "embed-field-value markdown" }, markdown(field.value, context)),
  );
}

/** How many inline fields share this field's row. */
function rowLength(fields, index) {
  let first = index;
  while (first > 0 && fields[first - 1].inline) first -= 1;
  let last = index;
  while (last + 1 < fields.length && fields[last + 1].inline) last += 1;
  const run = last - first + 1;
  const inLastRow = index - first >= run - (run % 3);
  return inLastRow && run % 3 ? run % 3 : 3;
}

function footer(embed, context) {
  const date = embed.timestamp ? new Date(embed.timestamp) : null;
  const time = date && element("time", { datetime: date.toISOString() }, formatPosted(context.locale, date, serverClock.now()));
  if (!embed.footer && !time) return null;
  return element("div", { class: "embed-footer" }, embed.footer?.text, embed.footer && time && " • ", time);
}
