/** What all elements of the page share: they draw into the page itself and follow the language. */
import { LitElement } from "lit";
import { onLanguage } from "./i18n.js";
import { live } from "./live.js";

export class Element extends LitElement {
  #ends = [];

  /** One style sheet and one accessibility tree for the page: no shadow roots. */
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.until(onLanguage(() => this.requestUpdate()));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ends.forEach((end) => end());
    this.#ends = [];
  }

  /** Calls `end` when the element leaves the page. */
  until(end) {
    this.#ends.push(end);
  }

  /** Listens as long as the element is on the page. */
  listen(target, type, listener) {
    target.addEventListener(type, listener);
    this.until(() => target.removeEventListener(type, listener));
  }
}

/** A view: drawn anew when the server's state changes, read anew after a lost connection. */
export class View extends Element {
  static properties = { params: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.params ??= {};
    this.listen(live, "state", () => this.requestUpdate());
    this.listen(live, "resync", () => this.load());
    this.load();
  }

  /** Reads what the view shows beyond `live`. */
  load() {}
}
