// The table of all functions.
import { functions, subscribe } from './live.js';
import { t } from './i18n.js';
import { html, View } from './view.js';

export default class Functions extends View {
  #unsubscribe = subscribe(this.update);

  template() {
    return html`<main><h1>${t('shell.functions')}</h1><ul>${[...functions.values()].map(({ name }) => html`<li><a href="#/functions/${name}">${name}</a></li>`)}</ul></main>`;
  }

  close() {
    this.#unsubscribe();
  }
}
