/** A rate over the last minutes as an area, with its scale and a text for those who cannot see it. */
import { html, svg } from "lit";
import { clock, rate } from "../format.js";
import { t } from "../i18n.js";
import { Element } from "../view.js";

const WIDTH = 720;
const HEIGHT = 190;
const LEFT = 46;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 24;
const LINES = 4;

/** The next round number above, so that the scale does not jump with every value. */
function ceiling(value) {
  if (value <= 4) {
    return 4;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 8, 10].map((step) => step * power).find((top) => top >= value);
}

class Chart extends Element {
  static properties = { points: { attribute: false } };

  #pointed = null;

  render() {
    const points = this.points ?? [];
    if (points.length < 2) {
      return html`<div class="empty chart-empty"><p>${t("chart.none")}</p></div>`;
    }
    const values = points.map((point) => point.value);
    const highest = Math.max(...values);
    const top = ceiling(highest);
    const first = points[0].at;
    const span = Math.max(1, points.at(-1).at - first);
    const x = (at) => LEFT + ((at - first) / span) * (WIDTH - LEFT - RIGHT);
    const y = (value) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
    const line = points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`);
    const label = t("chart.text", {
      now: rate(values.at(-1)),
      highest: rate(highest),
      from: clock(first),
      to: clock(points.at(-1).at),
    });
    return html`<div class="chart">
      <svg
        viewBox="0 0 ${WIDTH} ${HEIGHT}"
        role="img"
        aria-label=${label}
        @pointermove=${(event) => this.#point(event, points, x)}
        @pointerleave=${() => this.#point(null)}
      >
        ${Array.from({ length: LINES + 1 }, (_, i) => (top * i) / LINES).map(
          (value) => svg`<line class="grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(value)} y2=${y(value)}/>
            <text class="axis" x=${LEFT - 8} y=${y(value) + 4} text-anchor="end">${rate(value)}</text>`,
        )}
        <text class="axis" x=${LEFT} y=${HEIGHT - 6}>${clock(first)}</text>
        <text class="axis" x=${WIDTH - RIGHT} y=${HEIGHT - 6} text-anchor="end">
          ${clock(points.at(-1).at)}
        </text>
        <polygon
          class="area"
          points="${x(first)},${y(0)} ${line.join(" ")} ${x(points.at(-1).at)},${y(0)}"
        />
        <polyline class="line" points=${line.join(" ")} />
        ${this.#pointed
          ? svg`<line class="cursor" x1=${x(this.#pointed.at)} x2=${x(this.#pointed.at)} y1=${TOP} y2=${HEIGHT - BOTTOM}/>
            <circle class="dot" r="3.5" cx=${x(this.#pointed.at)} cy=${y(this.#pointed.value)}/>`
          : ""}
      </svg>
      <p class="chart-note" aria-hidden="true">
        ${this.#pointed
          ? t("chart.at", { time: clock(this.#pointed.at), rate: rate(this.#pointed.value) })
          : t("chart.now", { now: rate(values.at(-1)), highest: rate(highest) })}
      </p>
    </div>`;
  }

  #point(event, points, x) {
    if (event) {
      const box = event.currentTarget.getBoundingClientRect();
      const at = ((event.clientX - box.left) / box.width) * WIDTH;
      this.#pointed = points.reduce((best, point) =>
        Math.abs(x(point.at) - at) < Math.abs(x(best.at) - at) ? point : best,
      );
    } else {
      this.#pointed = null;
    }
    this.requestUpdate();
  }
}

customElements.define("op-chart", Chart);
