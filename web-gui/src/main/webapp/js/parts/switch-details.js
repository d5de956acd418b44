/** Everything about one switch: its state, its room, and its busiest rules. */
import { html } from "lit";
import { get } from "../api.js";
import { number, rate } from "../format.js";
import { t } from "../i18n.js";
import { live } from "../live.js";
import { action, match } from "../rules.js";
import { Element } from "../view.js";
import { capacity } from "./capacity.js";
import { pill, statePill } from "./pill.js";
import { reason } from "./problem.js";
import { ago } from "./time.js";

const READ = 1000;
const SHOWN = 8;
const REFRESH_MS = 5000;

class SwitchDetails extends Element {
  static properties = { node: { attribute: false } };

  #rules = null;
  #refusal = null;
  #of = null;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, "state", () => this.requestUpdate());
    const timer = setInterval(() => !document.hidden && this.#load(), REFRESH_MS);
    this.until(() => clearInterval(timer));
  }

  updated() {
    if (this.node.edge && this.#of !== this.node.id) {
      this.#of = this.node.id;
      this.#rules = null;
      this.#load();
    }
  }

  async #load() {
    const { id, edge } = this.node;
    if (!edge) {
      return;
    }
    try {
      const answer = await get(`devices/${id}/rules`, { limit: READ });
      if (id === this.node.id) {
        this.#rules = answer;
        this.#refusal = null;
      }
    } catch (refusal) {
      this.#refusal = refusal;
    }
    this.requestUpdate();
  }

  render() {
    const { node } = this;
    return html`<header class="details-head">
        <h2>${node.name}</h2>
        ${node.edge ? statePill(node.edge.state) : pill("idle", t("topology.notEdge"))}
      </header>
      <p class="mono muted">${node.id}</p>
      ${node.edge ? this.#edge(node.edge) : this.#plain()}`;
  }

  #plain() {
    const { onos } = this.node;
    return html`<p>${t("topology.plain")}</p>
      <dl class="facts">
        ${fact(t("topology.connection"), onos?.available ? t("topology.connected") : t("topology.away"))}
        ${fact(t("topology.software"), [onos?.mfr, onos?.hw, onos?.sw].filter(Boolean).join(", "))}
      </dl>`;
  }

  #edge(edge) {
    const { counters } = this.node;
    return html`${edge.reason ? html`<p class="box warn">${edge.reason}</p>` : ""}
      <dl class="facts">
        ${fact(t("switch.rules"), `${number(edge.rulesConfirmed)} / ${number(edge.rulesWanted)}`)}
        ${edge.rulesToRemove ? fact(t("switch.toRemove"), number(edge.rulesToRemove)) : ""}
        ${fact(t("switch.capacity"), capacity(edge))}
        ${fact(t("switch.masks"), number(edge.masks))}
        ${fact(t("switch.blocked"), counters ? rate(counters.droppedPerSecond) : t("figure.none"))}
        ${fact(t("switch.blockedAll"), counters ? number(counters.droppedPackets) : "")}
        ${fact(t("switch.proof"), edge.lastProof ? ago(edge.lastProof) : t("switch.unproven"))}
        ${fact(t("switch.change"), edge.lastChange ? ago(edge.lastChange) : "–")}
        ${fact(
          t("switch.strategy"),
          html`${edge.strategy}${edge.whyStrategy
            ? html`<span class="under">${edge.whyStrategy}</span>`
            : ""}`,
        )}
      </dl>
      <h3>${t("rules.title")}</h3>
      ${this.#list()}`;
  }

  #list() {
    if (!this.#rules) {
      return html`<p class="empty">
        ${this.#refusal ? reason(this.#refusal) : t("app.loading")}
      </p>`;
    }
    const busiest = [...this.#rules.rules]
      .filter((rule) => rule.packets > 0)
      .sort((a, b) => b.packets - a.packets)
      .slice(0, SHOWN);
    return html`${busiest.length === 0
        ? html`<p class="muted">${t("rules.quiet")}</p>`
        : html`<table class="rules">
            <thead>
              <tr>
                <th scope="col">${t("rules.match")}</th>
                <th scope="col">${t("rules.action")}</th>
                <th scope="col" class="number">${t("rules.packets")}</th>
              </tr>
            </thead>
            <tbody>
              ${busiest.map(
                (rule) =>
                  html`<tr>
                    <td>
                      <span class="mono">${match(rule.match)}</span>
                      <span class="under">${t("rules.at", rule)}</span>
                    </td>
                    <td class="nowrap">
                      ${rule.blocks ? t("rule.drop") : action(rule.actions)}
                    </td>
                    <td class="number">${number(rule.packets)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`}
      <p class="muted">${t("rules.total", { total: number(this.#rules.total) })}</p>`;
  }
}

const fact = (name, value) =>
  value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : "";

customElements.define("op-switch-details", SwitchDetails);
