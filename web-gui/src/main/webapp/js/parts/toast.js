/** Short notes of what was done, read out by screen readers. */
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { t } from "../i18n.js";
import { Element } from "../view.js";
import { icon } from "./icon.js";

const SHOWN_MS = 6000;
const MOST = 4;

const notes = new EventTarget();

/** Says that something was done. Refusals are shown where they arose, not here. */
export const toast = (text) => notes.dispatchEvent(new CustomEvent("note", { detail: text }));

class Toasts extends Element {
  #shown = [];
  #count = 0;

  connectedCallback() {
    super.connectedCallback();
    this.listen(notes, "note", ({ detail }) => this.#add(detail));
  }

  #add(text) {
    const note = { key: ++this.#count, text };
    this.#shown = [...this.#shown, note].slice(-MOST);
    this.requestUpdate();
    setTimeout(() => this.#drop(note), SHOWN_MS);
  }

  #drop(note) {
    this.#shown = this.#shown.filter((other) => other !== note);
    this.requestUpdate();
  }

  render() {
    return html`<div class="toasts" role="status" aria-live="polite">
      ${repeat(
        this.#shown,
        (note) => note.key,
        (note) =>
          html`<div class="toast">
            ${icon("ok")}<span>${note.text}</span>
            <button class="plain" aria-label=${t("action.dismiss")} @click=${() => this.#drop(note)}>
              ${icon("close")}
            </button>
          </div>`,
      )}
    </div>`;
  }
}

customElements.define("op-toasts", Toasts);
