/** Who changed what, newest first, with what changed in words. */
import { html } from "lit";
import { get } from "../api.js";
import { fromLocalInput } from "../format.js";
import { t, word } from "../i18n.js";
import { live } from "../live.js";
import { link } from "../router.js";
import { View } from "../view.js";
import { changesOf } from "../changes.js";
import { pill } from "../parts/pill.js";
import { failed, reason } from "../parts/problem.js";
import { when } from "../parts/time.js";

const LIMIT = 50;
const TYPING_MS = 250;
const MOST_CHANGES = 12;
const ACTIONS = {
  ADDED: "ok",
  UPDATED: "info",
  REVOKED: "bad",
  PURGED: "idle",
  POLICY_CHANGED: "info",
  POLICY_ROLLED_BACK: "warn",
  POLICY_REMOVED: "bad",
  PHASE_CHANGED: "info",
  PHASE_ROLLED_BACK: "warn",
  PHASE_SCHEDULED: "wait",
  PHASE_POSTPONED: "wait",
  PHASE_CANCELLED: "idle",
  PHASE_FAILED: "bad",
};

class Audit extends View {
  #entries = null;
  #next = null;
  #refusal = null;
  #wanted = { user: "", subject: "", action: "", from: "", until: "" };
  #timer = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, "event", () => this.#entries && this.#soon(400));
  }

  load() {
    return this.#read(undefined);
  }

  async #read(before) {
    try {
      const { user, subject, action, from, until } = this.#wanted;
      const page = await get("audit", {
        user,
        subject,
        action: action.toLowerCase().replaceAll("_", "-"),
        from: fromLocalInput(from),
        until: fromLocalInput(until),
        before,
        limit: LIMIT,
      });
      this.#entries = before ? [...this.#entries, ...page.entries] : page.entries;
      this.#next = page.next;
      this.#refusal = null;
    } catch (refusal) {
      this.#refusal = refusal;
    }
    this.requestUpdate();
  }

  #soon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.isConnected && this.load(), pause);
  }

  #want(change, pause = 0) {
    this.#wanted = { ...this.#wanted, ...change };
    this.#soon(pause);
  }

  render() {
    return html`<div class="page-head"><h1 tabindex="-1">${t("nav.audit")}</h1></div>
      <section class="card">
        ${this.#filters()}
        ${this.#refusal
          ? this.#entries
            ? html`<p class="box bad" role="alert">${reason(this.#refusal)}</p>`
            : failed(this.#refusal, () => this.load())
          : ""}
        ${this.#entries ? this.#list() : this.#refusal ? "" : html`<p class="empty">${t("app.loading")}</p>`}
      </section>`;
  }

  #filters() {
    const text = (name) =>
      html`<label class="grow"
        >${t(`audit.${name}`)}<input
          type="search"
          @input=${(e) => this.#want({ [name]: e.target.value.trim() }, TYPING_MS)}
      /></label>`;
    const time = (name) =>
      html`<label
        >${t(`audit.${name}`)}<input
          type="datetime-local"
          @input=${(e) => this.#want({ [name]: e.target.value }, TYPING_MS)}
      /></label>`;
    return html`<search class="filters">
      ${text("user")} ${text("subject")}
      <label
        >${t("audit.action")}<select @change=${(e) => this.#want({ action: e.target.value })}>
          <option value="">${t("filter.all")}</option>
          ${Object.keys(ACTIONS).map(
            (name) => html`<option value=${name}>${word("action", name)}</option>`,
          )}
        </select></label
      >
      ${time("from")} ${time("until")}
    </search>`;
  }

  #list() {
    if (this.#entries.length === 0) {
      return html`<p class="empty">${t("audit.none")}</p>`;
    }
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("nav.audit")}>
        <table id="audit">
          <thead>
            <tr>
              <th scope="col">${t("audit.time")}</th>
              <th scope="col">${t("audit.user")}</th>
              <th scope="col">${t("audit.action")}</th>
              <th scope="col">${t("audit.subject")}</th>
              <th scope="col">${t("audit.change")}</th>
            </tr>
          </thead>
          <tbody>
            ${this.#entries.map((entry) => row(entry))}
          </tbody>
        </table>
      </div>
      ${this.#next
        ? html`<div class="pager">
            <span></span><button @click=${() => this.#read(this.#next)}>${t("audit.older")}</button>
          </div>`
        : ""}`;
  }
}

const row = (entry) =>
  html`<tr data-number=${entry.number} data-action=${entry.action}>
    <td class="nowrap">${when(entry.time)}</td>
    <th scope="row">
      ${entry.user}<span class="under nowrap">${word("channel", entry.channel)}</span
      ><span class="under nowrap">${entry.origin}</span>
    </th>
    <td>${pill(ACTIONS[entry.action] ?? "idle", word("action", entry.action))}</td>
    <td class="mono">
      ${entry.action in { ADDED: 1, UPDATED: 1, REVOKED: 1 }
        ? html`<a href=${link("exemptions", { q: entry.subject })}>${entry.subject}</a
            ><span class="under">${(entry.after ?? entry.before)?.customer}</span>`
        : entry.subject}
    </td>
    <td>${changes(entry)}${entry.note ? html`<span class="under">${entry.note}</span>` : ""}</td>
  </tr>`;

function changes(entry) {
  if (entry.action === "POLICY_CHANGED" && !entry.before) {
    const { edges = [], pools = [], mailServers = [] } = entry.after ?? {};
    const counts = { edges: edges.length, pools: pools.length, mailServers: mailServers.length };
    return t("audit.first", counts);
  }
  const all = changesOf(entry.before, entry.after);
  if (all.length === 0 && entry.before?.prefix) {
    return html`<span class="muted">${entry.before.prefix}</span>`;
  }
  return html`<dl class="diff">
      ${all.slice(0, MOST_CHANGES).map(
        ({ field, before, after }) =>
          html`<div>
            <dt>${named(field)}</dt>
            <dd>
              ${before === "" ? "" : html`<del>${value(field, before)}</del>`}
              ${after === "" ? "" : html`<ins>${value(field, after)}</ins>`}
            </dd>
          </div>`,
      )}
    </dl>
    ${all.length > MOST_CHANGES
      ? html`<span class="under">${t("import.more", { count: all.length - MOST_CHANGES })}</span>`
      : ""}`;
}

/** A field, or the way to it through a policy, which begins with one of its parts. */
function named(field) {
  const [first, ...rest] = field.split(" › ");
  return rest.length === 0 ? word("field", first) : [word("part", first), ...rest].join(" › ");
}

function value(field, text) {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) {
    return when(text);
  }
  return field.includes("phase") ? word("phase", text) : text;
}

customElements.define("op-audit", Audit);
