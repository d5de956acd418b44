/**
 * A dialog for what changes the policy: first a dry run, whose effect is shown, then the deed. What
 * was previewed is what is done: with the version it was previewed against, or not at all.
 */
import { html } from "lit";
import { t } from "../i18n.js";
import { Dialog } from "../parts/dialog.js";
import { effect } from "../parts/effect.js";
import { icon } from "../parts/icon.js";
import { problems } from "../parts/problem.js";
import { toast } from "../parts/toast.js";

export class PreviewedDialog extends Dialog {
  width = "wide";
  preview = null;
  refusal = null;
  busy = false;

  /** Sends the request; `dryRun` or not, `version` the one previewed against. Overridden. */
  async send() {}

  /** What was done, in words. Overridden. */
  done() {
    return "";
  }

  /** What the effect that is shown is the effect of. */
  effectTitle() {
    return t("effect.title");
  }

  /** The inputs. Overridden. */
  inputs() {
    return "";
  }

  content() {
    const stale = this.refusal?.status === 412;
    return html`${stale
        ? html`<div class="box warn" role="alert" id="stale">
            ${icon("alert")}
            <div>
              <strong>${t("stale.policy")}</strong>
              <p>
                ${t("stale.policy.about", {
                  version: this.refusal.current?.version ?? "",
                  user: this.refusal.current?.user ?? "",
                })}
              </p>
            </div>
          </div>`
        : problems(this.refusal, t("policy.refused"))}
      ${this.inputs()}
      <div aria-live="polite">
        ${this.preview
          ? html`<h3 class="preview-title">${this.effectTitle()}</h3>
              ${effect(this.preview.effect)}`
          : ""}
      </div>`;
  }

  actions() {
    return html`<button type="button" @click=${() => this.close()}>${t("action.cancel")}</button>
      <button id="preview" type="button" ?disabled=${this.busy} @click=${() => this.look()}>
        ${t("effect.preview")}
      </button>
      <button id="do" class="primary" ?disabled=${this.busy || !this.preview}>
        ${this.verb ?? t("policy.apply")}
      </button>`;
  }

  /** Something was entered: the preview no longer tells what would happen. */
  changed() {
    this.preview = this.refusal = null;
    this.requestUpdate();
  }

  look() {
    return this.#attempt(async () => {
      this.preview = await this.send({ dryRun: true });
    });
  }

  submit() {
    if (this.busy) {
      return;
    }
    if (!this.preview) {
      this.look();
      return;
    }
    this.#attempt(async () => {
      const result = await this.send({ dryRun: false, version: this.preview.version });
      toast(this.done(result));
      this.close(result);
    });
  }

  async #attempt(action) {
    this.busy = true;
    this.refusal = null;
    this.requestUpdate();
    try {
      await action();
    } catch (refusal) {
      this.refusal = refusal;
      this.preview = null;
    }
    this.busy = false;
    this.requestUpdate();
  }
}
