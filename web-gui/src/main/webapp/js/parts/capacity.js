/** How full a switch's flow table gets, where the policy states its capacity. */
import { html } from "lit";
import { number, percent } from "../format.js";
import { t } from "../i18n.js";

export function capacity(device) {
  if (!device.capacity) {
    return html`<span class="muted">${t("switch.capacityUnknown")}</span>`;
  }
  const share = device.rulesWanted / device.capacity;
  return html`<span class="capacity"
    ><meter
      min="0"
      max="1"
      high="0.8"
      optimum="0"
      value=${Math.min(1, share)}
      aria-label=${t("switch.capacity")}
    ></meter>
    ${t("switch.capacityOf", { share: percent(share), capacity: number(device.capacity) })}</span
  >`;
}
