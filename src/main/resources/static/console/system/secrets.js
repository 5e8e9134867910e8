// The secrets that the gateway manages. Their values are never returned.
import { get, remove, url, write } from '../api.js';
import { t } from '../i18n.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { problemOf, problemView } from '../problem.js';
import { toasts } from '../toasts.js';
import { html, nothing } from '../view.js';

/** The status of gateways that manage no secrets. */
const NOT_IMPLEMENTED = 501;

/** A part of a view, for a caller who may manage secrets. */
export class Secrets {
  #update;
  #names = null;
  #problem = null;
  #busy = false;
  /** The name of the secret that is replaced, '' for a new one, or null. */
  #edited = null;
  #asked = null;

  constructor(update) {
    this.#update = update;
    this.load();
  }

  async load() {
    await this.#attempt(async () => { this.#names = (await get(url`api/v1/secrets`)).secrets.map(({ name }) => name); });
  }

  template() {
    if (this.#problem?.status === NOT_IMPLEMENTED) return html`<section class="card"><h2>${t('secrets.title')}</h2><p class="soft">${t('secrets.unsupported')}</p></section>`;
    return html`<section class="card secrets" aria-labelledby="secrets">
      <div class="bar"><h2 id="secrets">${t('secrets.title')}</h2>
        ${this.#edited === null ? html`<button type="button" @click=${() => this.#edit('')}>${t('secrets.new')}</button>` : nothing}</div>
      <p class="soft small">${t('secrets.about')}</p>
      ${problemView(this.#problem)}
      ${this.#edited === null ? nothing : this.#form()}
      ${this.#names?.length === 0 && this.#edited === null ? html`<p class="soft">${t('secrets.none')}</p>` : nothing}
      <ul class="plainlist">${repeat(this.#names ?? [], (name) => name, (name) => html`<li class="bar"><code class="grow wrap">${name}</code>${this.#buttons(name)}</li>`)}</ul>
    </section>`;
  }

  /** A deleted value cannot be restored, so the button asks once more. */
  #buttons(name) {
    return this.#asked === name
      ? html`<button type="button" class="danger" @click=${() => this.#delete(name)}>${t('secrets.confirm')}<span class="unseen"> ${name}</span></button>
        <button type="button" class="plain" @click=${() => this.#ask(null)}>${t('definition.cancel')}</button>`
      : html`<button type="button" class="plain" aria-label=${t('secrets.replace', { name })} @click=${() => this.#edit(name)}>${t('secrets.replace.short')}</button>
        <button type="button" class="plain" aria-label=${t('secrets.delete', { name })} @click=${() => this.#ask(name)}>${t('function.delete')}</button>`;
  }

  #form() {
    const violations = this.#problem?.violations?.length > 0;
    return html`<form class="stack" @submit=${this.#save}>
      <div class="pair">
        <label>${t('secrets.name')}<input name="name" required autocomplete="off" spellcheck="false" autocapitalize="off" .value=${this.#edited} ?readonly=${this.#edited !== ''} aria-invalid=${violations}></label>
        <label>${t('secrets.value')}<textarea name="value" class="short" required spellcheck="false" autocomplete="off"></textarea></label>
      </div>
      <div class="bar"><button class="main" aria-disabled=${this.#busy}>${t(this.#edited ? 'secrets.replace.short' : 'secrets.create')}</button>
        <button type="button" @click=${() => this.#edit(null)}>${t('definition.cancel')}</button></div>
    </form>`;
  }

  #edit(name) {
    this.#edited = name;
    this.#problem = null;
    this.#asked = null;
    this.#update();
    queueMicrotask(() => document.querySelector('.secrets form :is(input:not([readonly]), textarea)')?.focus());
  }

  #ask(name) {
    this.#asked = name;
    this.#update();
    queueMicrotask(() => name && document.querySelector('.secrets .danger')?.focus());
  }

  #save = async (event) => {
    event.preventDefault();
    const { name, value } = Object.fromEntries(new FormData(event.target));
    await this.#attempt(async () => {
      if (this.#edited) await write('PUT', url`api/v1/secrets/${name}`, { value });
      else await write('POST', url`api/v1/secrets`, { name, value });
      toasts.show(t('secrets.saved', { name }));
      this.#edited = null;
      await this.load();
    });
  };

  #delete = (name) => this.#attempt(async () => {
    this.#asked = null;
    await remove(url`api/v1/secrets/${name}`);
    toasts.show(t('secrets.deleted', { name }));
    await this.load();
  });

  async #attempt(act) {
    this.#busy = true;
    this.#problem = null;
    this.#update();
    try {
      await act();
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#busy = false;
    this.#update();
  }
}
