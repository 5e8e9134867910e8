// The latest outputs; older ones are removed, so that an endless stream does not fill the browser's memory.
import { contentOf, element, plural, size } from './content.js';
import { problemView } from './problem.js';

const MOST = 500;
const MOST_BYTES = 32 << 20;
const FRAME_MILLIS = 8;

const log = document.getElementById('log');
const rows = document.getElementById('outputs');
const empty = document.getElementById('empty');
const count = document.getElementById('count');

/** Resolves when added outputs are on the screen; hidden pages have no animation frames, so it has a timeout. */
const painted = () => new Promise((resolve) => {
  requestAnimationFrame(resolve);
  setTimeout(resolve, 100);
});

const blobUrl = ({ bytes, type }) => URL.createObjectURL(new Blob([bytes], { type }));

/** Creates the object URL only for a download, because it costs more than the rest of an output. */
function download(content, name) {
  const link = element('a', { href: blobUrl(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function image(content, alt) {
  const made = element('img', { src: blobUrl(content), alt, decoding: 'async' });
  made.addEventListener('load', () => URL.revokeObjectURL(made.src));
  made.addEventListener('error', () => made.remove());
  return made;
}

export class Outputs {
  number = 0;
  #batch = false;
  #keptBytes = 0;
  #resumed = 0;

  clear() {
    while (rows.firstChild) this.#drop();
    this.number = 0;
    empty.hidden = false;
    this.#tell();
  }

  /** Adds an output; resolves when the next one can be added. */
  async add(output, since) {
    this.number += 1 + (output.skipped ?? 0);
    const content = contentOf(output);
    this.#append(this.#row(content, Math.max(0, output.at - since)), content.bytes.length);
    if (performance.now() - this.#resumed > FRAME_MILLIS) {
      await painted();
      this.#resumed = performance.now();
    }
  }

  fail(problem) {
    this.#append(element('li', { className: 'failed' }, problemView(problem)), 0);
  }

  #row(content, millis) {
    const save = element('button', { type: 'button', className: 'plain' }, 'Save');
    const name = `output-${this.number}.${content.ending}`;
    save.setAttribute('aria-label', `Save output ${this.number}`);
    save.addEventListener('click', () => download(content, name));
    const facts = `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms · ${size(content.bytes.length)} · ${content.kind}`;
    const head = element('div', { className: 'head' },
      element('b', {}, `${this.number}`), element('span', {}, facts), save);
    const picture = content.kind === 'image' ? [image(content, `Output ${this.number}`)] : [];
    return element('li', {}, head, ...picture, content.view());
  }

  #append(row, bytes) {
    this.#follow();
    empty.hidden = true;
    row.dataset.bytes = bytes;
    rows.append(row);
    this.#keptBytes += bytes;
    while (rows.childElementCount > MOST || (this.#keptBytes > MOST_BYTES && rows.childElementCount > 1)) this.#drop();
  }

  /** Scrolls to the latest output unless the user has scrolled away from the end. */
  #follow() {
    if (this.#batch) return;
    this.#batch = true;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    requestAnimationFrame(() => {
      this.#batch = false;
      this.#tell();
      if (atEnd) log.scrollTop = log.scrollHeight;
    });
  }

  #drop() {
    const row = rows.firstChild;
    this.#keptBytes -= Number(row.dataset.bytes);
    row.remove();
  }

  #tell() {
    const shown = rows.childElementCount;
    const latest = this.number > shown ? `, the latest ${shown} shown` : '';
    count.textContent = this.number ? `${plural(this.number, 'output')}${latest}` : '';
  }
}
