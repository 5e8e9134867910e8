// Deploys a function, from a preset or an empty form.
import { get, url, write } from '../api.js';
import { Form } from './form.js';
import { t } from '../i18n.js';
import { functions, subscribe } from '../live.js';
import { groupsFor } from './presets.js';
import { problemOf } from '../problem.js';
import { may } from '../session.js';
import { toasts } from '../toasts.js';
import { html, nothing, View } from '../view.js';

/** The form and its preset, which are kept while the user looks at other views. */
let kept = null;

/** The last part of an image's name, as the name of a function. */
const nameOf = (image) => image.replace(/@.*$/, '').split('/').at(-1).replace(/:.*$/, '').toLowerCase()
  .replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60);

/** A name that no function has. */
function free(name) {
  for (let n = 1; ; n++) {
    const next = n === 1 ? name : `${name}-${n}`;
    if (!functions.has(next)) return next;
  }
}

const given = () => new URLSearchParams(location.hash.split('?')[1] ?? '').get('name');

export default class Deploy extends View {
  #form = kept?.form ?? new Form({ service: given() ?? '', image: '' }, { isNew: true, isTaken: (service) => functions.has(service) });
  #preset = kept?.preset ?? null;
  #suggested = kept?.suggested ?? '';
  #engine = null; // until it is known
  #busy = false;
  #end = subscribe(this.update);

  constructor() {
    super();
    Object.assign(this.#form, { update: this.update, onChange: () => this.#suggest() });
    this.#ask();
  }

  navigate({ view }) {
    return view === 'deploy';
  }

  async #ask() {
    this.#engine = (await get(url`api/v1/info`).catch(() => ({}))).engine ?? '';
    this.update();
    if (!may('secrets:write')) return;
    this.#form.secrets = (await get(url`api/v1/secrets`).catch(() => ({ secrets: [] }))).secrets.map(({ name }) => name);
    this.update();
  }

  template() {
    return html`<main>
      <h1>${t('deploy.title')}</h1>
      <div class="deploy">
        ${this.#presets()}
        <form class="card" novalidate @submit=${this.#submit}>
          ${this.#about()}
          ${this.#form.template()}
          <div class="bar"><button class="main" aria-disabled=${this.#busy || !may('functions:write')}>${t(this.#busy ? 'deploy.busy' : 'shell.deploy')}</button>
            <button type="button" @click=${this.#clear}>${t('deploy.clear')}</button></div>
          ${may('functions:write') ? nothing : html`<p class="soft">${t('deploy.forbidden')}</p>`}
        </form>
      </div>
    </main>`;
  }

  #presets() {
    const groups = groupsFor(this.#engine ?? '');
    const others = groups.filter(({ fits }) => !fits);
    return html`<section class="card presets" aria-labelledby="presets">
      <h2 id="presets">${t('deploy.presets')}</h2>
      ${groups.filter(({ fits }) => fits).map(this.#group)}
      ${others.length ? html`<details><summary>${t('deploy.others')}</summary><div class="stack">${others.map(this.#group)}</div></details>` : nothing}
    </section>`;
  }

  #group = ({ group, presets }) => html`<div class="stack" role="group" aria-label=${t(`preset.${group}`)}>
    <h3>${t(`preset.${group}`)}</h3>
    <div class="chips">${presets.map((preset) => html`<button type="button" aria-pressed=${this.#preset?.group === group && this.#preset.key === preset.key}
      aria-disabled=${this.#engine === null} @click=${() => this.#choose({ group, ...preset })}>${t(`preset.${group}.${preset.key}`)}</button>`)}</div>
  </div>`;

  /** What the preset is, and the command that it needs. */
  #about() {
    if (!this.#preset) return nothing;
    const { group, key, command } = this.#preset;
    return html`<div class="stack" role="status">
      <p>${t(`preset.${group}.${key}.about`)}</p>
      ${command ? html`<div class="bar command"><code class="grow wrap">${command}</code>
        <button type="button" @click=${() => navigator.clipboard.writeText(command).then(() => toasts.show(t('definition.copied')))}>${t('deploy.copy')}</button></div>` : nothing}
    </div>`;
  }

  /** Fills the form; a name that the user entered stays. */
  #choose(preset) {
    if (this.#engine === null) return;
    const { service } = this.#form.draft;
    const name = service && service !== this.#suggested ? service : free(preset.service);
    if (name !== service) this.#suggested = name;
    this.#preset = preset;
    this.#form.fill({ service: name, ...preset.definition });
  }

  /** Suggests a name for the image as long as the user has entered none. */
  #suggest() {
    const { draft, isJson } = this.#form;
    if (isJson || document.activeElement?.id.includes('service') || draft.service !== this.#suggested) return;
    const name = nameOf(draft.image);
    draft.service = this.#suggested = name ? free(name) : '';
  }

  #clear = () => {
    this.#preset = null;
    this.#suggested = '';
    this.#form.fill({ service: '', image: '' });
  };

  #submit = async (event) => {
    event.preventDefault();
    const definition = this.#form.read();
    if (this.#busy || !may('functions:write')) return;
    if (definition === null) return this.#focusError();
    this.#busy = true;
    this.update();
    try {
      const { service } = await (await write('POST', url`api/v1/functions`, definition)).json();
      this.#clear();
      toasts.show(t('deploy.done', { name: service }));
      location.hash = `#/functions/${encodeURIComponent(service)}/invoke`;
    } catch (failure) {
      this.#form.reject(problemOf(failure));
      this.#focusError();
    }
    this.#busy = false;
    this.update();
  };

  #focusError() {
    queueMicrotask(() => queueMicrotask(() => this.element?.querySelector('[aria-invalid=true]')?.focus()));
  }

  close() {
    this.#end();
    kept = { form: this.#form, preset: this.#preset, suggested: this.#suggested };
  }
}
