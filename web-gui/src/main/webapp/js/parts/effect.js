/** What a proposed policy would do: as a difference, for each switch, and for customers. */
import { html } from "lit";
import { number } from "../format.js";
import { t, word } from "../i18n.js";
import { pill, phasePill } from "./pill.js";

const MOST = 50;
const TONES = { added: "ok", removed: "bad", changed: "info" };

/** `effect` as `POST policy/check` and the dry runs answer it. */
export function effect(effect) {
  const { difference, devices = [], phases = [], exemptions, warnings = [] } = effect;
  if (difference.total === 0 && phases.length === 0) {
    return html`<p class="muted" id="no-effect">${t("effect.none")}</p>`;
  }
  return html`<div class="effect" id="effect">
    ${warnings.map((warning) => html`<p class="box warn" lang="en">${warning}</p>`)}
    ${phases.length ? phaseChanges(phases) : ""} ${changes(difference)} ${rules(devices)}
    ${exemptions?.total ? customers(exemptions) : ""}
  </div>`;
}

const phaseChanges = (phases) =>
  html`<h3>${t("effect.phases")}</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">${t("pool.name")}</th>
          <th scope="col">${t("pool.phase")}</th>
          <th scope="col">${t("effect.affects")}</th>
        </tr>
      </thead>
      <tbody>
        ${phases.map(
          (one) =>
            html`<tr>
              <th scope="row">${one.pool}</th>
              <td>
                ${one.from ? phasePill(one.from) : "–"} → ${one.to ? phasePill(one.to) : "–"}
              </td>
              <td>
                ${t("effect.addresses", {
                  v4: number(one.ipv4Addresses ?? 0),
                  v6: number(one.ipv6Prefixes ?? 0),
                  exemptions: number(one.exemptions ?? 0),
                })}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;

const changes = ({ total, changes: listed }) =>
  html`<h3>${t("effect.difference", { count: number(total) })}</h3>
    <ul class="changes">
      ${listed
        .slice(0, MOST)
        .map(
          (one) =>
            html`<li>
              ${pill(TONES[one.change] ?? "idle", word("change", one.change))}
              <span>${word("part", one.part)} <strong>${one.name}</strong></span>
              ${one.fields?.length
                ? html`<span class="muted">${one.fields.join(", ")}</span>`
                : ""}
            </li>`,
        )}
    </ul>
    ${total > Math.min(MOST, listed.length)
      ? html`<p class="muted">
          ${t("effect.more", { count: number(total - Math.min(MOST, listed.length)) })}
        </p>`
      : ""}`;

const rules = (devices) =>
  devices.length === 0
    ? ""
    : html`<h3>${t("effect.rules")}</h3>
        <table>
          <thead>
            <tr>
              <th scope="col">${t("switch.name")}</th>
              <th scope="col" class="number">${t("effect.before")}</th>
              <th scope="col" class="number">${t("effect.after")}</th>
              <th scope="col" class="number">${t("effect.addedRemoved")}</th>
              <th scope="col">${t("switch.capacity")}</th>
            </tr>
          </thead>
          <tbody>
            ${devices.map(
              (one) =>
                html`<tr>
                  <th scope="row">
                    ${one.name ?? one.device}
                    ${(one.problems ?? []).map(
                      (problem) => html`<span class="wrong" lang="en">${problem}</span>`,
                    )}
                  </th>
                  <td class="number">${number(one.rulesBefore)}</td>
                  <td class="number">${number(one.rulesAfter)}</td>
                  <td class="number">+${number(one.added)} −${number(one.removed)}</td>
                  <td>
                    ${one.capacity ? number(one.capacity) : t("switch.capacityUnknown")}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>`;

const customers = ({ total, affected }) =>
  html`<h3>${t("effect.customers", { count: number(total) })}</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">${t("exemption.customer")}</th>
          <th scope="col">${t("exemption.prefix")}</th>
          <th scope="col">${t("effect.covered")}</th>
        </tr>
      </thead>
      <tbody>
        ${affected
          .slice(0, MOST)
          .map(
            (one) =>
              html`<tr>
                <th scope="row">${one.customer}</th>
                <td class="mono">${one.prefix}</td>
                <td>${covered(one)}</td>
              </tr>`,
          )}
      </tbody>
    </table>`;

const covered = ({ coveredBefore: before, coveredAfter: after }) =>
  before === after
    ? t(`effect.stays.${after}`)
    : `${t(`effect.covered.${before}`)} → ${t(`effect.covered.${after}`)}`;
