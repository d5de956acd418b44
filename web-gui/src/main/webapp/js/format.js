/** Numbers and times as the user's language writes them. */
import { currentLanguage, t } from "./i18n.js";

export const number = (value) => new Intl.NumberFormat(currentLanguage()).format(value);

/** A rate: one digit after the point where it is small. */
export const rate = (value) =>
  new Intl.NumberFormat(currentLanguage(), {
    maximumFractionDigits: value < 100 ? 1 : 0,
  }).format(value);

export const percent = (share) =>
  new Intl.NumberFormat(currentLanguage(), { style: "percent", maximumFractionDigits: 0 }).format(
    share,
  );

/** Date and time in the browser's zone. */
export const dateTime = (iso) =>
  new Intl.DateTimeFormat(currentLanguage(), {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(new Date(iso));

export const date = (iso) =>
  new Intl.DateTimeFormat(currentLanguage(), { dateStyle: "medium" }).format(new Date(iso));

export const clock = (when) =>
  new Intl.DateTimeFormat(currentLanguage(), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).format(when);

const STEPS = [
  ["year", 31557600],
  ["month", 2629800],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/** How long ago, or in how long: "2 days ago", "in 3 hours". */
export function relative(iso, now = Date.now()) {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  if (Math.abs(seconds) < 5) {
    return t("time.now");
  }
  const [unit, length] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(currentLanguage(), { numeric: "always" }).format(
    Math.trunc(seconds / length),
    unit,
  );
}

/** An instant for an `<input type="datetime-local">`, in the browser's zone. */
export function toLocalInput(iso) {
  const when = new Date(iso);
  return new Date(when - when.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

/** The instant that such an input names, in UTC; empty for none. */
export const fromLocalInput = (text) => (text ? new Date(text).toISOString() : "");
