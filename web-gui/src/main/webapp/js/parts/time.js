/** An instant: short to read, exact (UTC) when pointed at. */
import { html } from "lit";
import { date, dateTime, relative } from "../format.js";

export const when = (iso) =>
  iso ? html`<time datetime=${iso} title=${iso}>${dateTime(iso)}</time>` : "";

export const day = (iso) =>
  iso ? html`<time datetime=${iso} title=${iso}>${date(iso)}</time>` : "";

export const ago = (iso) =>
  iso ? html`<time datetime=${iso} title=${iso}>${relative(iso)}</time>` : "";
