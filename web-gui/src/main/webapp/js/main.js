/** Starts the page: language and theme first, so that nothing is drawn twice. */
import { loadLanguage, preferredLanguage } from "./i18n.js";
import { applyTheme } from "./theme.js";
import "./app.js";

applyTheme();
await loadLanguage(preferredLanguage());
document.body.append(document.createElement("op-app"));
