/** The frame around the views: navigation, connection, user, language and theme. */
import { html } from "lit";
import { chooseLanguage, currentLanguage, LANGUAGES, t, word } from "./i18n.js";
import { clock } from "./format.js";
import { live } from "./live.js";
import { chooseTheme, theme } from "./theme.js";
import { Element } from "./view.js";
import { link, route, VIEWS } from "./router.js";
import { icon } from "./parts/icon.js";
import { pill } from "./parts/pill.js";
import "./parts/toast.js";
import "./views/overview.js";

const LOADERS = {
  overview: () => import("./views/overview.js"),
  topology: () => import("./views/topology.js"),
  exemptions: () => import("./views/exemptions.js"),
  explain: () => import("./views/explain.js"),
  "would-block": () => import("./views/would-block.js"),
  policy: () => import("./views/policy.js"),
  audit: () => import("./views/audit.js"),
};

class App extends Element {
  #shown = null;
  #unloaded = false;

  connectedCallback() {
    super.connectedCallback();
    this.listen(window, "hashchange", () => this.#go(true));
    this.listen(live, "state", () => this.requestUpdate());
    live.start();
    this.#go(false);
  }

  async #go(moveFocus) {
    const { view } = route();
    try {
      await LOADERS[view]();
    } catch {
      // The file could not be fetched; a browser does not try a module again by itself.
      this.#unloaded = true;
      this.requestUpdate();
      return;
    }
    this.#shown = route().view === view ? route() : this.#shown;
    this.requestUpdate();
    await this.updateComplete;
    if (moveFocus) {
      this.querySelector("main h1")?.focus();
      window.scrollTo(0, 0);
    }
  }

  render() {
    const name = this.#shown?.view;
    document.title = `${name ? `${t(`nav.${name}`)} · ` : ""}${t("app.title")}`;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t("app.skip")}</a>
      <header class="side">
        <div class="brand">
          <img src="icon.svg" alt="" width="28" height="28" />
          <div><strong>OP25B</strong><span>${t("app.subtitle")}</span></div>
        </div>
        <nav aria-label=${t("app.navigation")}>
          ${VIEWS.map(
            (view) =>
              html`<a href=${link(view)} aria-current=${view === name ? "page" : "false"}
                >${icon(view)}<span>${t(`nav.${view}`)}</span></a
              >`,
          )}
        </nav>
        ${this.#foot()}
      </header>
      <main id="main" tabindex="-1">${this.#lost()}${this.#view()}</main>
      <op-toasts></op-toasts>
    `;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector("main h1")?.focus();
  }

  #view() {
    const params = this.#shown?.params;
    switch (this.#shown?.view) {
      case "overview":
        return html`<op-overview></op-overview>`;
      case "topology":
        return html`<op-topology .params=${params}></op-topology>`;
      case "exemptions":
        return html`<op-exemptions .params=${params}></op-exemptions>`;
      case "explain":
        return html`<op-explain .params=${params}></op-explain>`;
      case "would-block":
        return html`<op-would-block .params=${params}></op-would-block>`;
      case "policy":
        return html`<op-policy .params=${params}></op-policy>`;
      case "audit":
        return html`<op-audit .params=${params}></op-audit>`;
      default:
        return "";
    }
  }

  /** A lost connection is told where nobody can miss it, with the age of what is shown. */
  #lost() {
    const lost = live.connected === false || live.problem?.unreachable;
    return html`<div role="alert">
      ${this.#unloaded
        ? html`<div class="banner warn">
            ${icon("alert")}<span>${t("app.unloaded")}</span>
            <button @click=${() => location.reload()}>${t("action.reload")}</button>
          </div>`
        : ""}
      ${lost
        ? html`<div class="banner bad" id="connection-lost">
            ${icon("alert")}<span
              >${t("connection.lost")}
              ${live.seenAt ? t("connection.asOf", { time: clock(live.seenAt) }) : ""}</span
            >
          </div>`
        : live.problem && !live.problem.unreachable
          ? html`<div class="banner warn">${icon("alert")}<span>${live.problem.message}</span></div>`
          : ""}
    </div>`;
  }

  #foot() {
    const state = live.connected === null ? "wait" : live.connected ? "ok" : "bad";
    return html`<div class="foot">
      <div class="connection" data-state=${state}>
        ${pill(state, t(`connection.${state}`))}
      </div>
      <div class="who">
        <span class="user">${live.session.user}</span>
        <span class="muted"
          >${live.session.user ? word("role", live.canWrite ? "admin" : "viewer") : ""}</span
        >
      </div>
      <div class="choices">
        <label
          ><span class="sr">${t("app.language")}</span
          ><select id="language" @change=${(e) => chooseLanguage(e.target.value)}>
            ${Object.entries(LANGUAGES).map(
              ([code, name]) =>
                html`<option value=${code} lang=${code} ?selected=${code === currentLanguage()}>
                  ${name}
                </option>`,
            )}
          </select></label
        >
        <label
          ><span class="sr">${t("app.theme")}</span
          ><select id="theme" @change=${(e) => chooseTheme(e.target.value)}>
            ${["auto", "light", "dark"].map(
              (name) =>
                html`<option value=${name} ?selected=${name === theme()}>
                  ${t(`theme.${name}`)}
                </option>`,
            )}
          </select></label
        >
      </div>
    </div>`;
  }
}

customElements.define("op-app", App);
