/**
 * Adds or changes an exemption. The guard rails are the server's: what it objects to is shown, and
 * only then can the user insist. A change that somebody else made meanwhile is shown beside one's
 * own, and nothing is overwritten before the user has chosen.
 */
import { html } from "lit";
import { live as liveValue } from "lit/directives/live.js";
import { freshKey, get, post, put } from "../api.js";
import { dateTime, fromLocalInput, toLocalInput } from "../format.js";
import { t } from "../i18n.js";
import { live } from "../live.js";
import { Dialog } from "../parts/dialog.js";
import { field } from "../parts/field.js";
import { icon } from "../parts/icon.js";
import { problemOf, problems } from "../parts/problem.js";
import { toast } from "../parts/toast.js";

const TERMS = ["7d", "30d", "90d", "365d"];
const FIELDS = ["customer", "prefix", "destinations", "reason", "ticket", "requestedBy"];

/** The values of the form for an exemption, or for a new one with some known. */
function valuesOf(exemption, prefill = {}) {
  const text = Object.fromEntries(
    FIELDS.map((name) => [name, [exemption?.[name] ?? prefill[name] ?? ""].flat().join(" ")]),
  );
  return {
    ...text,
    term: exemption ? (exemption.expires ? "until" : "never") : "30d",
    until: exemption?.expires ? toLocalInput(exemption.expires) : "",
    from: exemption?.notBefore ? toLocalInput(exemption.notBefore) : "",
  };
}

class ExemptionDialog extends Dialog {
  width = "wide";
  exemption = null;
  values = valuesOf(null);

  #shown = valuesOf(null);
  #refusal = null;
  #insist = false;
  #busy = false;
  #key = freshKey();
  #newer = null;

