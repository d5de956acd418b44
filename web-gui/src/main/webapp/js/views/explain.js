/** "Why can this customer not send?": the policy's answer in a sentence, and what to do about it. */
import { html } from "lit";
import { live as liveValue } from "lit/directives/live.js";
import { get } from "../api.js";
import { answerOf } from "../answer.js";
import { t, word } from "../i18n.js";
import { live } from "../live.js";
import { link, note } from "../router.js";
import { action, match } from "../rules.js";
import { View } from "../view.js";
import { icon } from "../parts/icon.js";
import { phasePill, pill, statePill } from "../parts/pill.js";
import { problemOfParameter, problems } from "../parts/problem.js";
import { field } from "../parts/field.js";
import { ago } from "../parts/time.js";
import { editExemption } from "../dialogs/exemption.js";

const PORTS = [25, 587, 465];
const SUBMISSION = 587;
const MOST_OTHERS = 10;

class Explain extends View {
  #asked = { source: "", destination: "", port: 25 };
  #answer = null;
  #refusal = null;
  #busy = false;

  connectedCallback() {
    super.connectedCallback();
    this.listen(live, "event", () => this.#answer && this.#ask());
  }

  load() {
    const { source = "", destination = "", port = 25 } = this.params;
    this.#asked = { source, destination, port: Number(port) };
    if (source && destination) {
      this.#ask();
    } else {
      this.requestUpdate();
    }
  }

  render() {
    return html`<div class="page-head"><h1 tabindex="-1">${t("nav.explain")}</h1></div>
      <p class="lead">${t("explain.lead")}</p>
      <section class="card">${this.#form()}</section>
      <div id="answer" aria-live="polite">
        ${problems(this.#refusal, t("explain.refused"))} ${this.#answer ? this.#answered() : ""}
      </div>`;
  }

  #form() {
    return html`<form class="ask" novalidate @submit=${this.#submit}>
      ${this.#address("source", "198.51.100.11")} ${this.#address("destination", "192.0.2.25")}
      <div class="field">
        <label for="explain-port">${t("explain.port")}</label>
        <select
          id="explain-port"
          @change=${(e) => {
            this.#asked.port = Number(e.target.value);
          }}
        >
          ${PORTS.map(
            (port) =>
              html`<option value=${port} .selected=${port === this.#asked.port}>
                ${t(`explain.port.${port}`)}
              </option>`,
          )}
        </select>
      </div>
      <button id="ask" class="primary" ?disabled=${this.#busy}>${t("explain.ask")}</button>
    </form>`;
  }

  #address(name, example) {
    return field({
      id: `explain-${name}`,
      label: t(`explain.${name}`),
      problem: problemOfParameter(this.#refusal, name),
      input: ({ id, invalid, describedBy }) =>
        html`<input
          id=${id}
          class="mono"
          placeholder=${example}
          autocomplete="off"
          spellcheck="false"
          maxlength="64"
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          .value=${liveValue(this.#asked[name])}
          @input=${(e) => {
            this.#asked[name] = e.target.value.trim();
          }}
        />`,
    });
  }

  #submit(event) {
    event.preventDefault();
    note("explain", { ...this.#asked, port: String(this.#asked.port) });
    this.#ask();
  }

  async #ask() {
    const { source, destination, port } = this.#asked;
    this.#busy = true;
    this.requestUpdate();
    try {
      const main = await get("explain", { source, destination, port });
      const [pool, others, ways] = await Promise.all([
        poolOf(main),
        get("exemptions", { prefix: source, sort: "-created", limit: MOST_OTHERS }).catch(() => null),
        this.#waysOut(main),
      ]);
      const exemption = others?.exemptions.find((one) => one.id === main.exemption);
      this.#answer = { main, pool, exemption, others, ways };
      this.#refusal = null;
    } catch (refusal) {
      this.#refusal = refusal;
      this.#answer = null;
    }
    this.#busy = false;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector("[aria-invalid=true]")?.focus();
  }

  /** What the same customer can do instead, each asked of the same policy. */
  async #waysOut({ source, destination, destinationPort, verdict, pool }) {
    if (verdict !== "block" || destinationPort === SUBMISSION) {
      return [];
    }
    const ways = [{ name: "submission", destination, port: SUBMISSION }];
    const server = await ownServerFor(pool, source);
    if (server) {
      ways.push({ name: "relay", destination: server, port: 25 });
    }
    return Promise.all(
      ways.map(async (way) => ({
        ...way,
        verdict: (
          await get("explain", { source, destination: way.destination, port: way.port })
        ).verdict,
      })),
    );
  }

