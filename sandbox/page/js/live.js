/** The live connection of one member: events as they happen, reconnecting by itself. */

const LONGEST_WAIT = 5000;

export class LiveConnection {
  /**
   * @param {string} member
   * @param {(type: string, data: any) => void} onEvent
   * @param {(connected: boolean, again: boolean) => void} onState `again` is true when events may have been missed
   */
  constructor(member, onEvent, onState) {
    this.member = member;
    this.onEvent = onEvent;
    this.onState = onState;
    this.attempts = 0;
    this.opened = 0;
    this.closed = false;
    this.#open();
  }

  #open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}/sandbox/live?member=${this.member}`);
    this.socket.addEventListener("open", () => {
      this.attempts = 0;
      this.opened += 1;
      this.onState(true, this.opened > 1);
    });
    this.socket.addEventListener("message", (event) => {
      const { type, data } = JSON.parse(event.data);
      if (!this.closed) this.onEvent(type, data);
    });
    this.socket.addEventListener("close", () => this.#lost());
  }

  #lost() {
    if (this.closed) return;
    this.onState(false, false);
    this.attempts += 1;
    setTimeout(() => !this.closed && this.#open(), Math.min(200 * 2 ** this.attempts, LONGEST_WAIT));
  }

  close() {
    this.closed = true;
    this.socket?.close();
  }
}
