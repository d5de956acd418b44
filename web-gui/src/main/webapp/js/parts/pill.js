/** A state in a word, a colour and a shape. */
import { html } from "lit";
import { word } from "../i18n.js";

const TONES = {
  ENFORCED: "ok",
  INSTALLED: "ok",
  MONITORING: "info",
  PENDING: "wait",
  DEGRADED: "bad",
  NO_POLICY: "idle",
  active: "ok",
  pending: "wait",
  expired: "idle",
  revoked: "idle",
  block: "ok",
  "block-all": "ok",
  monitor: "info",
  off: "idle",
};

export const tone = (state) => TONES[state] ?? "idle";

export const pill = (kind, text) => html`<span class="pill ${kind}">${text}</span>`;

export const statePill = (state) => pill(tone(state), word("state", state));

export const phasePill = (phase) => pill(tone(phase), word("phase", phase));
