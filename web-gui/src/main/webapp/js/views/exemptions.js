/** The exemptions: found, sorted and cut into pages by the server. */
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { download, get } from "../api.js";
import { number } from "../format.js";
import { t } from "../i18n.js";
import { live } from "../live.js";
import { note } from "../router.js";
import { View } from "../view.js";
import { icon } from "../parts/icon.js";
import { pager } from "../parts/pager.js";
import { statePill } from "../parts/pill.js";
import { failed, reason } from "../parts/problem.js";
import { ago, day, when } from "../parts/time.js";
import { toast } from "../parts/toast.js";
import { editExemption } from "../dialogs/exemption.js";
import { revokeExemption } from "../dialogs/revoke.js";
import { importExemptions } from "../dialogs/import.js";

const LIMIT = 50;
const TYPING_MS = 250;
/** Changes come in bursts, as with an import: the list is read again at most this often. */
const SETTLE_MS = 400;
const SOON_MS = 7 * 86400000;
const STATES = ["active", "pending", "expired", "revoked"];

class Exemptions extends View {
  #page = null;
  #refusal = null;
  #pools = [];
  #abort = null;
  #timer = null;
  #wanted = { q: "", state: "", pool: "", expiring: "", sort: "-created", offset: 0 };

  connectedCallback() {
    const { q = "", state = "", pool = "", expiring = "", sort = "-created" } = this.params ?? {};
    this.#wanted = { q, state, pool, expiring, sort, offset: 0 };
    super.connectedCallback();
    this.listen(live, "event", ({ detail }) => {
      if (detail.type.startsWith("exemption")) {
        this.#soon(SETTLE_MS);
      }
    });
    get("pools").then(
      ({ pools }) => {
        this.#pools = pools;
        this.requestUpdate();
      },
      () => {},
    );
  }

  updated(changes) {
    if (changes.has("params") && changes.get("params")) {
      const { q = "", state = "", pool = "", expiring = "" } = this.params;
      this.#want({ q, state, pool, expiring });
    }
  }

