/** At a glance: is blocking in force everywhere, what is blocked now, and what needs attention. */
import { html } from "lit";
import { get } from "../api.js";
import { number, rate } from "../format.js";
import { t } from "../i18n.js";
import { live } from "../live.js";
import { attention } from "../attention.js";
import { link } from "../router.js";
import { View } from "../view.js";
import { capacity } from "../parts/capacity.js";
import { icon } from "../parts/icon.js";
import { pill, statePill, tone } from "../parts/pill.js";
import { ago } from "../parts/time.js";
import "../parts/chart.js";

const EXPIRING_SOON = "7d";
const MOST_SUSPECTS = 8;
/** A quarter of an hour in steps of 5 s. */
const CHART_POINTS = 180;

class Overview extends View {
  #active = null;
  #expiring = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, "event", () => this.load());
  }

  async load() {
    try {
      const [active, expiring] = await Promise.all([
        get("exemptions", { state: "active", limit: 1 }),
        get("exemptions", { state: "active", expiringWithin: EXPIRING_SOON, limit: 1 }),
      ]);
      this.#active = active.total;
      this.#expiring = expiring.total;
    } catch {
      this.#active = this.#expiring = null;
    }
    this.requestUpdate();
  }

  render() {
    const { status } = live;
    return html`<div class="page-head">
        <h1 tabindex="-1">${t("nav.overview")}</h1>
      </div>
      ${status ? this.#known(status) : html`<p class="empty">${t("app.loading")}</p>`}`;
  }

  #known(status) {
    return html`${this.#headline(status)} ${this.#figures(status)}
      <div class="columns">
        <section class="card" aria-labelledby="attention-title">
          <h2 id="attention-title">${t("attention.title")}</h2>
          ${this.#attention(status)}
        </section>
        <section class="card" aria-labelledby="chart-title">
          <h2 id="chart-title">${t("overview.blocked")}</h2>
          <op-chart .points=${history()}></op-chart>
        </section>
      </div>
      <section class="card" aria-labelledby="switches-title">
        <h2 id="switches-title">${t("overview.switches")}</h2>
        ${switches(status.devices)}
      </section>
      <section class="card" aria-labelledby="suspects-title">
        <h2 id="suspects-title">${t("suspects.title")}</h2>
        <p class="muted">${t("suspects.about")}</p>
        ${suspects()}
      </section>`;
  }

  #headline(status) {
    return html`<div class="headline ${tone(status.state)}" id="overall" data-state=${status.state}>
      ${icon(tone(status.state) === "bad" ? "alert" : tone(status.state) === "ok" ? "ok" : "clock")}
      <div>
        <strong>${t(`overall.${status.state}`)}</strong>
        <span>${status.reason || t(`overall.about.${status.state}`)}</span>
      </div>
    </div>`;
  }

  #figures(status) {
    const settled = status.devices.filter((device) =>
      ["ENFORCED", "INSTALLED", "MONITORING"].includes(device.state),
    );
    const perSecond = live.counters
      ? live.counters.devices.reduce((sum, device) => sum + device.droppedPerSecond, 0)
      : null;
    return html`<dl class="figures">
      ${figure(
        t("figure.switches"),
        `${number(settled.length)} / ${number(status.devices.length)}`,
        t("figure.switches.about"),
      )}
      ${figure(
        t("figure.blocked"),
        perSecond === null ? "–" : rate(perSecond),
        perSecond === null ? t("figure.none") : t("figure.blocked.about"),
      )}
      ${figure(
        t("figure.exemptions"),
        this.#active === null ? "–" : number(this.#active),
        html`<a href=${link("exemptions", { state: "active" })}>${t("figure.exemptions.about")}</a>`,
      )}
      ${figure(
        t("figure.expiring"),
        this.#expiring === null ? "–" : number(this.#expiring),
        html`<a href=${link("exemptions", { expiring: EXPIRING_SOON })}
          >${t("figure.expiring.about")}</a
        >`,
      )}
    </dl>`;
  }

  #attention(status) {
    const items = attention(status, { expiring: this.#expiring, suspects: live.suspects });
    return items.length === 0
      ? html`<p class="good">${icon("ok")}${t("attention.none")}</p>`
      : html`<ul class="attention">
          ${items.map(
            (item) =>
              html`<li class=${item.tone}>
                ${pill(item.tone, t(`attention.tone.${item.tone}`))}
                <div>
                  <strong>${item.title}</strong>
                  <span>${item.text}</span>
                </div>
                ${item.to ? html`<a href=${item.to}>${item.action}</a>` : ""}
              </li>`,
          )}
        </ul>`;
  }
}