  connectedCallback() {
    super.connectedCallback();
    this.#shown = { ...this.values };
    this.listen(live, "event", ({ detail }) => this.#event(detail));
    this.listen(live, "resync", () => this.#compare());
  }

  heading() {
    return this.exemption
      ? t("exemption.editTitle", { customer: this.exemption.customer })
      : t("exemption.addTitle");
  }

  content() {
    return html`${this.#stale()} ${this.#objection()}
      <div class="fields">
        ${this.#text("customer", { required: true, maxlength: 64 })}
        ${this.#text("prefix", { required: true, mono: true, hint: "198.51.100.21, 2001:db8:1::/64" })}
        ${this.#text("reason", { required: true, maxlength: 500, wide: true })}
        ${this.#expires()} ${this.#from()}
        ${this.#text("ticket", { maxlength: 64 })} ${this.#text("requestedBy", { maxlength: 128 })}
        ${this.#text("destinations", { mono: true, wide: true, hint: t("exemption.destinationsHint") })}
      </div>`;
  }

  actions() {
    const insisting = this.#refusal?.forcible;
    return html`${insisting
        ? html`<label class="check insist"
            ><input
              id="insist"
              type="checkbox"
              .checked=${liveValue(this.#insist)}
              @change=${(e) => this.#set({ insist: e.target.checked })}
            />${t("exemption.insist")}</label
          >`
        : ""}
      <button type="button" @click=${() => this.close()}>${t("action.cancel")}</button>
      <button
        id="save"
        class="primary"
        ?disabled=${this.#busy || this.#newer || (insisting && !this.#insist)}
      >
        ${this.#busy
          ? t("action.saving")
          : insisting
            ? t("exemption.saveAnyway")
            : this.exemption
              ? t("action.save")
              : t("exemptions.add")}
      </button>`;
  }

  #objection() {
    if (!this.#refusal || this.#newer) {
      return "";
    }
    return problems(
      this.#refusal,
      this.#refusal.forcible ? t("exemption.objected") : t("exemption.refused"),
      [...FIELDS, "expires", "notBefore"],
    );
  }

  #text(name, { hint, mono, wide, required, maxlength } = {}) {
    return field({
      id: `exemption-${name}`,
      label: t(`exemption.${name}`),
      hint,
      wide,
      required,
      problem: problemOf(this.#refusal, name),
      input: (attributes) =>
        html`<input
          id=${attributes.id}
          class=${mono ? "mono" : ""}
          .value=${liveValue(this.values[name])}
          maxlength=${maxlength ?? 2000}
          autocomplete="off"
          spellcheck=${mono ? "false" : "true"}
          ?required=${required}
          aria-invalid=${attributes.invalid}
          aria-describedby=${attributes.describedBy}
          @input=${(e) => this.#edit({ [name]: e.target.value })}
        />`,
    });
  }

  #expires() {
    const { term, until } = this.values;
    return field({
      id: "exemption-expires",
      label: t("exemption.expires"),
      problem: problemOf(this.#refusal, "expires"),
      input: (attributes) =>
        html`<select
            id=${attributes.id}
            aria-invalid=${attributes.invalid}
            aria-describedby=${attributes.describedBy}
            @change=${(e) => this.#edit({ term: e.target.value })}
          >
            ${[...TERMS, "until", "never"].map(
              (name) =>
                html`<option value=${name} .selected=${name === term}>
                  ${t(`exemption.term.${name}`)}
                </option>`,
            )}
          </select>
          ${term === "until"
            ? html`<input
                id="exemption-until"
                type="datetime-local"
                aria-label=${t("exemption.term.until")}
                .value=${liveValue(until)}
                @input=${(e) => this.#edit({ until: e.target.value })}
              />`
            : ""}`,
    });
  }

  #from() {
    return field({
      id: "exemption-notBefore",
      label: t("exemption.notBefore"),
      hint: t("exemption.notBeforeHint"),
      problem: problemOf(this.#refusal, "notBefore"),
      input: (attributes) =>
        html`<input
          id=${attributes.id}
          type="datetime-local"
          .value=${liveValue(this.values.from)}
          aria-invalid=${attributes.invalid}
          aria-describedby=${attributes.describedBy}
          @input=${(e) => this.#edit({ from: e.target.value })}
        />`,
    });
  }

  /** Beside one's own text, what is stored now; the user chooses which one to go on with. */
  #stale() {
    if (!this.#newer) {
      return "";
    }
    const theirs = valuesOf(this.#newer);
    const names = [...FIELDS, "until", "from"].filter(
      (name) => theirs[name] !== this.values[name] || theirs[name] !== this.#shown[name],
    );
    const show = (values, name) =>
      (name === "until" && values.term === "never" ? t("exemption.never") : values[name]) || "–";
    return html`<div class="box warn" role="alert" id="stale">
      ${icon("alert")}
      <div>
        <strong>${t("stale.title")}</strong>
        <p>
          ${this.#newer.state === "revoked"
            ? t("stale.revoked", { user: this.#newer.revokedBy ?? "" })
            : t("stale.about", { time: dateTime(Date.now()) })}
        </p>
        ${names.length === 0
          ? ""
          : html`<table class="compare">
              <thead>
                <tr>
                  <th scope="col"><span class="sr">${t("stale.field")}</span></th>
                  <th scope="col">${t("stale.theirs")}</th>
                  <th scope="col">${t("stale.yours")}</th>
                </tr>
              </thead>
              <tbody>
                ${names.map(
                  (name) =>
                    html`<tr>
                      <th scope="row">${t(`exemption.${name}`)}</th>
                      <td>${show(theirs, name)}</td>
                      <td>${show(this.values, name)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`}
        <div class="buttons">
          <button type="button" id="take-theirs" @click=${() => this.#goOn(theirs)}>
            ${t("stale.takeTheirs")}
          </button>
          ${this.#newer.state === "revoked"
            ? ""
            : html`<button type="button" id="keep-mine" @click=${() => this.#goOn(this.values)}>
                ${t("stale.keepMine")}
              </button>`}
        </div>
      </div>
    </div>`;
  }

  /** Goes on from the version that is stored now, with these values. */
  #goOn(values) {
    if (this.#newer.state === "revoked") {
      this.close();
      return;
    }
    this.exemption = this.#newer;
    this.#shown = valuesOf(this.#newer);
    this.values = { ...values };
    this.#newer = null;
    this.#set({ refusal: null });
  }

  #event({ data }) {
    if (this.exemption && data.id === this.exemption.id && data.version > this.exemption.version) {
      if (!this.#busy) {
        this.#newer = data;
        this.requestUpdate();
      }
    }
  }

  /** After a time without events: has it changed meanwhile? */
  async #compare() {
    if (this.exemption) {
      const data = await get(`exemptions/${this.exemption.id}`).catch(() => null);
      if (data) {
        this.#event({ data });
      }
    }
  }

  #edit(change) {
    this.values = { ...this.values, ...change };
    this.#key = freshKey();
    if (this.#refusal?.forcible) {
      this.#refusal = null;
    }
    this.#set({ insist: false });
  }

  #set({ insist, refusal, busy }) {
    this.#insist = insist ?? this.#insist;
    this.#refusal = refusal === undefined ? this.#refusal : refusal;
    this.#busy = busy ?? this.#busy;
    this.requestUpdate();
  }

  #draft() {
    const { term, until, from, destinations, ...text } = this.values;
    const unchanged = this.exemption && until === this.#shown.until && term === "until";
    const expires = unchanged
      ? this.exemption.expires
      : term === "until"
        ? fromLocalInput(until)
        : term === "never"
          ? ""
          : term;
    const notBefore =
      this.exemption && from === this.#shown.from
        ? (this.exemption.notBefore ?? "")
        : fromLocalInput(from);
    return {
      ...text,
      destinations: destinations.split(/[\s,;]+/).filter(Boolean),
      ...(expires ? { expires } : {}),
      ...(notBefore ? { notBefore } : {}),
    };
  }

  async submit() {
    if (this.#busy || this.#newer) {
      return;
    }
    this.#set({ busy: true });
    try {
      const query = this.#insist ? { force: true } : {};
      const saved = this.exemption
        ? await put(`exemptions/${this.exemption.id}`, this.#draft(), `"${this.exemption.version}"`, query)
        : await post("exemptions", this.#draft(), query, { "Idempotency-Key": this.#key });
      toast(
        t(this.exemption ? "exemption.changed" : "exemption.added", { customer: saved.customer }),
      );
      this.close(saved);
    } catch (refusal) {
      await this.#refused(refusal);
    }
  }

  async #refused(refusal) {
    if (refusal.status === 412) {
      this.#newer = refusal.current ?? (await get(`exemptions/${this.exemption.id}`));
    }
    this.#set({ refusal, busy: false, insist: false });
    await this.updateComplete;
    const place = this.querySelector("[role=alert]");
    place?.scrollIntoView({ block: "nearest" });
    this.querySelector("[aria-invalid=true]")?.focus();
  }
}

customElements.define("op-exemption-dialog", ExemptionDialog);

/** Shows the dialog; the promise holds the exemption as saved, or undefined. */
export function editExemption({ exemption = null, prefill = {} }) {
  const dialog = document.createElement("op-exemption-dialog");
  dialog.exemption = exemption;
  dialog.values = valuesOf(exemption, prefill);
  return dialog.open();
}
