/** Pictures and attached files. */

import { element } from "./dom.js";
import { formatSize } from "./format.js";
import { icon } from "./icons.js";
import { text } from "./texts.js";

/** Only pictures of this machine are loaded: the page works without a network and asks nobody outside. */
export function isLocal(url) {
  const { protocol, hostname } = new URL(url, location.href);
  return protocol === "data:" || hostname === location.hostname;
}

/**
 * @param {{url: string, description?: string | null}} media
 * @param {{locale: string}} context
 */
export function picture(media, context) {
  const description = media.description ?? text(context.locale, "image");
  if (!isLocal(media.url)) {
    return element("a", { class: "picture-outside", href: media.url, target: "_blank", rel: "noopener noreferrer" }, icon("external"), " ", description);
  }
  return element("img", {
    src: media.url,
    alt: description,
    loading: "lazy",
    decoding: "async",
  });
}

/**
 * @param {any} attachment
 * @param {{locale: string}} context
 */
export function attachmentCard(attachment, context) {
  if (attachment.content_type?.startsWith("image/")) {
    const shown = picture({ ...attachment, description: attachment.description ?? attachment.filename }, context);
    return element("a", { class: "attachment-image", href: attachment.url, target: "_blank", rel: "noopener" }, shown);
  }
  const name = text(context.locale, "download", { name: attachment.filename });
  return element(
    "div",
    { class: "attachment-file" },
    icon("file"),
    element(
      "div",
      { class: "attachment-text" },
      element("a", { href: attachment.url, target: "_blank", rel: "noopener" }, attachment.filename),
      element("span", { class: "muted" }, formatSize(context.locale, attachment.size ?? 0)),
    ),
    element("a", { class: "icon-button", href: attachment.url, download: attachment.filename, "aria-label": name, title: name }, icon("download")),
  );
}
