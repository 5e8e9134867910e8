// The fields of a form, each with its label, a hint, and the errors at its place in the definition.
import { row } from './draft.js';
import { t } from '../i18n.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { html, nothing } from '../view.js';

const idOf = (pointer) => `at${pointer.replace(/[^A-Za-z0-9]/g, (char) => `-${char.charCodeAt(0)}`)}`;

const errors = (form, pointer) => form.errorsAt(pointer).map(({ detail }) => html`<span class="bad small">${detail}</span>`);

/** The hint and the errors of a field; its control names them with aria-describedby. */
const notes = (form, pointer, hint) => html`<span id=${idOf(pointer)} class="notes">
  ${hint ? html`<span class="soft small">${hint}</span>` : nothing}${errors(form, pointer)}</span>`;

/** A text field for a member of an object of the draft. */
export function field(form, pointer, label, object, member, { hint, type = 'text', list, readonly, mode, placeholder, autocomplete = 'off' } = {}) {
  return html`<div class="field"><label for=${`${idOf(pointer)}-${member}`}>${label}</label>
    <input id=${`${idOf(pointer)}-${member}`} type=${type} autocomplete=${autocomplete} spellcheck="false" autocapitalize="off" inputmode=${mode ?? nothing}
      list=${list ?? nothing} placeholder=${placeholder ?? nothing} ?readonly=${readonly} .value=${object[member]}
      aria-invalid=${form.errorsAt(pointer).length > 0} aria-describedby=${idOf(pointer)}
      @input=${({ target }) => form.set(object, member, target.value)}>
    ${notes(form, pointer, hint)}</div>`;
}

const add = (form, rows) => (event) => {
  const group = event.target.closest('fieldset');
  rows.push(row());
  form.changed();
  queueMicrotask(() => group.querySelector('.row:last-of-type input')?.focus());
};

const removed = (form, rows, one) => (event) => {
  const group = event.target.closest('fieldset');
  rows.splice(rows.indexOf(one), 1);
  form.changed();
  queueMicrotask(() => group.querySelector('.add').focus());
};

const input = (form, one, member, label, pointer, list) => html`<input aria-label=${label} placeholder=${label} autocomplete="off" spellcheck="false" autocapitalize="off"
  list=${list ?? nothing} .value=${one[member]} aria-invalid=${form.errorsAt(pointer).length > 0} aria-describedby=${idOf(pointer)}
  @input=${({ target }) => form.set(one, member, target.value)}>`;

/** The rows of a map, or of a list, whose rows have no value. `pointerOf` finds the place of a row in the definition. */
function rows(form, pointer, legend, items, pointerOf, { hint, names, list }) {
  return html`<fieldset class="stack rows"><legend>${legend}</legend>
    ${hint ? html`<p class="soft small">${hint}</p>` : nothing}
    ${repeat(items, (one) => one, (one) => html`<div class="row">
      ${names.map((name, place) => input(form, one, place ? 'value' : 'name', name, pointerOf(one), place ? undefined : list))}
      <button type="button" class="plain" aria-label=${t('form.remove', { name: one.name || legend })} @click=${removed(form, items, one)}>×</button>
      <span id=${idOf(pointerOf(one))} class="notes">${errors(form, pointerOf(one))}</span>
    </div>`)}
    ${errors(form, pointer)}
    <button type="button" class="plain add" @click=${add(form, items)}>+ ${t('form.add')}<span class="unseen"> ${legend}</span></button>
  </fieldset>`;
}

export const pairs = (form, pointer, legend, items, hint) =>
  rows(form, pointer, legend, items, (one) => form.pointerOf(pointer, one.name), { hint, names: [t('form.name'), t('form.value')] });

export const list = (form, pointer, legend, items, name, { hint, list: known } = {}) =>
  rows(form, pointer, legend, items, (one) => `${pointer}/${items.filter((other) => other.name.trim()).indexOf(one)}`, { hint, names: [name], list: known });
