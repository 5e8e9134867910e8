// Submits an asynchronous invocation.
import { live } from '../lib/lit-html/directives/live.js';
import { call, url } from '../api.js';
import { t } from '../i18n.js';
import { problemOf, problemView } from '../problem.js';
import { may } from '../session.js';
import { html, nothing } from '../view.js';

/** What the user typed, by the function's name. */
const drafts = new Map();

export class SubmitForm {
  #name;
  #submitted;
  #update;
  #draft;
  #isBusy = false;
  #problem = null;

  constructor(name, submitted, update) {
    this.#name = name;
    this.#submitted = submitted;
    this.#update = update;
    if (!drafts.has(name)) drafts.set(name, { text: '', attempts: '', any: false, callback: '', key: '' });
    this.#draft = drafts.get(name);
  }

  template() {
    const allowed = may('functions:invoke', this.#name);
    return html`<form class="card" @submit=${this.#submit} @keydown=${this.#keys}>
      <h2>${t('async.submit.title')}</h2>
      <label>${t('async.input')}<textarea rows="4" .value=${live(this.#draft.text)} spellcheck="false" autocapitalize="off" @input=${this.#set('text')}></textarea></label>
      <details><summary class="soft">${t('async.options')}</summary><div class="stack">
        <div class="bar last">
          <label class="deadline">${t('async.maxattempts')}<input type="number" min="1" max="100" .value=${live(this.#draft.attempts)} @input=${this.#set('attempts')}></label>
          <label class="inline"><input type="checkbox" .checked=${live(this.#draft.any)} @change=${({ target }) => { this.#draft.any = target.checked; }}>${t('async.any')}</label>
        </div>
        <label>${t('async.callback.url')}<input type="url" .value=${live(this.#draft.callback)} @input=${this.#set('callback')}></label>
        <label>${t('async.key')}<input .value=${live(this.#draft.key)} autocomplete="off" @input=${this.#set('key')}></label>
      </div></details>
      <div class="bar"><button class="main" aria-disabled=${this.#isBusy || !allowed}>${t('async.submit')}</button>
        <a href="#/functions/${this.#name}/invoke">${t('async.other')}</a></div>
      ${allowed ? nothing : html`<p class="soft">${t('invoke.forbidden')}</p>`}
      ${this.#problem ? problemView(this.#problem) : nothing}
    </form>`;
  }

  #set(field) {
    return ({ target }) => { this.#draft[field] = target.value.trim() === '' ? '' : target.value; };
  }

  #keys = (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };

  get #headers() {
    const { attempts, any, callback, key } = this.#draft;
    return {
      Prefer: 'respond-async', 'Content-Type': 'text/plain; charset=utf-8',
      ...(attempts ? { 'X-Async-Attempts': attempts } : {}), ...(any ? { 'X-Async-Retry': 'any' } : {}),
      ...(callback ? { 'X-Callback-Url': callback } : {}), ...(key ? { 'Idempotency-Key': key } : {}),
    };
  }

  #submit = async (event) => {
    event.preventDefault();
    if (this.#isBusy || !may('functions:invoke', this.#name)) return;
    this.#isBusy = true;
    this.#problem = null;
    this.#update();
    try {
      const answer = await call(url`api/v1/functions/${this.#name}/invocations`, { method: 'POST', headers: this.#headers, body: this.#draft.text });
      this.#submitted(await answer.json());
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#isBusy = false;
    this.#update();
  };
}
