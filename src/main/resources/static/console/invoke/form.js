// The form of an invocation: method, path, headers, body and deadline.
import { live } from '../lib/lit-html/directives/live.js';
import { authorization } from '../session.js';
import { pretty, isJson } from './content.js';
import { target } from './exchange.js';
import { FileInput } from './file-input.js';
import { t } from '../i18n.js';
import { html, nothing } from '../view.js';

const METHODS = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const KINDS = ['text', 'json', 'file'];
const DEADLINE = /^0*[1-9][0-9]{0,13}(ms|s|m|h)?$/;
const TYPES = { text: 'text/plain; charset=utf-8', json: 'application/json' };

function isHeader([name, value]) {
  try {
    return new Headers([[name, value]]).has(name);
  } catch {
    return false;
  }
}

export class InvokeForm {
  method = 'POST';
  path = '';
  headers = [];
  kind = 'text';
  text = '';
  deadline = '';
  respondAsync = false;
  error = null;
  #update = () => {};

  constructor(name) {
    this.name = name;
    this.files = new FileInput((picked = true) => {
      if (picked && this.files.file) this.kind = 'file';
      this.set({});
    });
  }

  /** Which view shows the form now: forms live longer than views, so that no text gets lost. */
  shownBy(update) {
    this.#update = update;
  }

  set(values) {
    Object.assign(this, values, { error: null });
    this.#update();
  }

  get hasBody() {
    return !['GET', 'HEAD'].includes(this.method);
  }

  /** What is wrong with the fields: {field, text}, or null. */
  check() {
    this.error = this.#wrong();
    this.#update();
    return this.error;
  }

  #wrong() {
    if (!target(this.name, this.path)) return { field: 'path', text: t('invoke.path.wrong') };
    const row = this.headers.findIndex((header) => header.join('') && !isHeader(header));
    if (row >= 0) return { field: `header-${row}`, text: t('invoke.header.wrong') };
    if (this.deadline && !DEADLINE.test(this.deadline)) return { field: 'deadline', text: t('invoke.deadline.wrong') };
    if (!this.hasBody) return null;
    if (this.kind === 'json' && !isJson(this.text)) return { field: 'body', text: t('invoke.json.wrong') };
    if (this.kind === 'file' && !this.files.file) return { field: 'body', text: t('invoke.file.missing') };
    return null;
  }

  /** The request: {method, address, headers, body, text, file}. The console's credentials are added when it is sent. */
  request() {
    const { method, name, path, kind, text, hasBody } = this;
    const file = hasBody && kind === 'file' ? this.files.file : null;
    const own = this.headers.filter(([key]) => key && !(authorization() && /^authorization$/i.test(key)));
    const typed = own.some(([key]) => /^content-type$/i.test(key));
    const type = file ? file.type || 'application/octet-stream' : TYPES[kind];
    const headers = {
      ...(hasBody && !typed ? { 'Content-Type': type } : {}),
      ...Object.fromEntries(own),
      ...(this.deadline ? { 'X-Timeout': this.deadline } : {}),
      ...(this.respondAsync ? { Prefer: 'respond-async' } : {}),
    };
    return { method, address: target(name, path), headers, body: file ?? (hasBody ? text : undefined), file };
  }

  template() {
    return html`<div class="bar address">
        <label>${t('invoke.method')}<select @change=${({ target: field }) => this.set({ method: field.value })}>
          ${METHODS.map((method) => html`<option .selected=${live(method === this.method)}>${method}</option>`)}</select></label>
        <label class="grow">${t('invoke.path')}<input data-field="path" .value=${live(this.path)} placeholder="/path?query=1" spellcheck="false" autocapitalize="off"
          @input=${({ target: field }) => this.set({ path: field.value })} aria-invalid=${this.error?.field === 'path'} aria-describedby="error-path"></label>
      </div>
      ${this.#message('path')}
      ${this.hasBody ? this.#body() : html`<p class="soft small">${t('invoke.nobody', { method: this.method })}</p>`}
      ${this.#headers()}
      <div class="bar last">
        <label class="deadline">${t('invoke.deadline')}<input data-field="deadline" .value=${live(this.deadline)} placeholder="30s" autocapitalize="off"
          @input=${({ target: field }) => this.set({ deadline: field.value.trim() })} aria-invalid=${this.error?.field === 'deadline'} aria-describedby="error-deadline"></label>
        <label class="inline"><input type="checkbox" .checked=${live(this.respondAsync)} @change=${({ target: field }) => this.set({ respondAsync: field.checked })}>${t('invoke.async')}</label>
      </div>
      ${this.#message('deadline')}`;
  }

  #message(field) {
    return html`<p class="bad small" id="error-${field}" role="alert">${this.error?.field === field ? this.error.text : nothing}</p>`;
  }

  #body() {
    return this.files.zone(html`<div class="bar">
        <fieldset class="choice"><legend class="unseen">${t('invoke.body')}</legend>${KINDS.map((kind) => html`
          <label><input type="radio" name="kind" .checked=${live(kind === this.kind)} @change=${() => this.set({ kind })}><span>${t(`invoke.${kind}`)}</span></label>`)}</fieldset>
        ${this.kind === 'json' ? html`<button type="button" @click=${this.#format}>${t('invoke.format')}</button>` : nothing}
      </div>
      ${this.kind === 'file' ? this.files.template() : html`<textarea data-field="body" rows="8" aria-label=${t('invoke.body')} .value=${live(this.text)} spellcheck="false" autocapitalize="off"
        aria-invalid=${this.error?.field === 'body'} aria-describedby="error-body" @input=${({ target: field }) => this.set({ text: field.value })}></textarea>`}
      ${this.#message('body')}`);
  }

  #format = () => {
    if (isJson(this.text)) this.set({ text: pretty(this.text) });
    else this.check();
  };

  #headers() {
    return html`<fieldset class="stack"><legend>${t('invoke.headers')}</legend>
      ${this.headers.map(([name, value], row) => html`<div class="bar header">
        <input class="grow" data-field="header-${row}" aria-label=${t('invoke.header.name')} placeholder=${t('invoke.header.name')} .value=${live(name)} spellcheck="false" autocapitalize="off"
          aria-invalid=${this.error?.field === `header-${row}`} @input=${({ target: field }) => this.#setHeader(row, [field.value.trim(), value])}>
        <input class="grow" aria-label=${t('invoke.header.value')} placeholder=${t('invoke.header.value')} .value=${live(value)} spellcheck="false" autocapitalize="off"
          @input=${({ target: field }) => this.#setHeader(row, [name, field.value])}>
        <button type="button" class="plain" aria-label=${t('invoke.header.remove', { name: name || row + 1 })} @click=${() => this.set({ headers: this.headers.filter((_, i) => i !== row) })}>×</button>
      </div>`)}
      ${this.error?.field.startsWith('header') ? html`<p class="bad small" role="alert">${this.error.text}</p>` : nothing}
      <div><button type="button" @click=${() => this.set({ headers: [...this.headers, ['', '']] })}>${t('invoke.header.add')}</button></div>
    </fieldset>`;
  }

  #setHeader(row, header) {
    this.set({ headers: this.headers.map((other, i) => (i === row ? header : other)) });
  }
}
