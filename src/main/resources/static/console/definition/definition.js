// The definition of a function: read, edited, compared and applied.
import { get, url, write } from '../api.js';
import { definitionText as text, definitionView } from './view.js';
import { diffView } from './diff.js';
import { Form } from './form.js';
import { t } from '../i18n.js';
import { problemOf, problemView } from '../problem.js';
import { may } from '../session.js';
import { toasts } from '../toasts.js';
import { html, nothing, View } from '../view.js';

/** What is known of a function whose gateway does not report its definition. */
const known = ({ name, image, labels, annotations }) => ({ service: name, image, labels, annotations });

export default class Definition extends View {
  #name;
  #described = null;
  #problem = null;
  #form = null;
  #review = null;
  #isChanged = false;
  #isGone = false;
  #busy = false;

  constructor(name) {
    super();
    this.#name = name;
    this.#load();
  }

  resume() {
    if (!this.#described) this.#load();
  }

  get #base() {
    return this.#described.definition ?? known(this.#described);
  }

  async #load() {
    try {
      this.#described = await get(url`api/v1/functions/${this.#name}`);
      this.#problem = null;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.update();
  }

  template() {
    if (!this.#described) return this.#problem ? problemView(this.#problem) : html`<p class="soft" role="status">${t('definition.loading')}</p>`;
    return html`<section class="card definition">${this.#review ? this.#reviewed() : this.#form ? this.#edited() : this.#read()}</section>`;
  }

  #read() {
    const allowed = may('functions:write', this.#name);
    return html`
      <div class="bar"><h2>${t('function.definition')}</h2>
        <button type="button" @click=${() => this.#copy()}>${t('definition.copy')}</button>
        <button type="button" class="main" aria-disabled=${!allowed} @click=${() => allowed && this.#edit()}>${t('definition.edit')}</button></div>
      ${this.#described.definition ? nothing : html`<p class="soft">${t('definition.unknown')}</p>`}
      ${definitionView(this.#base, this.#described.createdAt)}`;
  }

  #edited() {
    return html`<form class="stack" novalidate @submit=${this.#compare}>
      <h2>${t('definition.edit')}</h2>
      ${this.#form.template()}
      <div class="bar">
        <button class="main">${t('definition.review')}</button>
        <button type="button" @click=${this.#cancel}>${t('definition.cancel')}</button>
      </div>
    </form>`;
  }

  #reviewed() {
    const before = text(this.#base);
    const after = text(this.#review);
    return html`<h2 tabindex="-1" id="review">${t('definition.changes')}</h2>
      ${this.#isChanged ? html`<p class="notice" role="alert">${t('definition.conflict')}</p>` : nothing}
      ${this.#isGone ? html`<p class="notice" role="alert">${t('definition.gone')}</p>` : nothing}
      ${before === after ? html`<p>${t('definition.same')}</p>` : diffView(before, after)}
      ${problemView(this.#problem)}
      <div class="bar">
        <button type="button" class="main" aria-disabled=${this.#busy} @click=${this.#apply}>${t(this.#isGone ? 'definition.deploy' : 'definition.apply')}</button>
        <button type="button" @click=${this.#back}>${t('definition.back')}</button>
      </div>`;
  }

  #copy() {
    navigator.clipboard.writeText(JSON.stringify(this.#base, null, 2)).then(() => toasts.show(t('definition.copied')), () => toasts.show(t('definition.copy.failed'), { mood: 'bad' }));
  }

  #edit() {
    this.#form = new Form(this.#base, { update: this.update, isNew: false });
    if (may('secrets:write')) {
      get(url`api/v1/secrets`).then(({ secrets }) => { this.#form && (this.#form.secrets = secrets.map(({ name }) => name)); this.update(); }, () => {});
    }
    this.update();
    this.#focus('input:not([type=radio], [readonly])');
  }

  #cancel = () => {
    this.#form = null;
    this.#forget();
    this.update();
  };

  #back = () => {
    this.#forget();
    this.update();
    this.#focus('button.main');
  };

  #forget() {
    this.#review = this.#problem = null;
    this.#isChanged = this.#isGone = false;
  }

  #compare = (event) => {
    event.preventDefault();
    this.#review = this.#form.read();
    this.update();
    this.#focus(this.#review ? '#review' : '[aria-invalid=true]');
  };

  /** Compares again with what is deployed now, because the API has no versions that a change could require. */
  #apply = async () => {
    if (this.#busy) return;
    this.#busy = true;
    this.#problem = null;
    this.update();
    try {
      if (this.#isGone || await this.#isCurrent()) await this.#put();
    } catch (failure) {
      this.#failed(problemOf(failure));
    }
    this.#busy = false;
    this.update();
  };

  async #isCurrent() {
    const before = text(this.#base);
    this.#described = await get(url`api/v1/functions/${this.#name}`);
    this.#isChanged = text(this.#base) !== before;
    return !this.#isChanged;
  }

  async #put() {
    const condition = this.#isGone ? { 'If-None-Match': '*' } : { 'If-Match': '*' };
    const answer = await write('PUT', url`api/v1/functions/${this.#name}`, this.#review, condition);
    this.#described = { ...this.#described, definition: await answer.json() };
    this.#form = null;
    this.#forget();
    toasts.show(t('definition.applied', { name: this.#name }));
  }

  /** Errors of the definition lead back to its fields. A function that was deleted meanwhile (404, 412) can be deployed again. */
  #failed(problem) {
    if (problem.violations?.length) {
      this.#forget();
      this.#form.reject(problem);
      this.#focus('[aria-invalid=true]');
    } else if ((problem.status === 412 || problem.status === 404) && !this.#isGone) this.#isGone = true;
    else this.#problem = problem;
  }

  #focus(selector) {
    queueMicrotask(() => queueMicrotask(() => this.element?.querySelector(selector)?.focus()));
  }
}