  #answered() {
    const { main, pool, exemption } = this.#answer;
    const blocked = main.verdict === "block";
    const canExempt = live.canWrite && blocked && main.pool;
    return html`<section
      class="card verdict ${blocked ? "bad" : main.wouldBlock ? "warn" : "ok"}"
      data-verdict=${main.verdict}
      data-reason=${main.reason}
      aria-labelledby="verdict"
    >
      <div class="verdict-head">
        ${icon(blocked ? "block" : "ok")}
        <h2 id="verdict">${word("verdict", main.verdict)}</h2>
        ${canExempt
          ? html`<button id="exempt" class="primary" @click=${() => this.#exempt()}>
              ${t("explain.exempt")}
            </button>`
          : ""}
      </div>
      <p class="sentence" id="sentence">${answerOf(main)}</p>
      <dl class="facts">
        ${fact(
          t("pool.name"),
          main.pool &&
            html`<strong>${main.pool}</strong>
              <span class="muted">${[pool?.serviceClass, pool?.area].filter(Boolean).join(" · ")}</span>`,
        )}
        ${fact(t("pool.phase"), main.phase && phasePill(main.phase))}
        ${fact(
          t("explain.exemption"),
          main.exemption &&
            html`<strong>${exemption?.customer ?? main.exemption}</strong>
              <span class="muted mono">${main.exemption}</span>
              <span class="muted"
                >${exemption
                  ? html`${exemption.reason} ·
                    ${exemption.expires ? ago(exemption.expires) : t("exemption.never")}`
                  : t("explain.configured")}</span
              >`,
        )}
        ${fact(t("explain.mailServers"), main.mailServers)}
        ${fact(t("explain.switches"), switches(main))}
        ${fact(t("explain.rule"), rules(main), "full")}
      </dl>
      ${this.#others()}
    </section>
    ${this.#ways()}`;
  }

  #ways() {
    const { ways } = this.#answer;
    return ways.length === 0
      ? ""
      : html`<section class="card" aria-labelledby="ways-title">
          <h2 id="ways-title">${t("ways.title")}</h2>
          <ul class="ways">
            ${ways.map(
              (way) =>
                html`<li data-way=${way.name}>
                  ${pill(way.verdict === "block" ? "bad" : "ok", word("verdict", way.verdict))}
                  <span>${t(`ways.${way.name}`, way)}</span>
                </li>`,
            )}
          </ul>
        </section>`;
  }

  #others() {
    const { others, main } = this.#answer;
    const rest = (others?.exemptions ?? []).filter((one) => one.id !== main.exemption);
    return rest.length === 0
      ? ""
      : html`<h3>${t("explain.others")}</h3>
          <ul class="others">
            ${rest.map(
              (one) =>
                html`<li>
                  ${statePill(one.state)} <a href=${link("exemptions", { q: one.id })}>${one.customer}</a>
                  <span class="mono">${one.prefix}</span>
                  ${one.destinations?.length
                    ? html`<span class="mono">→ ${one.destinations.join(" ")}</span>`
                    : ""}
                  <span class="muted">${ago(one.revokedAt ?? one.expires)}</span>
                </li>`,
            )}
          </ul>`;
  }

  async #exempt() {
    const { source } = this.#answer.main;
    if (await editExemption({ prefill: { prefix: source } })) {
      this.#ask();
    }
  }
}

const fact = (name, value, extent = "") =>
  value ? html`<div class=${extent}><dt>${name}</dt><dd>${value}</dd></div>` : "";

function switches({ blockedAt }) {
  const names = new Map((live.status?.devices ?? []).map((one) => [one.device, one.name]));
  return blockedAt.length === 0
    ? null
    : blockedAt.map(
        (device, index) =>
          html`${index ? ", " : ""}<a href=${link("topology", { device })}
              >${names.get(device) ?? device}</a
            >`,
      );
}

/** The rules that carry the decision out, when the server names them. */
function rules({ rules: named }) {
  const names = new Map((live.status?.devices ?? []).map((one) => [one.device, one.name]));
  return !named?.length
    ? null
    : named.map(
        (rule) =>
          html`<span class="rule"
            ><span class="mono">${match(rule.match.split(",").map((one) => one.replace("=", ":")))}</span>
            → ${action([rule.action])}
            <span class="muted"
              >${t("explain.ruleAt", {
                device: names.get(rule.device) ?? rule.device,
                table: rule.table,
                priority: rule.priority,
              })}</span
            ></span
          >`,
      );
}

async function poolOf({ pool }) {
  if (!pool) {
    return null;
  }
  const { pools } = await get("pools");
  return pools.find((one) => one.name === pool) ?? null;
}

/** An own mail server of the customer's family that the pool may reach. */
async function ownServerFor(pool, source) {
  if (!pool) {
    return null;
  }
  const [{ pools }, { mailServers }] = await Promise.all([get("pools"), get("mail-servers")]);
  const groups = pools.find((one) => one.name === pool)?.mailServers ?? [];
  return (
    mailServers
      .filter((group) => groups.includes(group.name))
      .flatMap((group) => group.servers)
      .filter((server) => server.includes(":") === source.includes(":"))
      .map((server) => server.split("/"))
      .filter(([, length]) => !length || length === "32" || length === "128")
      .map(([address]) => address)[0] ?? null
  );
}

customElements.define("op-explain", Explain);
