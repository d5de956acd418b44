/**
 * The server's events, read with fetch. EventSource would hide the server's heartbeat, so a
 * connection that is dead without having been closed would go unnoticed, and after an HTTP error
 * it would give up for good.
 */
import { openStream } from "./api.js";

/** The server says something at least every 15 s. */
const SILENCE_MS = 40000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10000;
const LONGEST_EVENT = 1 << 20;

export class EventStream extends EventTarget {
  #pause = FIRST_PAUSE_MS;
  #connected = false;
  #wanted = null;
  #abort = null;

  get connected() {
    return this.#connected;
  }

  /** Connects, and again whenever the connection is lost, until `stop`. */
  async start() {
    if (this.#wanted) {
      return;
    }
    const run = (this.#wanted = {});
    while (this.#wanted === run) {
      await this.#once();
      if (this.#wanted === run) {
        this.#tell(false);
        await new Promise((done) => setTimeout(done, this.#pause * (0.75 + Math.random() / 2)));
        this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  /**
   * Ends the connection on purpose: a browser has six for each server, so a tab that nobody looks
   * at must not hold one.
   */
  stop() {
    this.#wanted = null;
    this.#abort?.abort();
    this.#pause = FIRST_PAUSE_MS;
    this.#connected = false;
  }

  #tell(connected) {
    if (connected !== this.#connected) {
      this.#connected = connected;
      this.dispatchEvent(new CustomEvent("connection", { detail: connected }));
    }
  }

  async #once() {
    const abort = (this.#abort = new AbortController());
    let watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
    try {
      const response = await openStream("events", abort.signal);
      if (!response.ok) {
        return;
      }
      // Not piped through a decoder: a pipe that breaks complains to the console by itself.
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      let text = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) {
          return;
        }
        clearTimeout(watchdog);
        watchdog = setTimeout(() => abort.abort(), SILENCE_MS);
        this.#pause = FIRST_PAUSE_MS;
        this.#tell(true);
        const blocks = (text + decoder.decode(value, { stream: true })).split("\n\n");
        text = blocks.pop();
        if (text.length > LONGEST_EVENT) {
          return;
        }
        blocks.forEach((block) => this.#dispatch(block));
      }
    } catch {
      // Lost, which the caller tells; or silent, and then given up above.
    } finally {
      clearTimeout(watchdog);
      abort.abort();
    }
  }

  #dispatch(block) {
    const fields = { event: "message", data: "" };
    for (const line of block.split("\n")) {
      const [, name, value] = line.match(/^(\w+): ?(.*)$/) ?? [];
      if (name === "data") {
        fields.data += value;
      } else if (name === "event") {
        fields.event = value;
      }
    }
    if (!fields.data) {
      return;
    }
    try {
      const detail = { type: fields.event, data: JSON.parse(fields.data) };
      this.dispatchEvent(new CustomEvent("event", { detail }));
    } catch {
      console.warn("An event that is not JSON was left out");
    }
  }
}
