// The invocations of a function over the last hour, as plots and as a table.
import { get, url } from '../api.js';
import { dateTime, number, t } from '../i18n.js';
import { plots } from './plots.js';
import { isReported, problemOf, problemView } from '../problem.js';
import { needsLogin } from '../session.js';
import { html, nothing, View } from '../view.js';

const POLL_MILLIS = 10_000;
const MINUTES = [15, 60];
const LATEST = 6;

const secondsOf = (duration) => Number(/^PT([\d.]+)S$/.exec(duration)?.[1] ?? 10);

/** The statuses with which invocations failed, in the order of their names. */
const codesOf = (samples) => [...new Set(samples.flatMap(({ failed = {} }) => Object.keys(failed)))].sort();

const sum = (failed = {}) => Object.values(failed).reduce((a, b) => a + b, 0);

export default class Metrics extends View {
  #name;
  #minutes = MINUTES[0];
  #metrics = null;
  #problem = null;
  #plots = null;
  #timer;
  #isClosed = false;
  #dark = matchMedia('(prefers-color-scheme: dark)');
  #resize = new ResizeObserver(() => this.#plots?.resize());

  constructor(name) {
    super();
    this.#name = name;
    addEventListener('theme', this.#recolour);
    this.#dark.addEventListener('change', this.#recolour);
    this.#poll();
  }

  mount(element) {
    super.mount(element);
    this.#resize.observe(element);
    return this;
  }

  template() {
    return html`<div class="stack"><section class="card" aria-labelledby="metrics-title">
        <div class="bar"><h2 id="metrics-title">${t('metrics.title')}</h2>
          <fieldset class="choice"><legend class="unseen">${t('metrics.range')}</legend>${MINUTES.map((minutes) => html`
            <label><input type="radio" name="minutes" .checked=${minutes === this.#minutes} @change=${() => this.#choose(minutes)}><span>${t(`metrics.range.${minutes}`)}</span></label>`)}</fieldset></div>
        ${this.#problem ? problemView(this.#problem) : nothing}
        <div id="plots" class="plots" aria-hidden="true"></div>
        <p class="soft small">${t('metrics.counted')}</p>
      </section>
      ${this.#metrics ? this.#table() : nothing}</div>`;
  }

  /** What the plots show, for those who do not see them. */
  #table() {
    const rows = this.#metrics.samples.slice(-LATEST).reverse();
    const seconds = secondsOf(this.#metrics.interval);
    const columns = ['at', 'rate', 'failures', 'p50', 'p95', 'p99', 'inflight', 'replicas'];
    const value = (each) => (each === undefined ? '–' : number(each));
    return html`<section class="card" aria-labelledby="latest-title"><h2 id="latest-title">${t('metrics.latest')}</h2>
      ${rows.length ? html`<table class="blocks"><thead><tr>${columns.map((column) => html`<th scope="col" class=${column === 'at' ? '' : 'number'}>${t(`metrics.${column}`)}</th>`)}</tr></thead>
        <tbody>${rows.map((row) => this.#row([
          dateTime(row.at), value((row.succeeded + sum(row.failed)) / seconds),
          Object.entries(row.failed ?? {}).map(([code, n]) => `${code} ${number(n)}`).join(', ') || '0',
          value(row.p50Millis), value(row.p95Millis), value(row.p99Millis), value(row.inFlight), value(row.replicas)], columns))}</tbody></table>`
        : html`<p class="empty">${t('metrics.none')}</p>`}</section>`;
  }

  #row(values, columns) {
    return html`<tr>${values.map((value, i) => html`<td class=${i ? 'number' : ''} data-label=${t(`metrics.${columns[i]}`)}>${value}</td>`)}</tr>`;
  }

  #choose(minutes) {
    this.#minutes = minutes;
    this.update();
    this.#draw();
  }

  /** The user has logged in again. */
  resume() {
    this.#poll();
  }

  async #poll() {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#poll(), POLL_MILLIS);
    if (needsLogin() || (document.hidden && this.#metrics)) return;
    try {
      this.#metrics = await get(url`api/v1/functions/${this.#name}/metrics`);
      this.#problem = null;
      await this.#draw();
    } catch (failure) {
      const problem = problemOf(failure);
      this.#problem = isReported(problem) ? null : problem;
    }
    this.update();
  }

  /** The columns of all plots: the times, and the values of each line. */
  #data() {
    const from = Date.now() - this.#minutes * 60_000;
    const samples = this.#metrics.samples.filter(({ at }) => Date.parse(at) >= from);
    const seconds = secondsOf(this.#metrics.interval);
    const column = (value) => samples.map((sample) => value(sample) ?? null);
    return {
      range: [from / 1000, Date.now() / 1000],
      times: samples.map(({ at }) => Date.parse(at) / 1000),
      rate: [[t('metrics.succeeded'), column(({ succeeded }) => succeeded / seconds)],
        ...codesOf(samples).map((code) => [code, column(({ failed }) => (failed?.[code] ?? 0) / seconds)])],
      latency: ['p50', 'p95', 'p99'].map((key) => [key, column((sample) => sample[`${key}Millis`])]),
      inflight: [[t('metrics.inflight'), column(({ inFlight }) => inFlight)]],
      replicas: [[t('metrics.replicas'), column(({ replicas }) => replicas)]],
    };
  }

  async #draw() {
    if (!this.#metrics || this.#isClosed) return;
    this.#plots ??= await plots();
    const box = this.element?.querySelector('#plots');
    if (box && !this.#isClosed) this.#plots.draw(box, this.#data());
  }

  #recolour = () => {
    this.#plots?.forget();
    this.#draw();
  };

  close() {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    removeEventListener('theme', this.#recolour);
    this.#dark.removeEventListener('change', this.#recolour);
    this.#resize.disconnect();
    this.#plots?.forget();
  }
}
