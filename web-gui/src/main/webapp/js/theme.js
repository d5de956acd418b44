/** Light, dark, or as the system says (the default). Kept in this browser only. */
import { recall, remember } from "./memory.js";

const THEMES = ["auto", "light", "dark"];

export const theme = () => (THEMES.includes(recall("theme")) ? recall("theme") : "auto");

export function applyTheme() {
  const chosen = theme();
  if (chosen === "auto") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = chosen;
  }
}

export function chooseTheme(value) {
  remember("theme", value);
  applyTheme();
}
