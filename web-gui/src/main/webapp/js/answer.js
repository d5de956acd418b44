/** The policy's answer about one connection, as a sentence. */
import { has, t } from "./i18n.js";

/** `explanation` as `GET explain` gives it. */
export function answerOf(explanation) {
  const values = {
    source: explanation.source,
    destination: explanation.destination,
    port: explanation.destinationPort,
    pool: explanation.pool ?? "",
    exemption: explanation.exemption ?? "",
    group: explanation.mailServers ?? "",
  };
  const key = `answer.${explanation.reason}`;
  const exact = [
    explanation.wouldBlock ? `${key}.would` : null,
    explanation.phase ? `${key}.${explanation.phase}` : null,
    `${key}.${explanation.verdict}`,
    key,
    `answer.other.${explanation.verdict}`,
  ].find((one) => one && has(one));
  return t(exact ?? "answer.other.pass", values);
}
