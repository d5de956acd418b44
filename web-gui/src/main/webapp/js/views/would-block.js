/**
 * Who would break: those whose packets phase `monitor` lets pass and `block` would drop, counted by
 * the switches. For whoever plans a phase, and for the help desk that tells the customers.
 */
import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { download, get } from "../api.js";
import { number } from "../format.js";
import { t } from "../i18n.js";
import { live } from "../live.js";
import { link, note } from "../router.js";
import { View } from "../view.js";
import { icon } from "../parts/icon.js";
import { pager } from "../parts/pager.js";
import { phasePill, pill } from "../parts/pill.js";
import { failed, reason } from "../parts/problem.js";
import { ago, when } from "../parts/time.js";
import { toast } from "../parts/toast.js";
import { editExemption } from "../dialogs/exemption.js";

const LIMIT = 50;
const TYPING_MS = 250;
/** The switches report every 5 s. */
const REFRESH_MS = 5000;
const MOST_EXPORTED = 100000;
const HOUR_MS = 3600000;

class WouldBlock extends View {
  #page = null;
  #phases = null;
  #refusal = null;
  #abort = null;
  #timer = null;
  #wanted = { q: "", pool: "", sort: "", offset: 0 };

  connectedCallback() {
    const { q = "", pool = "", sort = "" } = this.params ?? {};
    this.#wanted = { q, pool, sort, offset: 0 };
    super.connectedCallback();
    this.listen(live, "event", () => this.#soon(0));
    const timer = setInterval(() => !document.hidden && this.load(), REFRESH_MS);
    this.until(() => clearInterval(timer));
  }

  updated(changes) {
    if (changes.has("params") && changes.get("params")) {
      const { q = "", pool = "" } = this.params;
      this.#want({ q, pool });
    }
  }

  async load() {
    this.#abort?.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      [this.#page, this.#phases] = await Promise.all([
        get("would-block", { ...this.#wanted, limit: LIMIT }, signal),
        get("phases", {}, signal),
      ]);
      this.#refusal = null;
    } catch (refusal) {
      if (refusal.name === "AbortError") {
        return;
      }
      this.#refusal = refusal;
    }
    this.requestUpdate();
    const { offset } = this.#wanted;
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
    const { q, pool, sort } = this.#wanted;
    note("would-block", { q, pool, sort });
    this.requestUpdate();
    this.#soon(pause);
  }

