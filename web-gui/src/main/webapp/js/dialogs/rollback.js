/** Puts an earlier version of the policy in force again. */
import { html } from "lit";
import { post } from "../api.js";
import { dateTime } from "../format.js";
import { t } from "../i18n.js";
import { noteField } from "./phase.js";
import { PreviewedDialog } from "./previewed.js";

class RollbackDialog extends PreviewedDialog {
  version = null;
  #note = "";

  firstUpdated() {
    super.firstUpdated();
    this.look();
  }

  heading() {
    return t("version.rollBackTo", { version: this.version.version });
  }

  inputs() {
    return html`<p>
        ${t("version.rollBackAbout", {
          version: this.version.version,
          time: dateTime(this.version.time),
          user: this.version.user,
        })}
      </p>
      <div class="fields">
        ${noteField((e) => {
          this.#note = e.target.value;
        })}
      </div>`;
  }

  send({ dryRun, version }) {
    const body = { version: this.version.version, note: this.#note, dryRun };
    const headers = version ? { "If-Match": `"${version.version}"` } : {};
    return post("policy/rollback", body, {}, headers);
  }

  done(result) {
    return t("policy.applied", { version: result.version.version });
  }
}

customElements.define("op-rollback-dialog", RollbackDialog);

export function rollBackPolicy(version) {
  const dialog = document.createElement("op-rollback-dialog");
  dialog.version = version;
  return dialog.open();
}
