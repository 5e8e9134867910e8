// Invokes a function and shows its response.
import { exchange } from './exchange.js';
import * as history from './history.js';
import { t } from '../i18n.js';
import { InvocationResult } from './result.js';
import { HistoryList } from './history-list.js';
import { InvokeForm } from './form.js';
import { isReported, problemOf, problemView } from '../problem.js';
import { may } from '../session.js';
import { SnippetPanel } from './snippet-panel.js';
import { size } from './content.js';
import { html, nothing, View } from '../view.js';

/** The forms by the function's name, so that a text is still there after a look at another tab. */
const forms = new Map();

export default class Invoke extends View {
  #name;
  #form;
  #run = null;
  #result = null;
  #failure = null;
  #state = null;
  #history;
  #snippets;

  constructor(name) {
    super();
    this.#name = name;
    if (!forms.has(name)) forms.set(name, new InvokeForm(name));
    this.#form = forms.get(name);
    this.#form.shownBy(this.update);
    this.#history = new HistoryList(name, (entry) => this.#restore(entry), this.update);
    this.#snippets = new SnippetPanel(() => this.#form, this.update);
  }

  template() {
    const allowed = may('functions:invoke', this.#name);
    return html`<div class="columns">
      <form class="card" novalidate @submit=${this.#submit} @keydown=${this.#keys}>
        <h2>${t('invoke.request')}</h2>
        ${this.#form.template()}
        <div class="bar">
          <button class="main" aria-disabled=${this.#run !== null || !allowed}>${t('invoke.send')}</button>
          <button type="button" aria-disabled=${this.#run === null} @click=${() => this.#run?.control.abort()}>${t('invoke.cancel')}</button>
          <span class="soft small keys"><kbd>Ctrl</kbd> <kbd>Enter</kbd> ${t('invoke.keys')}</span>
        </div>
        ${allowed ? nothing : html`<p class="soft">${t('invoke.forbidden')}</p>`}
        ${this.#snippets.template()}
      </form>
      <div class="stack">
        <section class="card" id="result" aria-labelledby="result-title">
          <h2 id="result-title">${t('invoke.response')}</h2>
          ${this.#response()}
        </section>
        ${this.#history.template()}
      </div>
    </div>`;
  }

  #response() {
    const state = this.#state ?? { text: t('invoke.none') };
    return html`<p role="status" class="state" data-mood=${state.mood ?? ''}>${state.text}</p>
      ${this.#run?.sent ? html`<label class="small">${t('invoke.progress', { sent: size(this.#run.sent), all: size(this.#run.total) })}
        <progress .value=${this.#run.sent} .max=${this.#run.total}></progress></label>` : nothing}
      ${this.#failure ? problemView(this.#failure) : nothing}
      ${this.#result?.template() ?? nothing}`;
  }

  #keys = (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };

  #submit = async (event) => {
    event.preventDefault();
    if (this.#run || !may('functions:invoke', this.#name)) return;
    const wrong = this.#form.check();
    if (wrong) return this.#focus(wrong.field);
    await this.#send(this.#form.request());
  };

  #focus(field) {
    queueMicrotask(() => this.element.querySelector(`[data-field="${field}"]`)?.focus());
  }

  /** Old results disappear at once, so that nobody takes them for the new one. */
  #clear() {
    this.#result?.close();
    this.#result = this.#failure = null;
  }

  async #send(request) {
    const control = new AbortController();
    const mine = this.#run = { control };
    this.#clear();
    this.#say(t('invoke.running'), 'busy');
    document.getElementById('result').scrollIntoView({ block: 'nearest' }); // on a phone it is below the form
    const progress = (sent, total) => {
      Object.assign(mine, { sent, total });
      this.update();
    };
    const received = (bytes) => this.#say(t('invoke.received', { size: size(bytes) }), 'busy');
    try {
      await this.#show(await exchange({ ...request, signal: control.signal, progress, received }));
    } catch (failure) {
      if (control.signal.aborted) this.#say(t('invoke.cancelled'));
      else this.#fail(problemOf(failure));
    } finally {
      this.#run = null;
      this.update();
    }
  }

  async #show(answer) {
    const { hasBody, files } = this.#form;
    history.add(this.#name, {
      ...this.#form, ...(hasBody ? {} : { kind: 'text', text: '' }), file: files.file?.name,
      status: answer.status, millis: Math.round(answer.millis * 10) / 10,
    });
    const id = /^.*\/invocations\/([-0-9a-f]+)$/.exec(answer.headers.find(([name]) => name === 'location')?.[1])?.[1];
    if (answer.status === 202 && id && this.#form.respondAsync) {
      location.hash = `#/functions/${this.#name}/asynchronous/${id}`;
      return;
    }
    this.#result = await InvocationResult.of(answer, this.#name, this.update);
    this.#say(this.#result.summary, this.#result.mood);
  }

  #fail(problem) {
    this.#failure = isReported(problem) ? null : problem;
    this.#say(t(problem.offline ? 'problem.offline' : 'invoke.failed'), 'bad');
  }

  #say(text, mood = '') {
    this.#state = { text, mood };
    this.update();
  }

  #restore({ method, path, headers, kind, text, deadline }) {
    this.#form.set({ method, path, headers, deadline });
    if (this.#form.hasBody) this.#form.set({ kind, text });
    this.#focus('path');
  }

  close() {
    this.#run?.control.abort();
    this.#result?.close();
  }
}