  async load() {
    const { q, state, pool, expiring, sort, offset } = this.#wanted;
    this.#abort?.abort();
    this.#abort = new AbortController();
    try {
      this.#page = await get(
        "exemptions",
        { q, state, pool, expiringWithin: expiring, sort, offset, limit: LIMIT },
        this.#abort.signal,
      );
      this.#refusal = null;
    } catch (refusal) {
      if (refusal.name === "AbortError") {
        return;
      }
      this.#refusal = refusal;
    }
    this.requestUpdate();
    if (this.#page && offset > 0 && offset >= this.#page.total) {
      this.#want({ offset: Math.max(0, Math.floor((this.#page.total - 1) / LIMIT) * LIMIT) });
    }
  }

  #soon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.isConnected && this.load(), pause);
  }

  /** Another filter, order or page. */
  #want(change, pause = 0) {
    this.#wanted = { ...this.#wanted, offset: 0, ...change };
    const { q, state, pool, expiring } = this.#wanted;
    note("exemptions", { q, state, pool, expiring });
    this.requestUpdate();
    this.#soon(pause);
  }

  render() {
    return html`<div class="page-head">
        <h1 tabindex="-1">${t("nav.exemptions")}</h1>
        <div class="buttons">
          <button @click=${() => this.#export("text/csv", "exemptions.csv")}>
            ${t("exemptions.exportCsv")}
          </button>
          <button @click=${() => this.#export("application/json", "exemptions.json")}>
            ${t("exemptions.exportJson")}
          </button>
          ${live.canWrite
            ? html`<button id="import" @click=${() => importExemptions().then(() => this.load())}>
                  ${t("exemptions.import")}
                </button>
                <button id="add" class="primary" @click=${() => this.#add()}>
                  ${icon("add")}${t("exemptions.add")}
                </button>`
            : ""}
        </div>
      </div>
      <section class="card">
        ${this.#filters()}
        ${this.#refusal && !this.#page
          ? failed(this.#refusal, () => this.load())
          : this.#page
            ? this.#list()
            : html`<p class="empty">${t("app.loading")}</p>`}
      </section>`;
  }

  #filters() {
    const { q, state, pool, expiring } = this.#wanted;
    return html`<search class="filters">
      <label class="grow"
        >${t("exemptions.search")}<input
          id="search"
          type="search"
          .value=${q}
          placeholder=${t("exemptions.searchHint")}
          @input=${(e) => this.#want({ q: e.target.value.trim() }, TYPING_MS)}
      /></label>
      <label
        >${t("exemptions.state")}<select
          id="state"
          @change=${(e) => this.#want({ state: e.target.value })}
        >
          <option value="">${t("filter.all")}</option>
          ${STATES.map(
            (name) =>
              html`<option value=${name} ?selected=${name === state}>${t(`state.${name}`)}</option>`,
          )}
        </select></label
      >
      <label
        >${t("pool.name")}<select @change=${(e) => this.#want({ pool: e.target.value })}>
          <option value="">${t("filter.all")}</option>
          ${this.#pools.map(
            ({ name }) => html`<option value=${name} ?selected=${name === pool}>${name}</option>`,
          )}
        </select></label
      >
      <label class="check"
        ><input
          type="checkbox"
          .checked=${expiring !== ""}
          @change=${(e) => this.#want({ expiring: e.target.checked ? "7d" : "" })}
        />${t("exemptions.expiringSoon")}</label
      >
    </search>`;
  }

  #list() {
    const { exemptions, total } = this.#page;
    const { offset } = this.#wanted;
    return html`${this.#refusal
        ? html`<p class="box bad" role="alert">${reason(this.#refusal)}</p>`
        : ""}
      ${total === 0
        ? html`<p class="empty" id="no-exemptions">${this.#emptyText()}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label=${t("nav.exemptions")}>
            <table id="exemptions">
              <caption class="sr">
                ${t("exemptions.caption", { total: number(total) })}
              </caption>
              <thead>
                <tr>
                  ${this.#sortable("customer")} ${this.#sortable("prefix")}
                  <th scope="col">${t("exemptions.state")}</th>
                  ${this.#sortable("expires")}
                  <th scope="col">${t("exemption.reason")}</th>
                  ${this.#sortable("created")}
                  ${live.canWrite
                    ? html`<th scope="col"><span class="sr">${t("table.actions")}</span></th>`
                    : ""}
                </tr>
              </thead>
              <tbody>
                ${repeat(
                  exemptions,
                  (one) => one.id,
                  (one) => this.#row(one),
                )}
              </tbody>
            </table>
          </div>`}
      ${pager({ offset, limit: LIMIT, total, go: (to) => this.#want({ offset: to }) })}`;
  }

  #emptyText() {
    const { q, state, pool, expiring } = this.#wanted;
    return q || state || pool || expiring ? t("exemptions.noneFound") : t("exemptions.none");
  }

  #sortable(field) {
    const { sort } = this.#wanted;
    const order = sort === field ? "ascending" : sort === `-${field}` ? "descending" : "none";
    return html`<th scope="col" aria-sort=${order}>
      <button
        class="sort"
        @click=${() => this.#want({ sort: order === "ascending" ? `-${field}` : field })}
      >
        ${t(`exemption.${field}`)}<span aria-hidden="true"
          >${order === "ascending" ? "▲" : order === "descending" ? "▼" : ""}</span
        >
      </button>
    </th>`;
  }

  #row(one) {
    const open = one.state === "active" || one.state === "pending";
    return html`<tr data-id=${one.id} data-state=${one.state}>
      <th scope="row">${one.customer}<span class="under mono">${one.id}</span></th>
      <td class="mono">
        ${one.prefix}${one.destinations?.length
          ? html`<span class="under" title=${t("exemption.destinations")}
              >→ ${one.destinations.join(" ")}</span
            >`
          : ""}
      </td>
      <td>${statePill(one.state)}</td>
      <td>${expiry(one)}</td>
      <td class="text" title=${one.reason}>
        ${one.reason}<span class="under">${one.ticket ?? ""}</span>
      </td>
      <td>${day(one.created)}<span class="under">${one.enteredBy}</span></td>
      ${live.canWrite
        ? html`<td class="row-actions">
            ${open
              ? html`<button
                    class="small edit"
                    aria-label=${t("exemptions.editOf", { customer: one.customer })}
                    @click=${() => this.#edit(one)}
                  >
                    ${t("action.edit")}
                  </button>
                  <button
                    class="small danger revoke"
                    aria-label=${t("exemptions.revokeOf", { customer: one.customer })}
                    @click=${() => this.#revoke(one)}
                  >
                    ${t("action.revoke")}
                  </button>`
              : ""}
          </td>`
        : ""}
    </tr>`;
  }

  async #add() {
    if (await editExemption({})) {
      this.load();
    }
  }

  async #edit(one) {
    if (await editExemption({ exemption: one })) {
      this.load();
    }
  }

  async #revoke(one) {
    if (await revokeExemption(one)) {
      this.load();
    }
  }

  async #export(type, name) {
    try {
      await download("exemptions/export", type, name);
      toast(t("exemptions.exported", { name }));
    } catch (refusal) {
      this.#refusal = refusal;
      this.requestUpdate();
    }
  }
}

function expiry(one) {
  if (one.state === "revoked") {
    return html`<span class="muted">${t("exemption.revokedAt")} ${ago(one.revokedAt)}</span>`;
  }
  if (!one.expires) {
    return html`<span class="muted">${t("exemption.never")}</span>`;
  }
  const soon = one.state === "active" && new Date(one.expires) - Date.now() < SOON_MS;
  return html`${when(one.expires)}<span class="under ${soon ? "soon" : ""}">${ago(one.expires)}</span>`;
}

customElements.define("op-exemptions", Exemptions);
