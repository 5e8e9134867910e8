// One function: what it is and does, in tabs.
import { t } from './i18n.js';
import { html, nothing, View } from './view.js';

/** The modules of the tabs, loaded when they are shown; each exports its view, made from the function's name, as the default. */
const TABS = {
  invoke: () => import('./invoke.js'),
};

export default class FunctionView extends View {
  #name;
  #tab;
  #shown = null;

  constructor({ name, tab }) {
    super();
    this.#name = name;
    this.#tab = tab;
  }

  mount(element) {
    super.mount(element);
    queueMicrotask(() => this.#show());
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

  async #show() {
    const tab = this.#tab;
    const { default: Type } = await (TABS[tab] ?? TABS.invoke)();
    if (tab !== this.#tab || !this.element.isConnected) return;
    this.#shown?.unmount();
    this.#shown = new Type(this.#name).mount(this.element.querySelector('#tab'));
  }

  template() {
    return html`<main>
      <h1>${this.#name}</h1>
      <nav class="tabs" aria-label=${this.#name}>${Object.keys(TABS).map((tab) => html`
        <a href="#/functions/${this.#name}/${tab}" aria-current=${tab === this.#tab ? 'page' : nothing}>${t(`function.${tab}`)}</a>`)}</nav>
      <div id="tab"></div>
    </main>`;
  }

  close() {
    this.#shown?.unmount();
  }
}
