/** The local Discord's HTTP interface for this page. */

/** A refusal: the sentence is meant for the person in front of the page. */
export class Refusal extends Error {}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
function call(method, path, body) {
  if (body === undefined) return request(path, { method });
  return request(path, { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** @param {string} path @param {RequestInit} init @returns {Promise<any>} */
async function request(path, init) {
  const response = await fetch(`/sandbox/${path}`, init);
  const text = await response.text();
  const data = text && response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : {};
  if (!response.ok) throw new Refusal(data.error ?? `${response.status} ${response.statusText}`);
  return data;
}

/** @param {Record<string, string | number | undefined>} parameters */
function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

export const api = {
  /** Everything one member sees, apart from messages. @param {string} [member] */
  snapshot: (member) => call("GET", `snapshot?${query({ member })}`),
  /** @param {string} member @param {string} channel @param {string} [before] */
  messages: (member, channel, before) =>
    call("GET", `messages?${query({ member, channel, before, limit: 100 })}`),
  /** @param {string} member @param {string} channel @param {string} content */
  write: (member, channel, content) => call("POST", "messages", { member, channel, content }),
  /** @param {string} member @param {string} message */
  dismiss: (member, message) => call("POST", "dismiss", { member, message }),
  /** @param {string} member @param {string} message */
  remove: (member, message) => call("POST", "delete", { member, message }),
  /** @param {string} member @param {string} guild @param {string} event */
  deleteEvent: (member, guild, event) => call("POST", "events/delete", { member, guild, event }),
  /** @param {string} member @param {string} channel */
  read: (member, channel) => call("POST", "read", { member, channel }),
  /** @param {Record<string, unknown>} interaction */
  interact: (interaction) => call("POST", "interactions", interaction),
  /** @param {string} member @param {File} file */
  upload: (member, file) =>
    request(`uploads?${query({ member, filename: file.name })}`, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file }),
  /** @param {{advance_seconds: number} | {to: "next"}} move */
  clock: (move) => call("POST", "clock", move),
  /** @param {string} member @param {Record<string, unknown>} changes */
  changeMember: (member, changes) => call("PATCH", `members/${member}`, changes),
  /** @param {number} limit */
  log: (limit) => call("GET", `log?${query({ limit })}`),
  faults: () => call("GET", "faults"),
  /** @param {Record<string, unknown>} fault */
  addFault: (fault) => call("POST", "faults", fault),
  clearFaults: () => call("DELETE", "faults"),
  tour: () => call("GET", "tour"),
  /** @param {number} step */
  moveTour: (step) => call("POST", "tour", { step }),
};
