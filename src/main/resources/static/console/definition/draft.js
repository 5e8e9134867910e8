// A definition as the form edits it: maps are lists of pairs, numbers are texts, and absent members are empty.
import { t } from '../i18n.js';

const MAPS = ['envVars', 'labels', 'annotations'];
const LISTS = ['secrets', 'constraints'];
const RESOURCES = ['limits', 'requests'];
const QUANTITIES = ['memory', 'cpu', 'gpu'];
const NUMBERS = ['minReplicas', 'maxReplicas'];
const TEXTS = ['service', 'image'];

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === 'string';

/** The value of a member if it has the expected form, or else an error that names it. */
function expect(name, value, isFit, absent) {
  if (value === undefined || value === null) return absent;
  if (!isFit(value)) throw new Error(t('form.json.shape', { name }));
  return value;
}

/** A row of a map or list; rows are objects so that the form can tell them apart. */
export const row = (name = '', value = '') => ({ name, value });

const decoded = (auth) => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(atob(auth), (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
};

/** The draft of a definition; throws an error that the user can read if the form cannot show it. */
export function draftOf(definition) {
  if (!isObject(definition)) throw new Error(t('form.json.object'));
  const { readOnlyRootFilesystem, registryAuth, ...rest } = definition;
  const draft = { readOnly: expect('readOnlyRootFilesystem', readOnlyRootFilesystem, (value) => typeof value === 'boolean', false) };
  const auth = decoded(expect('registryAuth', registryAuth, isText, ''));
  const colon = auth.indexOf(':');
  if (registryAuth && colon < 0) rest.registryAuth = registryAuth;
  Object.assign(draft, { user: auth.slice(0, Math.max(colon, 0)), password: colon < 0 ? '' : auth.slice(colon + 1) });
  const take = (name, isFit, absent) => {
    const value = expect(name, rest[name], isFit, absent);
    delete rest[name];
    return value;
  };
  TEXTS.forEach((name) => { draft[name] = take(name, isText, ''); });
  NUMBERS.forEach((name) => { draft[name] = String(take(name, (value) => isText(value) || typeof value === 'number', '')); });
  MAPS.forEach((name) => {
    const map = take(name, (value) => isObject(value) && Object.values(value).every(isText), {});
    draft[name] = Object.entries(map).map(([key, value]) => row(key, value));
  });
  LISTS.forEach((name) => {
    draft[name] = take(name, (value) => Array.isArray(value) && value.every(isText), []).map((value) => row(value));
  });
  RESOURCES.forEach((name) => {
    const { memory, cpu, gpu, ...more } = take(name, (value) => isObject(value) && Object.values(value).every((q) => q === null || isText(q)), {});
    draft[name] = { memory: memory ?? '', cpu: cpu ?? '', gpu: gpu ?? '', more };
  });
  return { ...draft, rest };
}

const number = (text) => (/^-?\d+$/.test(text.trim()) ? Number(text) : text.trim());
const filled = (value) => (Object.keys(value).length ? value : undefined);
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** The definition that a draft describes, without what is empty. */
export function definitionOf(draft) {
  const result = Object.fromEntries(TEXTS.map((name) => [name, draft[name].trim()]));
  MAPS.forEach((name) => {
    result[name] = filled(Object.fromEntries(draft[name].filter((pair) => pair.name || pair.value).map((pair) => [pair.name, pair.value])));
  });
  LISTS.forEach((name) => { result[name] = filled(draft[name].map((item) => item.name.trim()).filter(Boolean)); });
  RESOURCES.forEach((name) => {
    const given = QUANTITIES.filter((quantity) => draft[name][quantity].trim());
    result[name] = filled({ ...Object.fromEntries(given.map((quantity) => [quantity, draft[name][quantity].trim()])), ...draft[name].more });
  });
  NUMBERS.forEach((name) => { result[name] = draft[name].trim() ? number(draft[name]) : undefined; });
  result.readOnlyRootFilesystem = draft.readOnly || undefined;
  if (draft.user || draft.password) result.registryAuth = base64(`${draft.user}:${draft.password}`);
  return Object.fromEntries(Object.entries({ ...result, ...draft.rest }).filter(([, value]) => value !== undefined && value !== ''));
}

/** Names that a map has twice, of which the definition could keep only one. */
export const duplicates = (draft) => MAPS.flatMap((map) => draft[map]
  .filter((pair, place) => pair.name && draft[map].findIndex((other) => other.name === pair.name) < place)
  .map((pair) => ({ pointer: pointer(map, pair.name), detail: t('form.twice', { name: pair.name }) })));

/** A JSON pointer (RFC 6901). */
export const pointer = (...names) => names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
