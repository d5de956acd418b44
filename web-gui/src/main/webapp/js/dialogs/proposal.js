/** Proposes a policy: edited here or taken from a file, checked, shown as a difference, then put. */
import { html } from "lit";
import { live as liveValue } from "lit/directives/live.js";
import { get, post, put, Refusal } from "../api.js";
import { t } from "../i18n.js";
import { field } from "../parts/field.js";
import { noteField } from "./phase.js";
import { PreviewedDialog } from "./previewed.js";

class ProposalDialog extends PreviewedDialog {
  /** Null until the policy in force is read or something else was entered. */
  #text = null;
  #note = "";

  firstUpdated() {
    super.firstUpdated();
    this.#current();
  }

  heading() {
    return t("proposal.title");
  }

  inputs() {
    return html`<p>${t("proposal.about")}</p>
      ${field({
        id: "proposal-file",
        label: t("import.file"),
        wide: true,
        input: ({ id }) =>
          html`<input
            id=${id}
            type="file"
            accept=".json,application/json"
            @change=${async (e) => this.#edit(await e.target.files[0].text())}
          />`,
      })}
      ${field({
        id: "proposal-text",
        label: t("proposal.text"),
        wide: true,
        input: ({ id }) =>
          html`<textarea
            id=${id}
            class="mono"
            rows="16"
            spellcheck="false"
            .value=${liveValue(this.#text ?? "")}
            @input=${(e) => this.#edit(e.target.value)}
          ></textarea>`,
      })}
      ${noteField((e) => {
        this.#note = e.target.value;
      })}`;
  }

  #edit(text) {
    this.#text = text;
    this.changed();
  }

  /** Begins with what is in force, unless something was entered meanwhile. */
  async #current() {
    let refusal = null;
    const current = await get("policy").catch((reason) => {
      refusal = reason.status === 404 ? null : reason;
    });
    if (this.#text === null) {
      this.#text = current ? JSON.stringify(current.policy, null, 2) : "";
      this.refusal = refusal;
      this.requestUpdate();
    }
  }

  async send({ dryRun, version }) {
    let policy;
    try {
      policy = JSON.parse(this.#text ?? "");
    } catch (error) {
      throw new Refusal(400, { detail: t("proposal.notJson", { message: error.message }) });
    }
    if (!dryRun) {
      const based = version ? `"${version.version}"` : "*";
      return put("policy", policy, based, { note: this.#note });
    }
    const checked = await post("policy/check", policy);
    if (!checked.ok) {
      throw new Refusal(400, {
        problems: checked.problems.map(({ pointer, message }) => ({
          message: `${pointer}: ${message}`,
          remedy: "",
        })),
      });
    }
    return {
      effect: checked.effect,
      version: checked.basedOn ? { version: checked.basedOn } : null,
    };
  }

  done(result) {
    return t("policy.applied", { version: result.version.version });
  }
}

customElements.define("op-proposal-dialog", ProposalDialog);

export const proposePolicy = () => document.createElement("op-proposal-dialog").open();
