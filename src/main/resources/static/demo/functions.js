// The functions to choose from.
import { deploy, list, problemOf } from './bridge.js';
import { startCaller } from './caller.js';
import { element, plural } from './content.js';
import { problemView } from './problem.js';

const choices = document.getElementById('functions');
const none = document.getElementById('none');
const trouble = document.getElementById('trouble');

const radio = (name) => [...choices.querySelectorAll('input')].find((input) => input.value === name);

export const chosen = () => choices.querySelector('input:checked')?.value;

function choice({ name, image, replicas, unavailable }) {
  const input = element('input', { type: 'radio', name: 'function', value: name });
  const facts = element('span', { className: 'facts' }, `${image} · ${plural(replicas, 'replica')}`);
  if (unavailable) facts.append(` · unavailable: ${unavailable.reason}`);
  return element('label', {}, input, element('span', {}, element('b', {}, name), facts));
}

/** Runs work and shows its failure. */
async function tried(work) {
  trouble.replaceChildren();
  try {
    await work();
  } catch (failure) {
    trouble.replaceChildren(problemView(problemOf(failure)));
  }
}

/** Lists the functions again and keeps the selection if it still exists. */
async function refresh(preferred = chosen()) {
  const functions = await list();
  choices.replaceChildren(...functions.map(choice));
  none.hidden = functions.length > 0;
  const input = radio(preferred) ?? choices.querySelector('input');
  if (input) input.checked = true;
}

export function startFunctions() {
  startCaller(() => tried(() => refresh()));
  document.getElementById('refresh').addEventListener('click', () => tried(() => refresh()));
  document.getElementById('deploy').addEventListener('click', () => tried(async () => {
    await deploy('echo', 'builtin/echo');
    await refresh('echo');
    radio('echo')?.focus();
  }));
  return tried(() => refresh());
}
