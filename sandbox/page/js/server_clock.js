/** The local Discord's clock, which can be moved; the page never shows the computer's own time. */

class ServerClock extends EventTarget {
  #offset = 0;

  /** @returns {Date} what time it is on the server */
  now() {
    return new Date(Date.now() + this.#offset);
  }

  /** @param {string} iso the server's time at this moment */
  set(iso) {
    const offset = new Date(iso).getTime() - Date.now();
    const jumped = Math.abs(offset - this.#offset) > 1500;
    this.#offset = offset;
    if (jumped) this.dispatchEvent(new Event("tick"));
  }

  constructor() {
    super();
    setInterval(() => this.dispatchEvent(new Event("tick")), 1000);
  }
}

export const serverClock = new ServerClock();
