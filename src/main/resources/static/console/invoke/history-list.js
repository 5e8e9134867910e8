// The last invocations of a function; a click puts one of them back into the form.
import { millis } from './content.js';
import * as history from './history.js';
import { ago, dateTime, t } from '../i18n.js';
import { html, nothing } from '../view.js';

export class HistoryList {
  #name;
  #restore;
  #update;

  constructor(name, restore, update) {
    this.#name = name;
    this.#restore = restore;
    this.#update = update;
  }

  template() {
    const entries = history.entries(this.#name);
    if (!entries.length) return nothing;
    return html`<section class="card" aria-labelledby="history-title">
      <div class="bar"><h2 id="history-title">${t('history.title')}</h2>
        <button type="button" @click=${this.#clear}>${t('history.clear')}</button></div>
      <ul class="history">${entries.map((entry) => html`<li>
        <button type="button" class="plain" title=${dateTime(entry.at)} @click=${() => this.#restore(entry)}>
          <span class="badge" data-mood=${entry.status >= 400 ? 'bad' : 'good'}>${entry.status || '3xx'}</span>
          <span class="wrap grow"><code>${entry.method} ${entry.path || '/'}</code> <span class="soft small">${this.#body(entry)}</span></span>
          <span class="soft small">${millis(entry.millis)} · ${ago(entry.at)}</span>
        </button></li>`)}</ul>
      <p class="soft small">${t('history.kept')}</p>
    </section>`;
  }

  #body({ kind, text, file, cut }) {
    if (kind === 'file') return file ?? '';
    if (cut) return t('history.cut');
    return text.length > 60 ? `${text.slice(0, 60)}…` : text;
  }

  #clear = () => {
    history.clear(this.#name);
    this.#update();
  };
}
