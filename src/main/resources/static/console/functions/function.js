// One function: what it is and does, in tabs.
import { get, url } from '../api.js';
import { deleteLater, isDeleting, onDeletion, undo } from './deletion.js';
import { t } from '../i18n.js';
import { functions, subscribe } from '../live.js';
import { problemOf, problemView } from '../problem.js';
import { Scale } from './scale.js';
import { may } from '../session.js';
import { stateBadge } from './state.js';
import { html, nothing, View } from '../view.js';

/** The modules of the tabs, loaded when they are shown; each exports its view, made from the function's name, as the default. */
const TABS = {
  invoke: () => import('../invoke/invoke.js'),
  stream: () => import('../stream/stream.js'),
  asynchronous: () => import('../asynchronous/asynchronous.js'),
  logs: () => import('../logs/logs.js'),
  metrics: () => import('../metrics/metrics.js'),
  definition: () => import('../definition/definition.js'),
};

/** Loads the modules of all tabs. */
export const loadTabs = () => Promise.all(Object.values(TABS).map((load) => load())).catch(() => {});

export default class FunctionView extends View {
  #name;
  #tab;
  #shown = null;
  #scale;
  #wasListed = false;
  #problem = null;
  #ends = [subscribe(() => this.#follow()), onDeletion(() => this.#deleted())];

  constructor({ name, tab }) {
    super();
    this.#name = name;
    this.#tab = tab;
    this.#scale = new Scale(name, this.update);
  }

  mount(element) {
    super.mount(element);
    queueMicrotask(() => this.#show());
    this.#wasListed = Boolean(this.#row);
    if (!this.#wasListed) this.#check();
    return this;
  }

  /** Shows another tab of the same function; the shell makes a new view for everything else. */
  navigate({ view, name, tab }) {
    if (view !== 'function' || name !== this.#name) return false;
    this.#tab = tab;
    this.update();
    this.#show();
    return true;
  }

  resume() {
    this.update();
    this.#shown?.resume?.();
  }

  get #row() {
    return functions.get(this.#name);
  }

  #follow() {
    if (this.#row) this.#found();
    else if (this.#wasListed) this.#lost({ status: 404 });
    this.#wasListed = Boolean(this.#row);
    this.update();
  }

  #deleted() {
    if (!this.#row && !isDeleting(this.#name)) this.#check();
    this.update();
  }

  async #check() {
    try {
      await get(url`api/v1/functions/${this.#name}`);
      this.#found();
    } catch (failure) {
      const problem = problemOf(failure);
      if (!problem.offline && problem.status !== 401) this.#lost(problem);
    }
  }

  #lost(problem) {
    this.#shown?.unmount();
    this.#shown = null;
    this.#problem = problem;
    this.update();
  }

  #found() {
    if (!this.#problem) return;
    this.#problem = null;
    this.update();
    queueMicrotask(() => this.#show());
  }

  async #show() {
    const tab = this.#tab;
    const { default: Type } = await (TABS[tab] ?? TABS.invoke)();
    const place = this.element.querySelector('#tab');
    if (tab !== this.#tab || !place) return;
    this.#shown?.unmount();
    this.#shown = new Type(this.#name).mount(place);
  }

  template() {
    if (this.#problem) return this.#missing();
    const shown = TABS[this.#tab] ? this.#tab : 'invoke';
    return html`<main>
      ${this.#head()}
      <nav class="tabs" aria-label=${this.#name}>${Object.keys(TABS).map((tab) => html`
        <a href="#/functions/${encodeURIComponent(this.#name)}/${tab}" aria-current=${tab === shown ? 'page' : nothing}>${t(`function.${tab}`)}</a>`)}</nav>
      <div id="tab"></div>
    </main>`;
  }

  #head() {
    const row = this.#row;
    const name = this.#name;
    const allowed = may('functions:write', name);
    return html`<section class="function-head">
      <div class="stack">
        <div class="bar"><h1>${name}</h1>${row ? stateBadge(row) : nothing}</div>
        ${row ? html`<code class="wrap soft">${row.image}</code>` : nothing}
        ${row?.reason ? html`<p class="wrap">${row.reason}</p>` : nothing}
      </div>
      ${row ? this.#scale.template() : nothing}
      <button type="button" class="danger" aria-disabled=${!allowed} @click=${() => allowed && (isDeleting(name) ? undo(name) : deleteLater(name))}>
        ${t(isDeleting(name) ? 'deletion.undo' : 'function.delete')}</button>
    </section>`;
  }

  #missing() {
    const isMissing = this.#problem.status === 404;
    return html`<main><section class="card empty welcome">
      <h1>${this.#name}</h1>
      ${isMissing ? html`<p>${t('function.missing')}</p>` : problemView(this.#problem)}
      <div class="bar">
        <a class="button main" href="#/functions">${t('function.all')}</a>
        ${isMissing ? html`<a class="button" href="#/deploy?name=${encodeURIComponent(this.#name)}">${t('function.deploy')}</a>` : nothing}
      </div>
    </section></main>`;
  }

  close() {
    this.#shown?.unmount();
    this.#ends.forEach((end) => end());
  }
}
