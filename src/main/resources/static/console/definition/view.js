// A definition for reading and for comparing.
import { dateTime, number, t } from '../i18n.js';
import { html, nothing } from '../view.js';

const isGiven = (value) => value !== undefined && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);

const map = (value) => html`<ul class="lines">${Object.entries(value).map(([name, content]) => html`<li><code>${name}</code> <span class="soft">=</span> <code>${content}</code></li>`)}</ul>`;
const list = (value) => html`<ul class="lines">${value.map((item) => html`<li><code>${item}</code></li>`)}</ul>`;
const quantities = (value) => Object.entries(value).map(([name, quantity]) => `${t(`form.${name}`)} ${quantity}`).join(', ');

const SHOWN = {
  image: (value) => html`<code>${value}</code>`,
  envVars: map,
  labels: map,
  annotations: map,
  secrets: list,
  constraints: list,
  limits: quantities,
  requests: quantities,
  minReplicas: number,
  maxReplicas: number,
};

export const definitionView = (definition, createdAt) => html`<dl class="facts">
  ${Object.entries(SHOWN).filter(([name]) => isGiven(definition[name])).map(([name, view]) => html`<dt>${t(`form.${name}`)}</dt><dd>${view(definition[name])}</dd>`)}
  ${definition.readOnlyRootFilesystem ? html`<dt>${t('form.fileSystem')}</dt><dd>${t('form.readOnly')}</dd>` : nothing}
  ${createdAt ? html`<dt>${t('definition.created')}</dt><dd>${dateTime(createdAt)}</dd>` : nothing}
</dl>`;

/** Members in one order, so that only real changes differ. */
const ORDER = ['service', 'image', 'envVars', 'labels', 'annotations', 'secrets', 'constraints', 'limits', 'requests', 'minReplicas', 'maxReplicas', 'readOnlyRootFilesystem', 'registryAuth'];

/** Maps have no order, and gateways may change it. */
const ordered = (value) => (typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value);

/** A definition as text for a comparison: without what is empty, and without the password of the registry. */
export const definitionText = (definition) => {
  const names = [...ORDER, ...Object.keys(definition).filter((name) => !ORDER.includes(name))];
  return JSON.stringify(Object.fromEntries(names.filter((name) => isGiven(definition[name]))
    .map((name) => [name, name === 'registryAuth' ? '…' : ordered(definition[name])])), null, 2);
};
