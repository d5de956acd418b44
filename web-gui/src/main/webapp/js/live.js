/**
 * What the page knows of the server at this moment: who asks, the status of the switches, the
 * counters, and whether the connection stands. Views listen to:
 *
 * - `state`: anything of this changed;
 * - `event`: something was changed on the server (`detail` is the event);
 * - `resync`: the connection came back, so events may have been missed.
 */
import { get } from "./api.js";
import { EventStream } from "./events.js";

const STATUS_MS = 2000;
const COUNTERS_MS = 5000;

class Live extends EventTarget {
  session = { user: "", roles: [] };
  status = null;
  /** Null: no answer yet; false: this server does not tell. */
  counters = null;
  /** As `counters`. */
  suspects = null;
  /** When the status was last answered. */
  seenAt = null;
  problem = null;
  connected = null;

  #stream = new EventStream();
  #timers = new Map();
  #wasConnected = false;

  get canWrite() {
    return this.session.roles.includes("admin");
  }

  async start() {
    this.#stream.addEventListener("connection", ({ detail }) => this.#connection(detail));
    this.#stream.addEventListener("event", ({ detail }) => {
      this.dispatchEvent(new CustomEvent("event", { detail }));
      this.#soon("status", 0);
    });
    document.addEventListener("visibilitychange", () => this.#look(!document.hidden));
    // A page that was left may be kept by the browser, with its connection.
    addEventListener("pagehide", () => this.#look(false));
    addEventListener("pageshow", () => this.#look(true));
    this.#look(true);
    await Promise.all([this.#readSession(), this.#readStatus(), this.#readCounters()]);
  }

  /** Asks for everything now. */
  refresh() {
    this.#soon("status", 0);
    this.#soon("counters", 0);
  }

  async #readSession() {
    try {
      this.session = await get("session");
      this.#changed();
    } catch {
      setTimeout(() => this.#readSession(), STATUS_MS);
    }
  }

  async #readStatus() {
    try {
      this.status = await get("status");
      this.seenAt = Date.now();
      this.problem = null;
    } catch (refusal) {
      this.problem = refusal;
    }
    this.#changed();
    this.#soon("status", STATUS_MS);
  }

  async #readCounters() {
    this.counters = await get("counters").catch(kept(this.counters));
    this.suspects = await get("suspects").catch(kept(this.suspects));
    this.#changed();
    this.#soon("counters", COUNTERS_MS);
  }

  /** Asks again after a while, but not while nobody looks. */
  #soon(what, pause) {
    clearTimeout(this.#timers.get(what));
    const ask = () => {
      if (document.hidden) {
        return;
      }
      if (what === "status") {
        this.#readStatus();
      } else {
        this.#readCounters();
      }
    };
    this.#timers.set(what, setTimeout(ask, pause));
  }

  #look(looked) {
    if (looked) {
      this.#stream.start();
      this.refresh();
    } else {
      this.#stream.stop();
      this.connected = null;
    }
  }

  #connection(connected) {
    this.connected = connected;
    this.#changed();
    this.refresh();
    if (connected && this.#wasConnected) {
      this.dispatchEvent(new Event("resync"));
    }
    this.#wasConnected ||= connected;
  }

  #changed() {
    this.dispatchEvent(new Event("state"));
  }
}

/** What is shown when an answer cannot be had: what was so far, whose age the page tells. */
const kept = (before) => (refusal) => (refusal.status === 404 ? false : before);

export const live = new Live();
