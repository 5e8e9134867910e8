// The request of the form as a command or a program, to copy.
import { target } from './exchange.js';
import { t } from '../i18n.js';
import { SNIPPETS } from './snippets.js';
import { toasts } from '../toasts.js';
import { html, nothing } from '../view.js';

const NAMES = { curl: 'curl', fetch: 'fetch', python: 'Python' };

export class SnippetPanel {
  #form;
  #update;
  #shown = null;

  constructor(form, update) {
    this.#form = form;
    this.#update = update;
  }

  template() {
    return html`<div class="bar" role="group" aria-label=${t('snippet.title')}><span class="soft">${t('snippet.title')}</span>${Object.keys(SNIPPETS).map((kind) => html`
        <button type="button" aria-pressed=${kind === this.#shown} @click=${() => this.#show(kind)}>${NAMES[kind]}</button>`)}</div>
      ${this.#shown ? html`<div class="stack">
        <pre class="output" id="snippet" tabindex="0" role="region" aria-label=${NAMES[this.#shown]}>${this.#text()}</pre>
        <div><button type="button" @click=${this.#copy}>${t('snippet.copy')}</button></div></div>` : nothing}`;
  }

  #text() {
    const form = this.#form();
    if (!target(form.name, form.path)) return t('invoke.path.wrong');
    return SNIPPETS[this.#shown](form.request());
  }

  #show(kind) {
    this.#shown = kind === this.#shown ? null : kind;
    this.#update();
  }

  /** Pages without HTTPS have no clipboard: the text is selected instead. */
  #copy = async () => {
    try {
      await navigator.clipboard.writeText(this.#text());
      toasts.show(t('snippet.copied'));
    } catch {
      getSelection().selectAllChildren(document.getElementById('snippet'));
      toasts.show(t('snippet.selected'));
    }
  };
}
