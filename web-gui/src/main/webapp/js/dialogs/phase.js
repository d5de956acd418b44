/** Changes the phase of a pool, at once or at a set time, or takes the last change back. */
import { html } from "lit";
import { post } from "../api.js";
import { fromLocalInput } from "../format.js";
import { t, word } from "../i18n.js";
import { field } from "../parts/field.js";
import { PreviewedDialog } from "./previewed.js";

const PHASES = ["off", "monitor", "block", "block-all"];

const matching = (version) => (version ? { "If-Match": `"${version.version}"` } : {});

class PhaseDialog extends PreviewedDialog {
  pool = null;
  #phase = "";
  #at = "";
  #note = "";

  connectedCallback() {
    super.connectedCallback();
    const next = PHASES[Math.min(PHASES.indexOf(this.pool.phase) + 1, PHASES.length - 1)];
    this.#phase = next;
  }

  heading() {
    return t("phase.title", { pool: this.pool.name });
  }

  inputs() {
    return html`<div class="fields">
      ${field({
        id: "phase-to",
        label: t("pool.phase"),
        hint: t(`phase.about.${this.#phase}`),
        input: ({ id, describedBy }) =>
          html`<select id=${id} aria-describedby=${describedBy} @change=${(e) => this.#set("phase", e)}>
            ${PHASES.map(
              (name) =>
                html`<option value=${name} .selected=${name === this.#phase}>
                  ${word("phase", name)}
                </option>`,
            )}
          </select>`,
      })}
      ${field({
        id: "phase-at",
        label: t("phase.at"),
        hint: t("phase.atHint"),
        input: ({ id, describedBy }) =>
          html`<input
            id=${id}
            type="datetime-local"
            aria-describedby=${describedBy}
            @input=${(e) => this.#set("at", e)}
          />`,
      })}
      ${noteField((e) => this.#set("note", e))}
    </div>`;
  }

  effectTitle() {
    return t(this.#at ? "effect.titleLater" : "effect.title");
  }

  #set(name, event) {
    const { value } = event.target;
    if (name === "phase") {
      this.#phase = value;
    } else if (name === "at") {
      this.#at = value;
    } else {
      this.#note = value;
      return;
    }
    this.changed();
  }

  send({ dryRun, version }) {
    const body = { pools: [this.pool.name], phase: this.#phase, note: this.#note };
    return this.#at
      ? post("phases/schedule", { ...body, at: fromLocalInput(this.#at) }, { dryRun }, matching(version))
      : post("phases/set", body, { dryRun }, matching(version));
  }

  done() {
    const values = { pool: this.pool.name, phase: word("phase", this.#phase) };
    return t(this.#at ? "phase.scheduled" : "phase.set", values);
  }
}

class PhaseRollbackDialog extends PreviewedDialog {
  pool = null;
  previous = "";
  #note = "";

  firstUpdated() {
    super.firstUpdated();
    this.look();
  }

  heading() {
    return t("phase.rollBackTitle", { pool: this.pool.name });
  }

  inputs() {
    return html`<p>
        ${t("phase.rollBackAbout", {
          pool: this.pool.name,
          phase: word("phase", this.previous),
        })}
      </p>
      <div class="fields">
        ${noteField((e) => {
          this.#note = e.target.value;
        })}
      </div>`;
  }

  send({ dryRun, version }) {
    const body = { pools: [this.pool.name], note: this.#note };
    return post("phases/rollback", body, { dryRun }, matching(version));
  }

  done() {
    return t("phase.set", { pool: this.pool.name, phase: word("phase", this.previous) });
  }
}

export const noteField = (input) =>
  field({
    id: "policy-note",
    label: t("schedule.note"),
    wide: true,
    hint: t("revoke.whyHint"),
    input: ({ id, describedBy }) =>
      html`<input id=${id} maxlength="500" aria-describedby=${describedBy} @input=${input} />`,
  });

customElements.define("op-phase-dialog", PhaseDialog);
customElements.define("op-phase-rollback-dialog", PhaseRollbackDialog);

export function changePhase(pool) {
  const dialog = document.createElement("op-phase-dialog");
  dialog.pool = pool;
  return dialog.open();
}

export function rollBackPhase(pool, previous) {
  const dialog = document.createElement("op-phase-rollback-dialog");
  Object.assign(dialog, { pool, previous });
  return dialog.open();
}
