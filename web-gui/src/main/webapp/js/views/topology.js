/** The switches and links that ONOS knows, with the state of the edge switches. */
import { html, svg } from "lit";
import { getOnos } from "../api.js";
import { layout } from "../layout.js";
import { number, rate } from "../format.js";
import { t, word } from "../i18n.js";
import { live } from "../live.js";
import { note } from "../router.js";
import { View } from "../view.js";
import { reason } from "../parts/problem.js";
import { tone } from "../parts/pill.js";
import "../parts/overlay-switch.js";
import "../parts/switch-details.js";

const REFRESH_MS = 5000;

class Topology extends View {
  #onos = { devices: [], links: [] };
  #read = false;
  #refusal = null;
  #selected = null;

  connectedCallback() {
    super.connectedCallback();
    const timer = setInterval(() => !document.hidden && this.load(), REFRESH_MS);
    this.until(() => clearInterval(timer));
  }

  updated(changes) {
    if (changes.has("params") && this.params.device) {
      this.#selected = this.params.device;
      this.requestUpdate();
    }
  }

  async load() {
    try {
      const [{ devices }, { links }] = await Promise.all([getOnos("devices"), getOnos("links")]);
      this.#onos = { devices, links };
      this.#refusal = null;
    } catch (refusal) {
      this.#refusal = refusal;
    }
    this.#read = true;
    this.requestUpdate();
  }

  render() {
    const nodes = this.#nodes();
    return html`<div class="page-head">
        <h1 tabindex="-1">${t("nav.topology")}</h1>
        ${live.canWrite ? html`<op-overlay-switch></op-overlay-switch>` : ""}
      </div>
      ${this.#refusal
        ? html`<p class="box warn" role="alert">
            ${t("topology.onosSilent")} ${reason(this.#refusal)}
          </p>`
        : ""}
      <div class="topology">
        <section class="card drawing" aria-label=${t("topology.drawing")}>
          ${nodes.length === 0
            ? html`<p class="empty">${this.#read ? t("topology.none") : t("app.loading")}</p>`
            : this.#drawing(nodes)}
          ${legend()}
          ${this.#read && !this.#refusal && nodes.length > 1 && this.#onos.links.length === 0
            ? html`<p class="muted">${t("topology.noLinks")}</p>`
            : ""}
        </section>
        <section class="card details" aria-live="polite" aria-label=${t("topology.details")}>
          ${this.#details(nodes)}
        </section>
      </div>`;
  }

  #details(nodes) {
    const node = nodes.find((one) => one.id === this.#selected);
    if (!node) {
      return html`<p class="empty">${t("topology.choose")}</p>`;
    }
    return html`<op-switch-details .node=${node}></op-switch-details>`;
  }

  /** What ONOS knows, and the policy's edge switches, which ONOS may not have seen yet. */
  #nodes() {
    const edges = new Map((live.status?.devices ?? []).map((edge) => [edge.device, edge]));
    const counted = new Map((live.counters?.devices ?? []).map((one) => [one.device, one]));
    const known = new Map(this.#onos.devices.map((device) => [device.id, device]));
    return [...new Set([...edges.keys(), ...known.keys()])].sort().map((id) => ({
      id,
      edge: edges.get(id),
      onos: known.get(id),
      counters: counted.get(id),
      name: edges.get(id)?.name ?? known.get(id)?.annotations?.name ?? id.replace(/^of:0*/, "of:"),
    }));
  }

  #drawing(nodes) {
    const pairs = new Map();
    for (const { src, dst } of this.#onos.links) {
      const [a, b] = [src.device, dst.device].sort();
      pairs.set(`${a} ${b}`, { a, b });
    }
    const { width, height, node: size, places } = layout(nodes, [...pairs.values()]);
    const centre = (id) => {
      const { x, y } = places.get(id);
      return { x: x + size.width / 2, y: y + size.height / 2 };
    };
    return html`<div class="scroll drawing-scroll">
      <svg
        id="topology"
        viewBox="0 0 ${width} ${height}"
        width=${width}
        height=${height}
        role="group"
        aria-label=${t("topology.drawing")}
      >
        ${[...pairs.values()]
          .filter(({ a, b }) => places.has(a) && places.has(b))
          .map(({ a, b }) => {
            const [from, to] = [centre(a), centre(b)];
            return svg`<line class="link" data-ends="${a} ${b}" x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y}/>`;
          })}
        ${nodes.map((node) => this.#node(node, places.get(node.id), size))}
      </svg>
    </div>`;
  }

  #node(node, place, { width, height }) {
    const state = node.edge?.state;
    const look = state ? tone(state) : "idle";
    const label = [
      node.name,
      state ? word("state", state) : t("topology.notEdge"),
      node.onos?.available === false ? t("topology.away") : "",
    ];
    return svg`<g
      class="node ${look} ${state ? "edge" : ""} ${node.id === this.#selected ? "selected" : ""}"
      transform="translate(${place.x} ${place.y})"
      role="button"
      tabindex="0"
      data-device=${node.id}
      data-state=${state ?? ""}
      aria-label=${label.filter(Boolean).join(", ")}
      aria-pressed=${node.id === this.#selected}
      @click=${() => this.#select(node.id)}
      @keydown=${(event) => this.#key(event, node.id)}
    >
      <rect width=${width} height=${height} rx="9"/>
      <rect class="stripe" width="6" height=${height} rx="3"/>
      <text class="name" x="18" y="24">${node.name}</text>
      <text class="state" x="18" y="43">${state ? word("state", state) : t("topology.notEdge")}</text>
      <text class="sub" x="18" y="61">${below(node)}</text>
    </g>`;
  }

  #key(event, id) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#select(id);
    }
  }

  #select(id) {
    this.#selected = id;
    note("topology", { device: id });
    this.requestUpdate();
  }
}

function below({ edge, counters, onos }) {
  if (!edge) {
    return onos?.available === false ? t("topology.away") : t("topology.connected");
  }
  const rules = edge.capacity
    ? t("topology.rulesOf", { rules: number(edge.rulesConfirmed), capacity: number(edge.capacity) })
    : t("topology.rules", { rules: number(edge.rulesConfirmed) });
  return counters ? `${rules} · ${rate(counters.droppedPerSecond)}/s` : rules;
}

const legend = () =>
  html`<ul class="legend">
    ${[
      ["ok", t("state.ENFORCED")],
      ["info", t("state.MONITORING")],
      ["wait", t("state.PENDING")],
      ["bad", t("state.DEGRADED")],
      ["idle", t("topology.notEdge")],
    ].map(([look, text]) => html`<li class=${look}>${text}</li>`)}
  </ul>`;

customElements.define("op-topology", Topology);
