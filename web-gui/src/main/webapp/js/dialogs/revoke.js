/** Ends an exemption, after saying what that means. */
import { html } from "lit";
import { remove } from "../api.js";
import { t } from "../i18n.js";
import { Dialog } from "../parts/dialog.js";
import { field } from "../parts/field.js";
import { problems } from "../parts/problem.js";
import { toast } from "../parts/toast.js";

class RevokeDialog extends Dialog {
  exemption = null;
  #why = "";
  #refusal = null;
  #busy = false;

  heading() {
    return t("revoke.title", { customer: this.exemption.customer });
  }

  content() {
    const stale = this.#refusal?.status === 412;
    return html`${problems(this.#refusal, t(stale ? "stale.title" : "revoke.refused"))}
      <p>
        ${t("revoke.about", { customer: this.exemption.customer, prefix: this.exemption.prefix })}
      </p>
      ${stale
        ? html`<p><strong>${t("revoke.staleNow")}</strong> ${this.exemption.reason}</p>`
        : ""}
      ${field({
        id: "revoke-why",
        label: t("revoke.why"),
        hint: t("revoke.whyHint"),
        wide: true,
        input: ({ id, describedBy }) =>
          html`<input
            id=${id}
            maxlength="500"
            aria-describedby=${describedBy}
            @input=${(e) => {
              this.#why = e.target.value;
            }}
          />`,
      })}`;
  }

  actions() {
    return html`<button type="button" @click=${() => this.close()}>${t("action.cancel")}</button>
      <button id="revoke" class="danger" ?disabled=${this.#busy}>${t("revoke.do")}</button>`;
  }

  async submit() {
    this.#busy = true;
    this.requestUpdate();
    try {
      const { id, version, customer } = this.exemption;
      const ended = await remove(`exemptions/${id}`, `"${version}"`, { why: this.#why.trim() });
      toast(t("revoke.done", { customer }));
      this.close(ended);
    } catch (refusal) {
      this.#refusal = refusal;
      // What is there now is shown, and ended only when asked again.
      this.exemption = refusal.current ?? this.exemption;
      this.#busy = false;
      this.requestUpdate();
    }
  }
}

customElements.define("op-revoke-dialog", RevokeDialog);

/** Shows the dialog; the promise holds the ended exemption, or undefined. */
export function revokeExemption(exemption) {
  const dialog = document.createElement("op-revoke-dialog");
  dialog.exemption = exemption;
  return dialog.open();
}
