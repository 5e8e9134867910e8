// The form of a definition, which can be edited as JSON as well.
import { definitionOf, draftOf, duplicates, pointer } from './draft.js';
import { field, list, pairs } from './fields.js';
import { t } from '../i18n.js';
import { problemView } from '../problem.js';
import { html, nothing } from '../view.js';

const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** A part of a view. The problem of the last attempt is shown at the fields that it is about. */
export class Form {
  #isNew;
  #isTaken;
  #draft;
  #json = null;
  #jsonError = null;
  #problem = null;
  #violations = [];
  /** Called after each change by the user. */
  onChange = () => {};
  /** Renders the view that shows the form. */
  update;
  /** The names of secrets to suggest. */
  secrets = [];

  constructor(definition, { update, isNew, isTaken = () => false }) {
    this.#draft = draftOf(definition);
    this.update = update;
    this.#isNew = isNew;
    this.#isTaken = isTaken;
  }

  get isJson() {
    return this.#json !== null;
  }

  /** The definition, or null if it is not valid JSON or has a name twice; the form then shows what is wrong. */
  read() {
    this.#problem = null;
    this.#violations = this.isJson ? [] : duplicates(this.#draft);
    try {
      if (this.#violations.length === 0) return this.isJson ? JSON.parse(this.#json) : definitionOf(this.#draft);
    } catch (failure) {
      this.#jsonError = t('form.json.invalid', { detail: failure.message });
    }
    this.update();
    return null;
  }

  /** Replaces what the form shows. */
  fill(definition) {
    this.#draft = draftOf(definition);
    this.#json = this.isJson ? JSON.stringify(definition, null, 2) : null;
    this.reject(null);
  }

  /** Shows the problem of an attempt, or none. */
  reject(problem) {
    this.#problem = problem;
    this.#violations = problem?.violations ?? [];
    this.#jsonError = null;
    this.update();
  }

  get draft() {
    return this.#draft;
  }

  set(object, member, value) {
    object[member] = value;
    this.changed();
  }

  changed() {
    this.onChange();
    this.update();
  }

  errorsAt(place) {
    return this.#violations.filter((violation) => violation.pointer === place);
  }

  pointerOf(map, name) {
    return map + pointer(name);
  }

  template() {
    return html`<div class="stack">
      <fieldset class="choice"><legend class="unseen">${t('form.as')}</legend>
        ${[false, true].map((json) => html`<label><input type="radio" name="as" .checked=${this.isJson === json} @click=${(event) => this.#switch(event, json)}><span>${t(json ? 'form.as.json' : 'form.as.form')}</span></label>`)}
      </fieldset>
      ${problemView(this.#problem && { ...this.#problem, violations: this.isJson ? this.#violations : this.#elsewhere() })}
      ${this.isJson ? this.#asJson() : this.#asForm()}
    </div>`;
  }

  /** Errors at no field of the form. */
  #elsewhere() {
    const draft = this.#draft;
    const known = new Set(['/service', '/image', '/envVars', '/labels', '/annotations', '/secrets', '/constraints', '/minReplicas', '/maxReplicas', '/registryAuth', '/readOnlyRootFilesystem',
      ...['limits', 'requests'].flatMap((name) => ['memory', 'cpu', 'gpu'].map((quantity) => `/${name}/${quantity}`)),
      ...['envVars', 'labels', 'annotations'].flatMap((map) => draft[map].map(({ name }) => pointer(map, name))),
      ...['secrets', 'constraints'].flatMap((name) => draft[name].map((_, place) => `/${name}/${place}`))]);
    return this.#violations.filter((violation) => !known.has(violation.pointer));
  }

  #switch(event, toJson) {
    if (toJson === this.isJson) return;
    try {
      if (toJson) this.#json = JSON.stringify(definitionOf(this.#draft), null, 2);
      else {
        this.#draft = draftOf(JSON.parse(this.#json));
        this.#json = null;
      }
      this.#jsonError = null;
    } catch (failure) {
      event.preventDefault();
      this.#jsonError = failure instanceof SyntaxError ? t('form.json.invalid', { detail: failure.message }) : failure.message;
    }
    this.update();
  }

  #asJson() {
    return html`<div class="field"><label for="json">${t('form.json')}</label>
      <textarea id="json" class="json" spellcheck="false" .value=${this.#json} aria-invalid=${Boolean(this.#jsonError)} aria-describedby="json-error"
        @input=${({ target }) => { this.#json = target.value; this.#jsonError = null; this.changed(); }}></textarea>
      <span id="json-error" class="bad small" role="alert">${this.#jsonError ?? nothing}</span></div>`;
  }

  #asForm() {
    const draft = this.#draft;
    return html`
      <div class="pair">
        ${field(this, '/service', t('form.service'), draft, 'service', { readonly: !this.#isNew, hint: this.#nameHint() })}
        ${field(this, '/image', t('form.image'), draft, 'image', { hint: t('form.image.hint') })}
      </div>
      ${pairs(this, '/envVars', t('form.envVars'), draft.envVars, t('form.envVars.hint'))}
      ${this.#section('form.resources', ['limits', 'requests', 'minReplicas', 'maxReplicas'], html`
        ${['limits', 'requests'].map((name) => html`<fieldset class="stack"><legend>${t(`form.${name}`)}</legend><div class="three">
          ${field(this, `/${name}/memory`, t('form.memory'), draft[name], 'memory', { placeholder: '128Mi' })}
          ${field(this, `/${name}/cpu`, t('form.cpu'), draft[name], 'cpu', { placeholder: '100m' })}
          ${field(this, `/${name}/gpu`, t('form.gpu'), draft[name], 'gpu', { placeholder: '1' })}
        </div></fieldset>`)}
        <div class="pair">
          ${field(this, '/minReplicas', t('form.minReplicas'), draft, 'minReplicas', { mode: 'numeric', placeholder: '1' })}
          ${field(this, '/maxReplicas', t('form.maxReplicas'), draft, 'maxReplicas', { mode: 'numeric', hint: t('form.maxReplicas.hint') })}
        </div>`)}
      ${this.#section('form.meta', ['annotations', 'labels'], html`
        ${pairs(this, '/annotations', t('form.annotations'), draft.annotations, t('form.annotations.hint'))}
        ${pairs(this, '/labels', t('form.labels'), draft.labels)}`)}
      ${this.#section('form.access', ['secrets', 'constraints', 'registryAuth', 'readOnlyRootFilesystem'], html`
        ${list(this, '/secrets', t('form.secrets'), draft.secrets, t('form.secret'), { hint: t('form.secrets.hint'), list: 'secret-names' })}
        <datalist id="secret-names">${this.secrets.map((name) => html`<option value=${name}></option>`)}</datalist>
        ${list(this, '/constraints', t('form.constraints'), draft.constraints, t('form.constraint'), { hint: t('form.constraints.hint') })}
        <fieldset class="stack"><legend>${t('form.registry')}</legend><p class="soft small">${t('form.registry.hint')}</p><div class="pair">
          ${field(this, '/registryAuth', t('form.user'), draft, 'user')}
          ${field(this, '/registryAuth/password', t('form.password'), draft, 'password', { type: 'password', autocomplete: 'new-password' })}
        </div></fieldset>
        <label class="inline"><input type="checkbox" .checked=${draft.readOnly} @change=${({ target }) => this.set(draft, 'readOnly', target.checked)}>${t('form.readOnly')}</label>`)}`;
  }

  #nameHint() {
    const name = this.#draft.service;
    if (!this.#isNew) return '';
    if (name && !NAME.test(name)) return html`<span class="warn">${t('form.service.wrong')}</span>`;
    if (this.#isTaken(name)) return html`<span class="warn">${t('form.service.taken')} <a href="#/functions/${name}/definition">${t('form.service.existing')}</a></span>`;
    return t('form.service.hint');
  }

  /** A part that is folded until it holds something or has errors. */
  #section(title, members, content) {
    const given = definitionOf(this.#draft);
    const isUsed = members.some((name) => name in given || this.#violations.some((violation) => violation.pointer.split('/')[1] === name));
    return html`<details ?open=${isUsed}><summary>${t(title)}</summary><div class="stack">${content}</div></details>`;
  }
}
