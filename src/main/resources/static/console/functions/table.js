// The table of functions: its columns, their order, and its rows.
import { isDeleting, undo } from './deletion.js';
import { ago, dateTime, number, t } from '../i18n.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { may } from '../session.js';
import { stateBadge, STATES } from './state.js';
import { html, nothing } from '../view.js';

const percent = (fraction) => (fraction ? `${number(fraction * 100)} %` : '0');

/** A column: the value that it sorts by, and the content of its cells. Numbers are right-aligned. */
const COLUMNS = {
  name: { by: (row) => row.name, cell: (row) => html`<a href="#/functions/${encodeURIComponent(row.name)}">${row.name}</a>` },
  state: {
    by: (row) => -STATES.indexOf(row.state),
    cell: (row) => html`${stateBadge(row)}${row.reason ? html`<span class="reason">${row.reason}</span>` : nothing}`,
  },
  image: { by: (row) => row.image, cell: (row) => html`<code>${row.image}</code>` },
  replicas: { isNumber: true, by: (row) => row.replicas, cell: (row) => `${number(row.availableReplicas)} / ${number(row.replicas)}` },
  rate: { isNumber: true, by: (row) => row.rate ?? 0, cell: (row) => number(row.rate ?? 0) },
  p95: { isNumber: true, by: (row) => row.p95Millis ?? -1, cell: (row) => (row.p95Millis === undefined ? '–' : `${number(Math.round(row.p95Millis * 10) / 10)} ms`) },
  errors: { isNumber: true, by: (row) => row.errorRate ?? 0, cell: (row) => html`<span class=${row.errorRate ? 'bad' : ''}>${percent(row.errorRate)}</span>` },
  calls: { isNumber: true, by: (row) => row.invocationCount, cell: (row) => number(row.invocationCount) },
  last: {
    isNumber: true,
    by: (row) => row.lastInvokedAt ?? '',
    cell: (row) => (row.lastInvokedAt ? html`<time datetime=${row.lastInvokedAt} title=${dateTime(row.lastInvokedAt)}>${ago(row.lastInvokedAt)}</time>` : '–'),
  },
};

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** The rows by a column, and those with equal values by name. */
export function sorted(rows, { sort, down }) {
  const { by } = COLUMNS[sort] ?? COLUMNS.name;
  const sign = down ? -1 : 1;
  return rows.sort((a, b) => sign * compare(by(a), by(b)) || compare(a.name, b.name));
}

const cell = (row, [key, column]) =>
  html`<td class=${column.isNumber ? 'number' : `column-${key}`} data-label=${t(`functions.column.${key}`)}><span>${column.cell(row)}</span></td>`;

const buttons = (row, actions) => {
  if (isDeleting(row.name)) return html`<button type="button" @click=${() => undo(row.name)}>${t('deletion.undo')}<span class="unseen"> ${row.name}</span></button>`;
  const allowed = may('functions:write', row.name);
  const action = (key, act) => html`<button type="button" class="plain" aria-disabled=${!allowed} @click=${() => allowed && act(row.name)}
    aria-label=${t(`functions.${key}`, { name: row.name })}>${t(`functions.action.${key}`)}</button>`;
  return html`<a class="button plain" href="#/functions/${encodeURIComponent(row.name)}/invoke"
      aria-label=${t('functions.invoke', { name: row.name })}>${t('functions.action.invoke')}</a>
    ${action('scale', actions.scale)}${action('remove', actions.remove)}`;
};

const head = ([key, column], { sort, down }, actions) => html`<th class=${column.isNumber ? 'number' : ''} scope="col"
  aria-sort=${key !== sort ? nothing : down ? 'descending' : 'ascending'}><button type="button" @click=${() => actions.sort(key)}>${t(`functions.column.${key}`)}</button></th>`;

/** Phones have no head of the table, so they sort by a list. */
const order = ({ sort, down }, actions) => html`<label class="order">${t('functions.sort')}
  <select @change=${({ target }) => actions.sort(target.value)}>
    ${Object.keys(COLUMNS).map((key) => html`<option value=${key} ?selected=${key === sort}>${t(`functions.column.${key}`)}</option>`)}
  </select>
  <button type="button" @click=${() => actions.sort(sort)} aria-label=${t(down ? 'functions.descending' : 'functions.ascending')}>${down ? '↓' : '↑'}</button>
</label>`;

export const table = (rows, shown, actions) => html`
  ${order(shown, actions)}
  <div class="card functions"><table class="blocks">
    <thead><tr>${Object.entries(COLUMNS).map((column) => head(column, shown, actions))}<th><span class="unseen">${t('functions.actions')}</span></th></tr></thead>
    <tbody>${repeat(rows, ({ name }) => name, (row) => html`<tr class=${isDeleting(row.name) ? 'fading' : ''}>
      ${Object.entries(COLUMNS).map((column) => cell(row, column))}<td class="actions">${buttons(row, actions)}</td>
    </tr>`)}</tbody>
  </table></div>`;
