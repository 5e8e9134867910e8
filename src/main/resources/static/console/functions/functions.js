// The table of all functions.
import { connection, functions, subscribe } from '../live.js';
import { deleteLater, onDeletion } from './deletion.js';
import { Empty } from './empty.js';
import { number, plural, t } from '../i18n.js';
import { ref } from '../lib/lit-html/directives/ref.js';
import { Scale } from './scale.js';
import { STATES, stateOf } from './state.js';
import { sorted, table } from './table.js';
import { html, nothing, View } from '../view.js';

/** The times of the last calls are relative to now. */
const CLOCK_MILLIS = 10_000;

/** What the table shows is part of the address, so that it can be kept and sent. */
const read = () => {
  const given = new URLSearchParams(location.hash.split('?')[1] ?? '');
  return { query: given.get('q') ?? '', state: given.get('state') ?? '', sort: given.get('sort') ?? 'name', down: given.has('down') };
};

const addressOf = ({ query, state, sort, down }) => {
  const given = new URLSearchParams();
  if (query) given.set('q', query);
  if (state) given.set('state', state);
  if (sort !== 'name') given.set('sort', sort);
  if (down) given.set('down', '');
  return `#/functions${given.size ? `?${given}` : ''}`;
};

/** Opens the dialog when it has become part of the page. */
const shown = (dialog) => queueMicrotask(() => dialog?.isConnected && !dialog.open && dialog.showModal());

export default class Functions extends View {
  #shown = read();
  #order = [];
  #scaled = null;
  #empty = new Empty(this.update);
  #isKnown = connection.state === 'live';
  #clock = setInterval(this.update, CLOCK_MILLIS);
  #ends = [subscribe(() => this.#follow()), onDeletion(this.update), () => clearInterval(this.#clock)];

  /** The link to the functions shows all of them again. */
  navigate({ view }) {
    if (view !== 'functions') return false;
    this.#shown = read();
    this.update();
    return true;
  }

  #follow() {
    this.#isKnown ||= connection.state === 'live';
    this.update();
  }

  template() {
    const rows = this.#rows();
    return html`<main>
      <div class="bar">
        <h1>${t('shell.functions')}</h1>
        <a class="button main" href="#/deploy">${t('functions.deploy')}</a>
      </div>
      ${functions.size ? html`${this.#filters()}
        <p class="unseen" role="status">${plural('functions.found', rows.length)}</p>
        ${rows.length ? table(rows, this.#shown, this.#actions) : html`<p class="card empty">${t('functions.none')}</p>`}`
      : this.#without()}
      ${this.#scaled ? this.#dialog() : nothing}
    </main>`;
  }

  #without() {
    if (this.#isKnown) return this.#empty.template();
    return connection.problem ? nothing : html`<p class="card empty" role="status">${t('functions.loading')}</p>`;
  }

  #filters() {
    const all = [...functions.values()];
    const count = (state) => all.filter((row) => !state || stateOf(row) === state).length;
    const states = ['', ...STATES.filter((state) => count(state) || state === this.#shown.state)];
    return html`<div class="bar">
      <input type="search" class="search" aria-label=${t('functions.search')} placeholder=${t('functions.search')}
        .value=${this.#shown.query} @input=${({ target }) => this.#show({ query: target.value })}>
      <fieldset class="choice"><legend class="unseen">${t('functions.state')}</legend>
        ${states.map((state) => html`<label><input type="radio" name="state" .checked=${state === this.#shown.state}
          @change=${() => this.#show({ state })}><span>${t(`functions.state.${state || 'all'}`)} <span class="count">${number(count(state))}</span></span></label>`)}
      </fieldset>
    </div>`;
  }

  /** The rows that match. Their order stays while the user points at them, so that no click hits another row. */
  #rows() {
    const { query, state, sort } = this.#shown;
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    const rows = [...functions.values()].filter((row) => (!state || stateOf(row) === state)
      && words.every((word) => `${row.name} ${row.image}`.toLowerCase().includes(word)));
    const inUse = sort !== 'name' && this.element?.querySelector('tbody:is(:hover, :focus-within)');
    const result = inUse ? this.#asBefore(rows) : sorted(rows, this.#shown);
    this.#order = result.map(({ name }) => name);
    return result;
  }

  #asBefore(rows) {
    const places = new Map(this.#order.map((name, place) => [name, place]));
    return rows.sort((a, b) => (places.get(a.name) ?? places.size) - (places.get(b.name) ?? places.size));
  }

  #show(change) {
    Object.assign(this.#shown, change);
    this.#order = [];
    history.replaceState(null, '', addressOf(this.#shown));
    this.update();
  }

  #actions = {
    sort: (sort) => this.#show({ sort, down: sort === this.#shown.sort && !this.#shown.down }),
    remove: (name) => this.#remove(name),
    scale: (name) => {
      this.#scaled = { name, scale: new Scale(name, this.update) };
      this.update();
    },
  };

  /** The focus goes to the button that undoes it, which takes the place of the others. */
  #remove(name) {
    const cell = document.activeElement?.closest('td.actions');
    deleteLater(name);
    queueMicrotask(() => cell?.querySelector('button')?.focus());
  }

  #dialog() {
    const { name, scale } = this.#scaled;
    return html`<dialog class="stack small" aria-labelledby="scaled" ${ref(shown)} @close=${this.#closed}>
      <h2 id="scaled">${t('functions.scale', { name })}</h2>
      ${scale.template()}
      <form method="dialog"><button>${t('functions.close')}</button></form>
    </dialog>`;
  }

  #closed = () => {
    this.#scaled = null;
    this.update();
  };

  close() {
    this.#ends.forEach((end) => end());
  }
}
