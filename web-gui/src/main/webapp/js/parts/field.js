/** A labelled input with its hint and what is wrong with it, tied together for screen readers. */
import { html } from "lit";
import { t } from "../i18n.js";
import { headline } from "./problem.js";

export function field({ id, label, hint, wide, required, problem, input }) {
  const notes = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return html`<div class="field ${wide ? "wide" : ""} ${problem ? "invalid" : ""}">
    <label for=${id}
      >${label}${required ? html`<span class="required">${t("form.required")}</span>` : ""}</label
    >
    ${input({ id, invalid: problem ? "true" : "false", describedBy: notes })}
    ${hint ? html`<span class="hint" id="${id}-hint">${hint}</span>` : ""}
    ${problem
      ? html`<span class="wrong" id="${id}-problem"
          >${headline(problem)}<span lang="en">${problem.message} ${problem.remedy}</span></span
        >`
      : ""}
  </div>`;
}
