/** The page's own icons, drawn as strokes on a 24 by 24 grid. */

const PATHS = {
  hash: "M9 3 7 21M17 3l-2 18M4 8.5h17M3 15.5h17",
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0Zm0 0v1.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.6 7.2",
  gear: "M12 15.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM12 2.8v3M12 18.2v3M2.8 12h3M18.2 12h3M5.5 5.5l2.1 2.1M16.4 16.4l2.1 2.1M18.5 5.5l-2.1 2.1M7.6 16.4l-2.1 2.1",
  menu: "M3 6h18M3 12h18M3 18h18",
  close: "M5 5l14 14M19 5 5 19",
  eye: "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Zm10 3a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  columns: "M3 4h18v16H3zM12 4v16",
  bolt: "M13 2 5 13.5h6L10 22l9-12.5h-6.5z",
  list: "M8 6h13M8 12h13M8 18h13M3.5 6h.01M3.5 12h.01M3.5 18h.01",
  flag: "M5 21V4h12l-2 4 2 4H5",
  sun: "M12 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12 1.5v2.5M12 20v2.5M1.5 12H4M20 12h2.5M4.6 4.6l1.8 1.8M17.6 17.6l1.8 1.8M19.4 4.6l-1.8 1.8M6.4 17.6l-1.8 1.8",
  calendar: "M4 5.5h16V21H4zM4 10h16M8 3v4M16 3v4",
  place: "M12 21.5s7-6.5 7-12a7 7 0 1 0-14 0c0 5.5 7 12 7 12Zm0-9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14.5V12l3.5 2",
  chevron: "m6 9 6 6 6-6",
  trash: "M4 6.5h16M9 6.5V4h6v2.5M6.5 6.5 7.5 21h9l1-14.5",
  file: "M6 2.5h8l4.5 4.5v14.5H6zM14 2.5V7h4.5",
  external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  send: "M3.5 20.5 21 12 3.5 3.5v6.6L14 12 3.5 13.9z",
  reply: "M10 5 3.5 11.5 10 18v-4.5c5 0 8 1.5 10.5 5 0-6-3.5-9.5-10.5-9.5z",
  check: "m4.5 12.5 5 5 10-11",
  slash: "M16.5 4 7.5 20",
  download: "M12 3.5v12M6.5 10.5l5.5 5.5 5.5-5.5M4 20.5h16",
  upload: "M12 15.5v-12M6.5 9 12 3.5l5.5 5.5M4 20.5h16",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.200M18 14.5c2 .8 3.200 2.700 3.5 5.5",
};

/**
 * A decorative icon; the control around it carries the name.
 * @param {keyof typeof PATHS} name
 */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", PATHS[name]);
  svg.appendChild(path);
  return svg;
}
