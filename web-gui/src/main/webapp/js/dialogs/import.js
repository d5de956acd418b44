/** Imports a file of exemptions: always tried first, then done as a whole or not at all. */
import { html } from "lit";
import { Refusal, upload } from "../api.js";
import { number } from "../format.js";
import { t } from "../i18n.js";
import { Dialog } from "../parts/dialog.js";
import { field } from "../parts/field.js";
import { icon } from "../parts/icon.js";
import { problems } from "../parts/problem.js";
import { toast } from "../parts/toast.js";

const MOST_SHOWN = 50;
const LARGEST = 64 * 1024 * 1024;

class ImportDialog extends Dialog {
  width = "wide";
  #file = null;
  #text = "";
  #type = "text/csv";
  #report = null;
  #refusal = null;
  #insist = false;
  #busy = false;

  heading() {
    return t("import.title");
  }

  content() {
    return html`<p>${t("import.about")}</p>
      <p class="mono muted">customer,prefix,reason,expires,destinations,ticket,requestedBy,notBefore</p>
      ${field({
        id: "import-file",
        label: t("import.file"),
        wide: true,
        input: ({ id }) =>
          html`<input
            id=${id}
            type="file"
            accept=".csv,.json,text/csv,application/json"
            @change=${(e) => this.#choose(e.target.files[0])}
          />`,
      })}
      <div aria-live="polite">${this.#busy ? html`<p>${t("import.checking")}</p>` : ""}</div>
      ${problems(this.#refusal, t("import.refused"))} ${this.#report ? this.#outcome() : ""}`;
  }

  actions() {
    const refused = this.#report?.refused ?? 0;
    return html`${this.#canInsist
        ? html`<label class="check insist"
            ><input
              id="import-insist"
              type="checkbox"
              .checked=${this.#insist}
              @change=${(e) => this.#check(e.target.checked)}
            />${t("import.insist")}</label
          >`
        : ""}
      <button type="button" @click=${() => this.close()}>${t("action.cancel")}</button>
      <button id="import-do" class="primary" ?disabled=${this.#busy || !this.#report || refused > 0}>
        ${this.#report && refused === 0
          ? t("import.do", { count: number(this.#report.rows) })
          : t("exemptions.import")}
      </button>`;
  }

  get #canInsist() {
    const refused = this.#report?.outcomes.filter((row) => row.problems) ?? [];
    return (
      this.#insist ||
      (refused.length > 0 && refused.every((row) => row.problems.every((p) => p.forcible)))
    );
  }

  #outcome() {
    const { rows, refused, outcomes } = this.#report;
    if (refused === 0) {
      return html`<div class="box ok" id="import-good">
        ${icon("ok")}
        <div><strong>${t("import.good", { count: number(rows) })}</strong></div>
      </div>`;
    }
    const bad = outcomes.filter((row) => row.problems);
    return html`<div class="box bad" id="import-bad">
        ${icon("alert")}
        <div>
          <strong>${t("import.bad", { refused: number(refused), rows: number(rows) })}</strong>
          <p>${t("import.bad.about")}</p>
        </div>
      </div>
      <div class="scroll" tabindex="0" role="region" aria-label=${t("import.rows")}>
        <table id="import-rows">
          <thead>
            <tr>
              <th scope="col" class="number">${t("import.line")}</th>
              <th scope="col">${t("import.problem")}</th>
            </tr>
          </thead>
          <tbody>
            ${bad
              .slice(0, MOST_SHOWN)
              .map(
                (row) =>
                  html`<tr>
                    <th scope="row" class="number">${row.line}</th>
                    <td lang="en">
                      ${row.problems.map(
                        (p) =>
                          html`<div>${p.field ? html`<b>${p.field}</b>: ` : ""}${p.message} ${p.remedy}</div>`,
                      )}
                    </td>
                  </tr>`,
              )}
          </tbody>
        </table>
      </div>
      ${bad.length > MOST_SHOWN
        ? html`<p class="muted">${t("import.more", { count: number(bad.length - MOST_SHOWN) })}</p>`
        : ""}`;
  }

  async #choose(file) {
    this.#file = file ?? null;
    this.#report = this.#refusal = null;
    this.#insist = false;
    if (!file) {
      this.requestUpdate();
      return;
    }
    if (file.size > LARGEST) {
      this.#refusal = new Refusal(413, { detail: t("import.tooLarge") });
      this.requestUpdate();
      return;
    }
    this.#text = await file.text();
    this.#type = file.name.toLowerCase().endsWith(".json") ? "application/json" : "text/csv";
    await this.#check(false);
  }

  async #check(insist) {
    this.#insist = insist;
    await this.#send(true, (report) => {
      this.#report = report;
    });
  }

  async submit() {
    if (!this.#report || this.#report.refused > 0 || this.#busy) {
      return;
    }
    await this.#send(false, (report) => {
      toast(t("import.done", { count: number(report.rows) }));
      this.close(report);
    });
  }

  async #send(dryRun, done) {
    this.#busy = true;
    this.#refusal = null;
    this.requestUpdate();
    try {
      const query = { ...(dryRun ? { dryRun } : {}), ...(this.#insist ? { force: true } : {}) };
      done(await upload("exemptions/import", this.#text, this.#type, query));
    } catch (refusal) {
      if (refusal.body.outcomes) {
        this.#report = refusal.body;
      } else {
        this.#refusal = refusal;
      }
    }
    this.#busy = false;
    this.requestUpdate();
  }
}

customElements.define("op-import-dialog", ImportDialog);

/** Shows the dialog; the promise holds the report, or undefined. */
export const importExemptions = () => document.createElement("op-import-dialog").open();
