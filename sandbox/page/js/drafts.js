/** What was half written survives a reload, per window, member and channel. */

/** @typedef {import("./command_text.js").Picks} Picks */

/** @param {string} key @returns {any} */
export function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} key @param {unknown} value null forgets */
export function remember(key, value) {
  if (value === null) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(value));
}

export class Drafts {
  /** @param {string} owner what tells this window's pane and member from others */
  constructor(owner) {
    this.owner = owner;
  }

  /** @param {string} channel @returns {{text: string, picks: Picks}} */
  read(channel) {
    const kept = recall(`draft ${this.owner} ${channel}`);
    const picks = (kept?.picks ?? []).map(([option, shown]) => [option, new Map(shown)]);
    return { text: kept?.text ?? "", picks: new Map(picks) };
  }

  /** @param {string} channel @param {string} text @param {Picks} picks */
  keep(channel, text, picks) {
    const plain = [...picks].map(([option, shown]) => [option, [...shown]]);
    remember(`draft ${this.owner} ${channel}`, text ? { text, picks: plain } : null);
  }
}
