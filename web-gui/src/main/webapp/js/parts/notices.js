/** Links to the notice for customers: of all pools, and of each provider on a network of several. */
import { html } from "lit";
import { LANGUAGES, t } from "../i18n.js";

/** `pools` as `GET pools` gives them. */
export function notices(pools) {
  const tenants = [...new Set(pools.map((pool) => pool.tenant).filter(Boolean))].sort();
  return html`<section class="card" aria-labelledby="notices-title">
    <h2 id="notices-title">${t("notice.title")}</h2>
    <p class="muted">${t("notice.about")}</p>
    <ul class="notices" id="notices">
      ${[undefined, ...tenants].map(
        (tenant) =>
          html`<li data-tenant=${tenant ?? ""}>
            <span>${tenant ?? t("notice.all")}</span>
            ${Object.keys(LANGUAGES).map((language) => notice(language, tenant))}
          </li>`,
      )}
    </ul>
  </section>`;
}

function notice(language, tenant) {
  const query = new URLSearchParams({ lang: language, ...(tenant ? { tenant } : {}) });
  return html`<a
    href="v1/notice?${query}"
    target="_blank"
    rel="noopener"
    hreflang=${language}
    lang=${language}
    >${LANGUAGES[language]}</a
  >`;
}
