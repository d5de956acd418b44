/**
 * Dialogs on the browser's own `<dialog>`, which keeps the focus inside, makes the rest inert,
 * closes on Escape and gives the focus back.
 */
import { html } from "lit";
import { t } from "../i18n.js";
import { Element } from "../view.js";
import { icon } from "./icon.js";

let count = 0;

export class Dialog extends Element {
  #resolve;
  #id = `dialog-${++count}`;
  result = undefined;

  /** Shows the dialog; the promise holds its result, undefined when it was given up. */
  open() {
    document.body.append(this);
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  close(result) {
    this.result = result;
    this.querySelector("dialog").close();
  }

  firstUpdated() {
    this.querySelector("dialog").showModal();
  }

  #closed(event) {
    if (event.target.localName === "dialog") {
      this.remove();
      this.#resolve(this.result);
    }
  }

  render() {
    return html`<dialog
      class=${this.width ?? ""}
      aria-labelledby=${this.#id}
      @close=${this.#closed}
    >
      <form method="dialog" @submit=${this.#submit} novalidate>
        <header>
          <h2 id=${this.#id}>${this.heading()}</h2>
          <button type="button" class="plain" aria-label=${t("action.close")} @click=${() => this.close()}>
            ${icon("close")}
          </button>
        </header>
        <div class="content">${this.content()}</div>
        <footer>${this.actions()}</footer>
      </form>
    </dialog>`;
  }

  #submit(event) {
    event.preventDefault();
    this.submit();
  }

  heading() {
    return "";
  }

  content() {
    return "";
  }

  actions() {
    return html`<button type="button" @click=${() => this.close()}>${t("action.close")}</button>`;
  }

  submit() {}
}
