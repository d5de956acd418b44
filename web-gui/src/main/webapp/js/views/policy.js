/** The policy: pools and their phases, mail servers, versions, and proposals with their effect. */
import { html } from "lit";
import { get } from "../api.js";
import { number } from "../format.js";
import { t, word } from "../i18n.js";
import { live } from "../live.js";
import { link } from "../router.js";
import { View } from "../view.js";
import { notices } from "../parts/notices.js";
import { phasePill, pill } from "../parts/pill.js";
import { failed } from "../parts/problem.js";
import { ago, when } from "../parts/time.js";
import { changePhase, rollBackPhase } from "../dialogs/phase.js";
import { cancelSchedule, postponeSchedule } from "../dialogs/schedule.js";
import { proposePolicy } from "../dialogs/proposal.js";
import { rollBackPolicy } from "../dialogs/rollback.js";

const SHOWN_PREFIXES = 6;
const SHOWN_VERSIONS = 20;
const SCHEDULE_TONES = { pending: "wait", applied: "ok", failed: "bad", cancelled: "idle" };

class Policy extends View {
  #parts = null;
  #refusal = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, "event", ({ detail }) => {
      if (!detail.type.startsWith("exemption")) {
        this.load();
      }
    });
  }

  async load() {
    try {
      const [pools, servers, phases, versions] = await Promise.all([
        get("pools"),
        get("mail-servers"),
        get("phases").catch(none),
        get("policy/versions").catch(none),
      ]);
      this.#parts = { pools: pools.pools, servers: servers.mailServers, phases, versions };
      this.#refusal = null;
    } catch (refusal) {
      this.#refusal = refusal;
      this.#parts = refusal.status === 404 ? null : this.#parts;
    }
    this.requestUpdate();
  }

  render() {
    return html`<div class="page-head">
        <h1 tabindex="-1">${t("nav.policy")}</h1>
        <div class="buttons">
          ${live.canWrite && this.#managed
            ? html`<button id="propose" class="primary" @click=${() => this.#then(proposePolicy())}>
                ${t("policy.propose")}
              </button>`
            : ""}
        </div>
      </div>
      ${this.#refusal
        ? this.#refusal.status === 404
          ? html`<section class="card"><p class="empty">${t("policy.none")}</p></section>`
          : failed(this.#refusal, () => this.load())
        : ""}
      ${this.#parts ? this.#known() : this.#refusal ? "" : html`<p class="empty">${t("app.loading")}</p>`}`;
  }

  /** Whether this server can change the policy from here. */
  get #managed() {
    return Boolean(this.#parts?.versions) || this.#refusal?.status === 404;
  }

  #known() {
    const { servers, phases, versions } = this.#parts;
    return html`<section class="card" aria-labelledby="pools-title">
        <h2 id="pools-title">${t("policy.pools")}</h2>
        ${this.#pools()}
      </section>
      ${phases ? this.#schedules(phases) : ""}
      <section class="card" aria-labelledby="servers-title">
        <h2 id="servers-title">${t("policy.mailServers")}</h2>
        <table id="mail-servers">
          <thead>
            <tr>
              <th scope="col">${t("policy.group")}</th>
              <th scope="col">${t("policy.addresses")}</th>
              <th scope="col">${t("policy.inbound")}</th>
            </tr>
          </thead>
          <tbody>
            ${servers.map(
              (group) =>
                html`<tr>
                  <th scope="row">${group.name}</th>
                  <td class="mono">${some(group.servers)}</td>
                  <td>${t(group.inbound ? "policy.inbound.yes" : "policy.inbound.no")}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
      ${notices(this.#parts.pools)} ${versions ? this.#versions(versions) : ""}`;
  }

  #pools() {
    const { pools, phases } = this.#parts;
    const plans = new Map((phases?.pools ?? []).map((one) => [one.pool, one]));
    const write = live.canWrite && phases;
    return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="pools-title">
      <table id="pools">
        <thead>
          <tr>
            <th scope="col">${t("pool.name")}</th>
            <th scope="col">${t("pool.phase")}</th>
            <th scope="col">${t("policy.next")}</th>
            <th scope="col">${t("policy.prefixes")}</th>
            <th scope="col">${t("policy.mailServers")}</th>
            ${write ? html`<th scope="col"><span class="sr">${t("table.actions")}</span></th>` : ""}
          </tr>
        </thead>
        <tbody>
          ${pools.map((pool) => this.#pool(pool, plans.get(pool.name), write))}
        </tbody>
      </table>
    </div>`;
  }

  #pool(pool, plan, write) {
    const about = [pool.serviceClass, pool.area, pool.tenant].filter(Boolean).join(" · ");
    return html`<tr data-pool=${pool.name}>
      <th scope="row">${pool.name}<span class="under">${about}</span></th>
      <td>
        ${phasePill(pool.phase)}
        ${plan?.since ? html`<span class="under">${t("policy.since")} ${when(plan.since)}</span>` : ""}
        ${pool.phase === "monitor"
          ? html`<a class="under" href=${link("would-block", { pool: pool.name })}
              >${t("policy.wouldBlock")}</a
            >`
          : ""}
      </td>
      <td>
        ${plan?.next
          ? html`${phasePill(plan.next.phase)}<span class="under">${when(plan.next.at)}</span>`
          : "–"}
      </td>
      <td class="mono">${some(pool.prefixes)}</td>
      <td>${pool.mailServers.join(", ") || "–"}</td>
      ${write
        ? html`<td class="row-actions">
            <button
              class="small change-phase"
              aria-label=${t("policy.changeOf", { pool: pool.name })}
              @click=${() => this.#then(changePhase(pool))}
            >
              ${t("policy.change")}
            </button>
            ${plan?.previous
              ? html`<button
                  class="small roll-back"
                  aria-label=${t("policy.rollBackOf", { pool: pool.name })}
                  @click=${() => this.#then(rollBackPhase(pool, plan.previous))}
                >
                  ${t("policy.rollBack")}
                </button>`
              : ""}
          </td>`
        : ""}
    </tr>`;
  }

  #schedules({ schedules = [], done = [] }) {
    const all = [...schedules, ...done].slice(0, SHOWN_VERSIONS);
    return html`<section class="card" aria-labelledby="schedules-title">
      <h2 id="schedules-title">${t("policy.schedules")}</h2>
      ${all.length === 0
        ? html`<p class="empty">${t("policy.noSchedules")}</p>`
        : html`<table id="schedules">
            <thead>
              <tr>
                <th scope="col">${t("schedule.at")}</th>
                <th scope="col">${t("policy.pools")}</th>
                <th scope="col">${t("pool.phase")}</th>
                <th scope="col">${t("exemptions.state")}</th>
                <th scope="col">${t("schedule.note")}</th>
                <th scope="col"><span class="sr">${t("table.actions")}</span></th>
              </tr>
            </thead>
            <tbody>
              ${all.map(
                (one) =>
                  html`<tr data-schedule=${one.id} data-state=${one.state}>
                    <th scope="row">${when(one.at)}<span class="under">${ago(one.at)}</span></th>
                    <td>${one.pools.join(", ")}</td>
                    <td>${phasePill(one.phase)}</td>
                    <td>
                      ${pill(SCHEDULE_TONES[one.state] ?? "idle", word("schedule", one.state))}
                      ${one.reason ? html`<span class="under" lang="en">${one.reason}</span>` : ""}
                    </td>
                    <td>${one.note ?? ""}<span class="under">${one.by ?? ""}</span></td>
                    <td class="row-actions">
                      ${live.canWrite && one.state === "pending"
                        ? html`<button
                              class="small postpone"
                              @click=${() => this.#then(postponeSchedule(one))}
                            >
                              ${t("schedule.postpone")}
                            </button>
                            <button
                              class="small danger call-off"
                              @click=${() => this.#then(cancelSchedule(one))}
                            >
                              ${t("schedule.cancel")}
                            </button>`
                        : ""}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`}
    </section>`;
  }

  #versions({ versions }) {
    return html`<section class="card" aria-labelledby="versions-title">
      <h2 id="versions-title">${t("policy.versions")}</h2>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="versions-title">
        <table id="versions">
          <thead>
            <tr>
              <th scope="col">${t("version.number")}</th>
              <th scope="col">${t("version.time")}</th>
              <th scope="col">${t("version.user")}</th>
              <th scope="col">${t("version.action")}</th>
              <th scope="col">${t("schedule.note")}</th>
              <th scope="col"><span class="sr">${t("table.actions")}</span></th>
            </tr>
          </thead>
          <tbody>
            ${versions.slice(0, SHOWN_VERSIONS).map((version) => this.#version(version))}
          </tbody>
        </table>
      </div>
    </section>`;
  }

  #version(one) {
    return html`<tr data-version=${one.version}>
      <th scope="row">
        ${number(one.version)} ${one.current ? pill("ok", t("version.current")) : ""}
      </th>
      <td>${when(one.time)}</td>
      <td>${one.user}<span class="under">${word("channel", one.channel)}</span></td>
      <td>
        ${word("versionAction", one.action)}
        ${(one.phases ?? [])
          .slice(0, SHOWN_PREFIXES)
          .map(
            (phase) =>
              html`<span class="under"
                >${phase.pool}: ${phase.from ? word("phase", phase.from) : "–"} →
                ${phase.to ? word("phase", phase.to) : "–"}</span
              >`,
          )}
      </td>
      <td>${one.note ?? ""}</td>
      <td class="row-actions">
        ${live.canWrite && !one.current
          ? html`<button
              class="small restore"
              aria-label=${t("version.rollBackTo", { version: one.version })}
              @click=${() => this.#then(rollBackPolicy(one))}
            >
              ${t("version.rollBack")}
            </button>`
          : ""}
      </td>
    </tr>`;
  }

  async #then(dialog) {
    if (await dialog) {
      this.load();
    }
  }
}

/** What a server without this part of the interface answers: nothing, and the part is left out. */
function none(refusal) {
  if (refusal.status === 404) {
    return null;
  }
  throw refusal;
}

function some(texts) {
  const rest = texts.length - SHOWN_PREFIXES;
  return html`${texts.slice(0, SHOWN_PREFIXES).map((text) => html`<div>${text}</div>`)}
  ${rest > 0 ? html`<div class="muted">${t("import.more", { count: number(rest) })}</div>` : ""}`;
}

customElements.define("op-policy", Policy);
