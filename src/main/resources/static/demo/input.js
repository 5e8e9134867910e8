// The input: the text, by line or as a whole, or a file.
import { element, isJson, plural, size } from './content.js';

const form = document.getElementById('ask');
const typed = document.getElementById('typed');
const text = document.getElementById('text');
const trouble = document.getElementById('text-trouble');
const drop = document.getElementById('drop');
const file = document.getElementById('file');
const card = document.getElementById('chosen');
const choose = document.getElementById('choose');
const forget = document.getElementById('forget');

let picked = null;

const byLine = () => form.elements.unit.value === 'line';

const lines = () => text.value.split('\n').filter((line) => line.trim());

/** The inputs of a conversation, one for each frame. */
export const frames = () => (picked ? [picked] : byLine() ? lines() : [text.value]);

/** The body of one request and its type, or null if a line is not JSON; an error is shown then. */
export function body() {
  if (picked) return { body: picked, type: 'application/octet-stream', inputs: 1 };
  if (!byLine()) return { body: text.value, type: 'text/plain; charset=utf-8', inputs: 1 };
  const wrong = text.value.split('\n').findIndex((line) => line.trim() && !isJson(line));
  if (wrong >= 0) return tell(wrong + 1);
  return { body: `${lines().join('\n')}\n`, type: 'application/x-ndjson', inputs: lines().length };
}

function tell(line) {
  const quote = element('button', { type: 'button' }, 'Make JSON strings of these lines');
  quote.addEventListener('click', () => {
    text.value = text.value.split('\n').map((each) => (!each.trim() || isJson(each) ? each : JSON.stringify(each))).join('\n');
    forgive();
    text.focus();
  });
  const what = `Line ${line} is not JSON. In one request each line must be JSON; a live conversation accepts any text.`;
  trouble.replaceChildren(element('p', {}, what), quote);
  text.setAttribute('aria-invalid', 'true');
  text.focus();
  return null;
}

export function forgive() {
  trouble.replaceChildren();
  text.removeAttribute('aria-invalid');
}

function pick(one) {
  picked = one ?? null;
  file.value = '';
  typed.hidden = picked !== null;
  card.hidden = forget.hidden = picked === null;
  choose.textContent = picked ? 'Choose another file' : 'Choose a file';
  if (picked) card.replaceChildren(element('b', {}, picked.name), ` ${size(picked.size)}, one input`);
  forgive();
}

const hasFiles = (event) => event.dataTransfer?.types.includes('Files');

/** Handles drops; outside the drop area the browser would open the file instead of the page. */
function takeDrops() {
  for (const name of ['dragover', 'drop']) {
    window.addEventListener(name, (event) => hasFiles(event) && event.preventDefault());
  }
  for (const name of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    drop.addEventListener(name, (event) => {
      drop.classList.toggle('over', hasFiles(event) && (name === 'dragenter' || name === 'dragover'));
    });
  }
  drop.addEventListener('drop', (event) => hasFiles(event) && pick(event.dataTransfer.files[0]));
}

export function startInput() {
  choose.addEventListener('click', () => file.click());
  file.addEventListener('change', () => file.files.length && pick(file.files[0]));
  forget.addEventListener('click', () => {
    pick(null);
    text.focus();
  });
  form.addEventListener('change', forgive);
  text.addEventListener('input', forgive);
  takeDrops();
}
