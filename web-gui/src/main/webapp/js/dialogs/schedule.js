/** Postpones or cancels a phase change that is to come. */
import { html } from "lit";
import { post } from "../api.js";
import { dateTime, fromLocalInput, toLocalInput } from "../format.js";
import { t, word } from "../i18n.js";
import { field } from "../parts/field.js";
import { noteField } from "./phase.js";
import { PreviewedDialog } from "./previewed.js";

class PostponeDialog extends PreviewedDialog {
  schedule = null;
  #at = "";
  #note = "";

  connectedCallback() {
    super.connectedCallback();
    this.#at = toLocalInput(this.schedule.at);
  }

  heading() {
    return t("schedule.postponeTitle", { pools: this.schedule.pools.join(", ") });
  }

  inputs() {
    return html`<p>
        ${t("schedule.now", {
          phase: word("phase", this.schedule.phase),
          time: dateTime(this.schedule.at),
        })}
      </p>
      <div class="fields">
        ${field({
          id: "schedule-at",
          label: t("schedule.at"),
          input: ({ id }) =>
            html`<input
              id=${id}
              type="datetime-local"
              .value=${this.#at}
              @input=${(e) => {
                this.#at = e.target.value;
                this.changed();
              }}
            />`,
        })}
        ${noteField((e) => {
          this.#note = e.target.value;
        })}
      </div>`;
  }

  effectTitle() {
    return t("effect.titleLater");
  }

  send({ dryRun }) {
    const body = { schedule: this.schedule.id, at: fromLocalInput(this.#at), note: this.#note };
    return post("phases/postpone", body, { dryRun });
  }

  done() {
    return t("schedule.postponed");
  }
}

class CancelDialog extends PreviewedDialog {
  schedule = null;
  width = "";

  firstUpdated() {
    super.firstUpdated();
    this.look();
  }

  heading() {
    return t("schedule.cancelTitle", { pools: this.schedule.pools.join(", ") });
  }

  inputs() {
    return html`<p>
      ${t("schedule.now", {
        phase: word("phase", this.schedule.phase),
        time: dateTime(this.schedule.at),
      })}
    </p>`;
  }

  get verb() {
    return t("schedule.cancel");
  }

  effectTitle() {
    return t("effect.titleCalledOff");
  }

  send({ dryRun }) {
    return post("phases/cancel", { schedule: this.schedule.id }, { dryRun });
  }

  done() {
    return t("schedule.cancelled.done");
  }
}

customElements.define("op-postpone-dialog", PostponeDialog);
customElements.define("op-cancel-dialog", CancelDialog);

function opened(name, schedule) {
  const dialog = document.createElement(name);
  dialog.schedule = schedule;
  return dialog.open();
}

export const postponeSchedule = (schedule) => opened("op-postpone-dialog", schedule);
export const cancelSchedule = (schedule) => opened("op-cancel-dialog", schedule);