  render() {
    return html`<div class="page-head">
        <h1 tabindex="-1">${t("nav.would-block")}</h1>
        <div class="buttons">
          <button id="export" ?disabled=${!this.#page?.total} @click=${() => this.#export()}>
            ${t("exemptions.exportCsv")}
          </button>
        </div>
      </div>
      <p class="lead">${t("wouldBlock.lead")}</p>
      ${this.#page && this.#phases
        ? html`${this.#pools()} ${this.#sources()}`
        : this.#refusal
          ? html`<section class="card">${failed(this.#refusal, () => this.load())}</section>`
          : html`<p class="empty">${t("app.loading")}</p>`}`;
  }

  get #monitored() {
    return this.#phases.pools.filter(({ phase }) => phase === "monitor");
  }

  /** What is counted, and what comes of it when. */
  #pools() {
    const counted = new Map((live.counters?.pools ?? []).map((one) => [one.pool, one]));
    return html`<section class="card" aria-labelledby="monitored-title">
      <h2 id="monitored-title">${t("wouldBlock.pools")}</h2>
      ${this.#monitored.length === 0
        ? html`<div class="empty" id="nothing-monitored">
            <p>${t("wouldBlock.noPool")}</p>
            <a href=${link("policy")}>${t("wouldBlock.toPolicy")}</a>
          </div>`
        : html`<table id="monitored">
            <thead>
              <tr>
                <th scope="col">${t("pool.name")}</th>
                <th scope="col">${t("pool.phase")}</th>
                <th scope="col">${t("policy.next")}</th>
                <th scope="col" class="number">${t("wouldBlock.packets")}</th>
              </tr>
            </thead>
            <tbody>
              ${this.#monitored.map((one) => monitored(one, counted.get(one.pool)))}
            </tbody>
          </table>`}
      ${this.#lacks()}
    </section>`;
  }

  /** Why the list may lack somebody, in the server's words. */
  #lacks() {
    const { counting, limit } = this.#page;
    const names = new Map((live.status?.devices ?? []).map((one) => [one.device, one.name]));
    const silent = counting.filter(({ counted }) => !counted);
    return html`${silent.length === 0 || this.#monitored.length === 0
      ? ""
      : html`<div class="box warn" id="not-counted">
          ${icon("alert")}
          <div>
            <strong>${t("wouldBlock.uncounted")}</strong>
            <ul>
              ${silent.map(
                (one) =>
                  html`<li>
                    ${names.get(one.device) ?? one.device}: <span lang="en">${one.reason}</span>
                  </li>`,
              )}
            </ul>
          </div>
        </div>`}
    ${limit
      ? html`<p class="muted" id="count-limit">
          ${t("wouldBlock.limit")} <span lang="en">${limit}</span>
        </p>`
      : ""}`;
  }

  #sources() {
    const { sources, total } = this.#page;
    const { offset } = this.#wanted;
    return html`<section class="card" aria-labelledby="sources-title">
      <h2 id="sources-title">${t("wouldBlock.sources")}</h2>
      ${this.#filters()}
      ${this.#refusal ? html`<p class="box bad" role="alert">${reason(this.#refusal)}</p>` : ""}
      ${total === 0
        ? html`<p class="empty" id="no-sources">${this.#emptyText()}</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-labelledby="sources-title">
            <table id="sources">
              <caption class="sr">
                ${t("wouldBlock.caption", { total: number(total) })}
              </caption>
              <thead>
                <tr>
                  ${this.#sortable("source", t("suspects.source"))}
                  <th scope="col">${t("suspects.customer")}</th>
                  <th scope="col">${t("pool.name")}</th>
                  ${this.#sortable("packets", t("wouldBlock.packets"), "number")}
                  ${this.#sortable("first-seen", t("suspects.firstSeen"))}
                  ${this.#sortable("last-seen", t("suspects.lastSeen"))}
                  <th scope="col"><span class="sr">${t("table.actions")}</span></th>
                </tr>
              </thead>
              <tbody>
                ${repeat(
                  sources,
                  (one) => `${one.pool} ${one.source}`,
                  (one) => this.#row(one),
                )}
              </tbody>
            </table>
          </div>`}
      ${pager({ offset, limit: LIMIT, total, go: (to) => this.#want({ offset: to }) })}
    </section>`;
  }

  #emptyText() {
    const { q, pool } = this.#wanted;
    return q || pool
      ? t("wouldBlock.noneFound")
      : this.#monitored.length === 0
        ? t("wouldBlock.noneWithout")
        : t("wouldBlock.none");
  }

  #filters() {
    const { q, pool } = this.#wanted;
    const pools = new Set([...this.#phases.pools.map((one) => one.pool), pool].filter(Boolean));
    return html`<search class="filters">
      <label class="grow"
        >${t("exemptions.search")}<input
          id="search"
          type="search"
          .value=${q}
          placeholder=${t("wouldBlock.searchHint")}
          @input=${(e) => this.#want({ q: e.target.value.trim() }, TYPING_MS)}
      /></label>
      <label
        >${t("pool.name")}<select id="pool" @change=${(e) => this.#want({ pool: e.target.value })}>
          <option value="">${t("filter.all")}</option>
          ${[...pools].map(
            (name) => html`<option value=${name} .selected=${name === pool}>${name}</option>`,
          )}
        </select></label
      >
    </search>`;
  }

  /** Largest and latest come first when a column is chosen, addresses from the lowest. */
  #sortable(field, title, kind = "") {
    const { sort } = this.#wanted;
    const order = sort === field ? "ascending" : sort === `-${field}` ? "descending" : "none";
    const first = field === "source" ? field : `-${field}`;
    const other = field === "source" ? `-${field}` : field;
    return html`<th scope="col" class=${kind} aria-sort=${order}>
      <button class="sort" @click=${() => this.#want({ sort: sort === first ? other : first })}>
        ${title}<span aria-hidden="true"
          >${order === "ascending" ? "▲" : order === "descending" ? "▼" : ""}</span
        >
      </button>
    </th>`;
  }

  #row(one) {
    return html`<tr data-source=${one.source}>
      <th scope="row">
        <span class="mono">${one.source}</span>${one.exact ? "" : html`<span class="under">${t("wouldBlock.inexact")}</span>`}
      </th>
      <td>${one.customer ?? "–"}</td>
      <td class="nowrap">${one.pool}</td>
      <td class="number">${number(one.packets)}<span class="under">${pace(one)}</span></td>
      <td>${ago(one.firstSeen)}</td>
      <td>${ago(one.lastSeen)}</td>
      <td class="row-actions">
        ${one.exempt ? pill("ok", t("wouldBlock.exempt")) : ""}
        ${one.exact
          ? html`<a
              class="button small"
              aria-label=${t("wouldBlock.explainOf", { source: one.source })}
              href=${link("explain", { source: one.source.replace(/\/.*/, "") })}
              >${t("nav.explain")}</a
            >`
          : ""}
        ${one.exact && live.canWrite && !one.exempt
          ? html`<button
              class="small exempt"
              aria-label=${t("wouldBlock.exemptOf", { source: one.source })}
              @click=${() => this.#exempt(one)}
            >
              ${t("wouldBlock.doExempt")}
            </button>`
          : ""}
      </td>
    </tr>`;
  }

  async #exempt({ source, customer }) {
    if (await editExemption({ prefill: { prefix: source, customer: customer ?? "" } })) {
      this.load();
    }
  }

  async #export() {
    const { q, pool, sort } = this.#wanted;
    const query = new URLSearchParams({ q, pool, sort, limit: MOST_EXPORTED });
    try {
      await download(`would-block/export?${query}`, "text/csv", "would-block.csv");
      toast(t("exemptions.exported", { name: "would-block.csv" }));
    } catch (refusal) {
      this.#refusal = refusal;
      this.requestUpdate();
    }
  }
}

const monitored = ({ pool, phase, next }, counters) =>
  html`<tr data-pool=${pool}>
    <th scope="row">${pool}</th>
    <td>${phasePill(phase)}</td>
    <td>
      ${next
        ? html`${phasePill(next.phase)}<span class="under">${when(next.at)} · ${ago(next.at)}</span>`
        : t("wouldBlock.noDate")}
    </td>
    <td class="number">${counters ? number(counters.wouldBlockPackets) : "–"}</td>
  </tr>`;

/** How many in an hour, on average; nothing before there is an hour's sixtieth to reckon from. */
function pace({ packets, firstSeen, lastSeen }) {
  const span = new Date(lastSeen) - new Date(firstSeen);
  return span < HOUR_MS / 60
    ? ""
    : t("wouldBlock.pace", { rate: number(Math.round((packets * HOUR_MS) / span)) });
}

customElements.define("op-would-block", WouldBlock);
