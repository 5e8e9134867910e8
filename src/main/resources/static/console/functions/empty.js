// What the console shows while no function is deployed.
import { get, url, write } from '../api.js';
import { t } from '../i18n.js';
import { problemOf, problemView } from '../problem.js';
import { may } from '../session.js';
import { html, nothing } from '../view.js';

const ECHO = { service: 'echo', image: 'builtin/echo' };

/** Engines that run the images builtin/... */
const WITH_BUILTIN = ['builtin', 'process'];

export class Empty {
  #update;
  #engine = null;
  #busy = false;
  #problem = null;

  constructor(update) {
    this.#update = update;
  }

  template() {
    if (this.#engine === null) this.#ask();
    const builtin = WITH_BUILTIN.includes(this.#engine);
    return html`<section class="card empty welcome">
      <h2>${t('empty.title')}</h2>
      <p>${t(builtin ? 'empty.builtin' : 'empty.deploy')}</p>
      <div class="bar">
        ${builtin ? html`<button type="button" class="main" aria-disabled=${this.#busy || !may('functions:write', ECHO.service)} @click=${this.#deploy}>${t('empty.echo')}</button>` : nothing}
        <a class="button" href="#/deploy">${t('empty.other')}</a>
      </div>
      ${problemView(this.#problem)}
    </section>`;
  }

  async #ask() {
    this.#engine = '';
    this.#engine = (await get(url`api/v1/info`).catch(() => ({}))).engine ?? '';
    this.#update();
  }

  #deploy = async () => {
    if (this.#busy || !may('functions:write', ECHO.service)) return;
    this.#busy = true;
    this.#update();
    try {
      await write('POST', url`api/v1/functions`, ECHO);
      location.hash = `#/functions/${ECHO.service}/invoke`;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#busy = false;
    this.#update();
  };
}
