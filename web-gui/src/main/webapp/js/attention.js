/** What needs attention, worst first. Pure: from what the server says to a list. */
import { number, percent } from "./format.js";
import { t } from "./i18n.js";
import { link } from "./router.js";

const NEARLY_FULL = 0.8;
const RANK = { bad: 0, warn: 1, wait: 2, info: 3 };

export function attention(status, { expiring, suspects }) {
  const items = [
    ...status.policy.problems.map((problem) => ({
      tone: "bad",
      title: t("attention.refusedPolicy"),
      text: problem,
    })),
    ...status.devices.flatMap(ofDevice),
  ];
  if (status.state === "NO_POLICY") {
    items.push({ tone: "warn", title: t("overall.NO_POLICY"), text: t("attention.noPolicy") });
  }
  if (suspects?.suspects?.length) {
    items.push({
      tone: "info",
      title: t("attention.suspects", { count: number(suspects.suspects.length) }),
      text: t("suspects.about"),
    });
  }
  if (expiring) {
    items.push({
      tone: "info",
      title: t("attention.expiring", { count: number(expiring) }),
      text: t("attention.expiring.about"),
      to: link("exemptions", { expiring: "7d" }),
      action: t("action.show"),
    });
  }
  return items.sort((a, b) => RANK[a.tone] - RANK[b.tone]);
}

function ofDevice(device) {
  const name = device.name ?? device.device;
  const to = link("topology", { device: device.device });
  const items = [];
  if (device.state === "DEGRADED" || device.state === "PENDING") {
    items.push({
      tone: device.state === "DEGRADED" ? "bad" : "wait",
      title: t(`attention.${device.state}`, { name }),
      text: device.reason || t("attention.noReason"),
      to,
      action: t("action.show"),
    });
  }
  if (device.capacity && device.rulesWanted / device.capacity > NEARLY_FULL) {
    items.push({
      tone: "warn",
      title: t("attention.full", { name }),
      text: t("switch.capacityOf", {
        share: percent(device.rulesWanted / device.capacity),
        capacity: number(device.capacity),
      }),
      to,
      action: t("action.show"),
    });
  }
  return items;
}
