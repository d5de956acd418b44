/** Flow rules in words, from criteria and actions as ONOS, or our `explain`, writes them. */
import { t } from "./i18n.js";

const NAMES = {
  IPV4_SRC: "src",
  IPV6_SRC: "src",
  IPV4_DST: "dst",
  IPV6_DST: "dst",
  TCP_SRC: "tcp src",
  TCP_DST: "tcp dst",
  IN_PORT: "in port",
};
const IMPLIED = ["ETH_TYPE", "IP_PROTO"];

export function match(criteria) {
  const parts = criteria
    .map((text) => text.match(/^(\w+):(.*)$/) ?? [text, text, ""])
    .map(([whole, name, value]) => [whole, name.toUpperCase(), value])
    .filter(([, name]) => !IMPLIED.includes(name))
    .map(([, name, value]) => `${NAMES[name] ?? name.toLowerCase().replaceAll("_", " ")} ${value}`);
  if (parts.length > 0) {
    return parts.join(", ");
  }
  return criteria.length > 0 ? criteria.join(", ").toLowerCase() : t("rule.everything");
}

export function action(actions) {
  return actions
    .map((text) => {
      if (/NOACTION|drop/.test(text)) {
        return t("rule.drop");
      }
      return /^(TABLE|TRANSITION|goto_table)/.test(text) ? t("rule.pass") : text.toLowerCase();
    })
    .join(", ");
}
