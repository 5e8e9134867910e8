// The plots of the metrics, drawn by uPlot, which is loaded when they are shown first.
import { number, language, t } from '../i18n.js';

const HEIGHT = 200;
const STYLES = new URL('../lib/uplot/dist/uPlot.min.css', import.meta.url);

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const precise = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });

/** A style sheet of a library is linked, because the page's policy allows no inline styles. */
function loadStyles() {
  if (document.querySelector(`link[href="${STYLES}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: STYLES }));
}

export async function plots() {
  loadStyles();
  const { default: UPlot } = await import('../lib/uplot/dist/uPlot.esm.js');
  return new Plots(UPlot);
}

/** A colour of the theme as it is now; canvases know no variables. */
function colours() {
  const probe = document.createElement('span');
  document.body.append(probe);
  const of = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const found = { ink: of('soft'), grid: of('line'), lines: ['plot-1', 'plot-2', 'plot-3', 'plot-4', 'plot-5'].map(of), bad: ['plot-bad', 'plot-4', 'plot-3', 'plot-5', 'plot-2'].map(of) };
  probe.remove();
  return found;
}

/** The values without neighbours, of which a line shows nothing: they are points. */
const isolated = (plot, series) =>
  plot.data[series].flatMap((value, i, all) => (value !== null && (all[i - 1] ?? all[i + 1] ?? null) === null ? [i] : []));

const CHARTS = [
  { key: 'rate', unit: '/s' },
  { key: 'latency', unit: ' ms' },
  { key: 'inflight', unit: '' },
  { key: 'replicas', unit: '' },
];

class Plots {
  #UPlot;
  #shown = new Map();
  #range = [0, 1];

  constructor(UPlot) {
    this.#UPlot = UPlot;
  }

  draw(box, data) {
    this.#range = data.range;
    for (const { key, unit } of CHARTS) this.#drawOne(box, key, unit, data.times, data[key]);
  }

  /** A plot is made again only if it has other lines. */
  #drawOne(box, key, unit, times, lines) {
    const labels = lines.map(([label]) => label).join('\n');
    const columns = [times, ...lines.map(([, column]) => column)];
    const old = this.#shown.get(key);
    if (old?.labels === labels) return old.plot.setData(columns);
    const place = this.#place(box, key);
    place.replaceChildren();
    old?.plot.destroy();
    const plot = new this.#UPlot(this.#options(key, unit, lines, place.clientWidth), columns, place);
    this.#shown.set(key, { labels, plot, place });
  }

  #place(box, key) {
    const found = box.querySelector(`[data-plot=${key}]`);
    if (found) return found.querySelector('.plot');
    const part = document.createElement('div');
    const title = document.createElement('h3');
    const place = Object.assign(document.createElement('div'), { className: 'plot' });
    part.dataset.plot = key;
    title.textContent = t(`metrics.plot.${key}`);
    part.append(title, place);
    box.append(part);
    return place;
  }

  #options(key, unit, lines, width) {
    const { ink, grid, lines: strokes, bad } = colours();
    const value = (each) => (each === null || each === undefined ? '–' : `${number(each)}${unit}`);
    const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: '12px system-ui, sans-serif' };
    const whole = key === 'inflight' || key === 'replicas';
    return {
      width, height: HEIGHT,
      cursor: { drag: { x: false, y: false }, sync: { key: 'metrics' } },
      scales: { x: { range: () => this.#range }, y: { range: (_, __, max) => [0, Math.max(whole ? 2 : 0.1, (max ?? 0) * 1.15)] } },
      axes: [
        { ...axis, values: (_, ticks) => ticks.map((tick) => clock.format(tick * 1000)), space: 60 },
        { ...axis, values: (_, ticks) => ticks.map((tick) => number(tick)), size: 60, ...(whole ? { incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] } : {}) },
      ],
      series: [
        { label: t('metrics.at'), value: (_, at) => (at ? precise.format(at * 1000) : '–') },
        ...lines.map(([label], i) => ({
          label, width: 1.5, stroke: key === 'rate' && i > 0 ? bad[(i - 1) % bad.length] : strokes[i % strokes.length],
          points: { show: false, size: 5, filter: isolated }, spanGaps: false, value: (_, each) => value(each),
          ...(key === 'replicas' ? { paths: this.#UPlot.paths.stepped({ align: 1 }) } : {}),
        })),
      ],
    };
  }

  resize() {
    for (const { plot, place } of this.#shown.values()) {
      if (place.clientWidth && place.clientWidth !== plot.width) plot.setSize({ width: place.clientWidth, height: HEIGHT });
    }
  }

  /** Removes the plots; the next drawing makes them again, in the colours of then. */
  forget() {
    for (const { plot } of this.#shown.values()) plot.destroy();
    this.#shown.clear();
  }
}
