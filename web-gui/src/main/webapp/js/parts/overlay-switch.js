/** Whether the user sees badges on ONOS's own topology view; each user's own choice. */
import { html } from "lit";
import { live as liveValue } from "lit/directives/live.js";
import { get, put } from "../api.js";
import { t } from "../i18n.js";
import { Element } from "../view.js";
import { problems } from "./problem.js";
import { toast } from "./toast.js";

const REFRESH_MS = 10000;

class OverlaySwitch extends Element {
  /** Null: not known, and then nothing is offered. */
  #on = null;
  #refusal = null;

  connectedCallback() {
    super.connectedCallback();
    const timer = setInterval(() => !document.hidden && this.#read(), REFRESH_MS);
    this.until(() => clearInterval(timer));
    this.#read();
  }

  async #read() {
    this.#on = (await get("overlay").catch(() => null))?.on ?? null;
    this.requestUpdate();
  }

  render() {
    return this.#on === null
      ? ""
      : html`<label class="check"
            ><input
              id="overlay"
              type="checkbox"
              .checked=${liveValue(this.#on)}
              @change=${(event) => this.#switch(event.target.checked)}
            />${t("overlay.label")}</label
          >
          ${problems(this.#refusal, t("overlay.refused"))}`;
  }

  async #switch(on) {
    this.#refusal = null;
    try {
      this.#on = (await put("overlay", { on })).on;
      toast(t(this.#on ? "overlay.on" : "overlay.off"));
    } catch (refusal) {
      this.#refusal = refusal;
    }
    this.requestUpdate();
  }
}

customElements.define("op-overlay-switch", OverlaySwitch);
