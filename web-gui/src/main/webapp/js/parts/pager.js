/** From page to page of a list that the server cuts. */
import { html } from "lit";
import { number } from "../format.js";
import { t } from "../i18n.js";

export const pager = ({ offset, limit, total, go }) => html`<div class="pager">
  <span
    >${total === 0
      ? ""
      : t("pager.range", {
          from: number(offset + 1),
          to: number(Math.min(offset + limit, total)),
          total: number(total),
        })}</span
  >
  <div class="buttons">
    <button ?disabled=${offset === 0} @click=${() => go(Math.max(0, offset - limit))}>
      ${t("pager.previous")}
    </button>
    <button ?disabled=${offset + limit >= total} @click=${() => go(offset + limit)}>
      ${t("pager.next")}
    </button>
  </div>
</div>`;
