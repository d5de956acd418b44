/** Why the server refused: in the user's language what kind of thing it is, then its own words. */
import { html } from "lit";
import { currentLanguage, has, t } from "../i18n.js";
import { icon } from "./icon.js";

/** In another language than the server's: what kind of problem it is. */
export const headline = (problem) =>
  currentLanguage() !== "en" && has(`problem.${problem.code}`)
    ? html`<strong>${t(`problem.${problem.code}`)}</strong> `
    : "";

const one = (problem) =>
  html`<li>
    ${headline(problem)}<span lang="en">${problem.message} ${problem.remedy}</span>
  </li>`;

/** What went wrong, in words; also for a server that gave no answer. */
export function reason(refusal) {
  if (refusal.unreachable) {
    return t("problem.unreachable");
  }
  if (refusal.status === 403) {
    return t("problem.forbidden");
  }
  return refusal.message;
}

/**
 * A box with all that is wrong. `title` says what could not be done; what is wrong with `fields` is
 * shown beside them.
 */
export function problems(refusal, title, fields = []) {
  if (!refusal) {
    return "";
  }
  const rest = refusal.problems.filter(({ pointer }) => !fields.includes(pointer?.slice(1)));
  return html`<div class="box bad refusal" role="alert">
    ${icon("alert")}
    <div>
      <strong>${title}</strong>
      ${refusal.problems.length
        ? rest.length === 0
          ? html`<p>${t("problem.beside")}</p>`
          : html`<ul>
            ${rest.map(one)}
          </ul>`
        : html`<p>${reason(refusal)}</p>`}
    </div>
  </div>`;
}

/** Instead of what could not be read, with a way to try again. */
export const failed = (refusal, again) =>
  html`<div class="empty">
    <p>${reason(refusal)}</p>
    <button @click=${again}>${t("action.retry")}</button>
  </div>`;

/** The problem of one field of a form, by its JSON pointer. */
export const problemOf = (refusal, field) =>
  refusal?.problems.find((problem) => problem.pointer === `/${field}`);

/** The problem of one query parameter. */
export const problemOfParameter = (refusal, name) =>
  refusal?.problems.find((problem) => problem.parameter === name);
