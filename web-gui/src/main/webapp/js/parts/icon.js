/** Line drawings that stand beside text, never instead of it. */
import { html, svg } from "lit";

const PATHS = {
  overview: "M3 12h4l3-7 4 14 3-7h4",
  topology: "M12 8V5M12 8 6 16M12 8l6 8M10 2h4v3h-4zM4 16h4v4H4zM16 16h4v4h-4z",
  exemptions: "M4 6h16v12H4zM4 7l8 6 8-6",
  explain: "M9 9a3 3 0 1 1 4 2.8c-.8.4-1 1-1 2.2M12 17.5v.5M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18",
  "would-block": "M6 3h12M6 21h12M7 3c0 5 10 7 10 18M17 3c0 5-10 7-10 18",
  policy: "M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM9 12l2 2 4-4",
  audit: "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
  alert: "M12 4 2.5 20h19zM12 10v5M12 17.5v.5",
  ok: "M5 12.5l4.5 4.5L19 7.5",
  add: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6 6 18",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 3",
  block: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 6l12 12",
};

export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${svg`<path d=${PATHS[name] ?? ""}/>`}
  </svg>`;
