// A definition for reading.
import { dateTime, number, t } from './i18n.js';
import { html, nothing } from './view.js';

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
