/** The page's texts: one table for each language, loaded when chosen. */
import { recall, remember } from "./memory.js";

export const LANGUAGES = { en: "English", ja: "日本語" };

const changed = new EventTarget();
let language = "en";
let table = {};

export const currentLanguage = () => language;

export function preferredLanguage() {
  const wished = [recall("language"), ...(navigator.languages ?? [])];
  const codes = wished.filter(Boolean).map((tag) => tag.slice(0, 2));
  return codes.find((code) => code in LANGUAGES) ?? "en";
}

/** Makes a language the page's; `change` tells it to those that show text. */
export async function loadLanguage(code) {
  const module = await import(`./i18n/${code}.js`);
  table = module.default;
  language = code;
  document.documentElement.lang = code;
  changed.dispatchEvent(new Event("change"));
}

export async function chooseLanguage(code) {
  remember("language", code);
  await loadLanguage(code);
}

export function onLanguage(listener) {
  changed.addEventListener("change", listener);
  return () => changed.removeEventListener("change", listener);
}

export const has = (key) => key in table;

/** The text for `key`, with `{name}` filled from `values`. A key without text shows itself. */
export function t(key, values = {}) {
  let text = table[key] ?? key;
  if (typeof text === "object") {
    text = text[new Intl.PluralRules(language).select(values.count ?? 0)] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** The text for one of a set of words that the server may extend; else the word itself. */
export const word = (set, value) =>
  has(`${set}.${value}`) ? t(`${set}.${value}`) : String(value ?? "");