const figure = (name, value, about) =>
  html`<div class="figure">
    <dt>${name}</dt>
    <dd>
      <span class="value">${value}</span>
      <span class="about">${about}</span>
    </dd>
  </div>`;

const history = () =>
  (live.counters?.history?.points ?? []).slice(-CHART_POINTS).map((point) => ({
    at: new Date(point.at).getTime(),
    value: point.droppedPerSecond,
  }));

function switches(devices) {
  if (devices.length === 0) {
    return html`<p class="empty">${t("overview.noSwitches")}</p>`;
  }
  const counted = new Map((live.counters?.devices ?? []).map((one) => [one.device, one]));
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="switches-title">
    <table id="switches">
      <thead>
        <tr>
          <th scope="col">${t("switch.name")}</th>
          <th scope="col">${t("switch.state")}</th>
          <th scope="col" class="number">${t("switch.rules")}</th>
          <th scope="col">${t("switch.capacity")}</th>
          <th scope="col" class="number">${t("switch.blocked")}</th>
          <th scope="col">${t("switch.proof")}</th>
          <th scope="col">${t("switch.strategy")}</th>
        </tr>
      </thead>
      <tbody>
        ${devices.map((device) => row(device, counted.get(device.device)))}
      </tbody>
    </table>
  </div>`;
}

const row = (device, counters) =>
  html`<tr data-device=${device.device}>
    <th scope="row">
      <a href=${link("topology", { device: device.device })}>${device.name ?? device.device}</a>
      ${device.name ? html`<span class="under mono">${device.device}</span>` : ""}
    </th>
    <td>${statePill(device.state)}${device.reason
        ? html`<span class="under">${device.reason}</span>`
        : ""}</td>
    <td class="number">${number(device.rulesConfirmed)} / ${number(device.rulesWanted)}</td>
    <td>${capacity(device)}</td>
    <td class="number">${counters ? rate(counters.droppedPerSecond) : "–"}</td>
    <td>${device.lastProof ? ago(device.lastProof) : t("switch.unproven")}</td>
    <td>${device.strategy}</td>
  </tr>`;

function suspects() {
  if (!live.suspects) {
    return html`<p class="empty">
      ${live.suspects === false ? t("figure.none") : t("app.loading")}
    </p>`;
  }
  const listed = live.suspects.suspects;
  if (listed.length === 0) {
    return html`<p class="empty">${t("suspects.none")}</p>`;
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="suspects-title">
    <table id="suspects">
      <thead>
        <tr>
          <th scope="col">${t("suspects.source")}</th>
          <th scope="col">${t("suspects.customer")}</th>
          <th scope="col">${t("pool.name")}</th>
          <th scope="col" class="number">${t("suspects.perSecond")}</th>
          <th scope="col" class="number">${t("suspects.destinations")}</th>
          <th scope="col">${t("suspects.firstSeen")}</th>
          <th scope="col">${t("suspects.lastSeen")}</th>
        </tr>
      </thead>
      <tbody>
        ${listed
          .slice(0, MOST_SUSPECTS)
          .map(
            (one) =>
              html`<tr>
                <th scope="row" class="mono">
                  <a href=${link("explain", { source: one.source })}>${one.source}</a>
                </th>
                <td>${one.customer ?? ""}</td>
                <td>${one.pool ?? ""}</td>
                <td class="number">${rate(one.perSecond ?? 0)}</td>
                <td class="number">${count(one.destinations)}</td>
                <td>${ago(one.firstSeen)}</td>
                <td>${ago(one.lastSeen)}</td>
              </tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}

const count = (destinations) =>
  number(Array.isArray(destinations) ? destinations.length : (destinations ?? 0));

customElements.define("op-overview", Overview);
