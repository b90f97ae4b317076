/** Buttons, select menus and layouts below or instead of a message's text. */

import { element } from "./dom.js";
import { icon } from "./icons.js";
import { markdown } from "./markdown.js";
import { cssColor } from "./people.js";
import { attachmentCard, picture } from "./pictures.js";
import { selectMenu } from "./select_menu.js";
import { text } from "./texts.js";

/**
 * @typedef {object} Use what components can ask of the message they belong to
 * @property {import("./markdown.js").Context & {choices: (component: any) => any[]}} context
 * @property {(customId: string, values?: string[], type?: number) => void} use
 * @property {string | null} busy the custom_id that has just been used and waits for the bot
 */

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "primary" };

/** @type {Record<number, (component: any, use: Use) => Node>} */
const BUILDERS = {
  1: (row, use) => element("div", { class: "action-row" }, components(row.components, use)),
  2: button,
  3: menu,
  5: menu,
  6: menu,
  7: menu,
  8: menu,
  9: (section, use) =>
    element(
      "div",
      { class: "section" },
      element("div", { class: "section-text" }, components(section.components, use)),
      components([section.accessory], use),
    ),
  10: (display, use) => element("div", { class: "markdown text-display" }, markdown(display.content, use.context)),
  11: (thumbnail, use) => element("div", { class: "thumbnail" }, picture({ ...thumbnail.media, description: thumbnail.description }, use.context)),
  12: (gallery, use) =>
    element(
      "div",
      { class: "gallery", dataset: { count: Math.min(gallery.items.length, 4) } },
      gallery.items.map((item) => picture({ ...item.media, description: item.description }, use.context)),
    ),
  13: (file, use) => attachmentCard({ filename: file.name ?? file.file.url.split("/").pop(), size: file.size, url: file.file.url }, use.context),
  14: (separator) =>
    element("div", { class: "separator", role: separator.divider === false ? null : "separator", dataset: { spacing: separator.spacing ?? 1, line: separator.divider !== false } }),
  17: (container, use) =>
    element(
      "div",
      { class: "container", style: container.accent_color ? { "--bar": cssColor(container.accent_color) } : null },
      components(container.components, use),
    ),
};

/** @param {any[]} list @param {Use} use @returns {Node[]} */
export function components(list, use) {
  return list.map((component) => {
    const build = BUILDERS[component.type];
    return build ? build(component, use) : element("div", { class: "muted" }, text(use.context.locale, "unsupported"));
  });
}

/** @param {any} component @param {Use} use */
function button(component, use) {
  const content = [component.emoji && emoji(component.emoji), component.label && element("span", null, component.label)];
  const look = `button button-${STYLES[component.style] ?? "secondary"}`;
  const name = component.label ? null : (component.emoji?.name ?? component.custom_id);
  if (component.style === 5 && !component.disabled) {
    return element("a", { class: look, href: component.url, target: "_blank", rel: "noopener noreferrer", "aria-label": name }, content, icon("external"));
  }
  const busy = use.busy !== null && use.busy === component.custom_id;
  return element(
    "button",
    {
      type: "button",
      class: busy ? `${look} busy` : look,
      disabled: Boolean(component.disabled),
      // A button that waits stays focusable: a disabled one would throw the keyboard's place away.
      "aria-disabled": use.busy !== null && !component.disabled ? "true" : null,
      "aria-busy": busy ? "true" : null,
      "aria-label": name,
      dataset: { customId: component.custom_id ?? "" },
      onclick: () => use.busy === null && use.use(component.custom_id),
    },
    content,
  );
}

/** @param {{id?: string | null, name?: string | null}} data */
export function emoji(data) {
  return element("span", { class: "emoji", "aria-hidden": "true" }, data.id ? "◆" : data.name);
}

/** @param {any} component @param {Use} use */
function menu(component, use) {
  const label = component.placeholder || text(use.context.locale, "chooseOption");
  const waits = use.busy !== null;
  return selectMenu({
    component,
    choices: use.context.choices(component),
    locale: use.context.locale,
    label,
    waiting: waits,
    onCommit: (values) => use.use(component.custom_id, values, component.type),
  }).node;
}
