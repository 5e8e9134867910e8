// The outputs on the page: the latest of them, so that an endless stream does not fill the browser.
import { contentOf, element, plural, size } from './content.js';
import { problemView } from './problem.js';

const MOST = 500;
const MOST_BYTES = 32 << 20;
const FRAME_MILLIS = 8;

const log = document.getElementById('log');
const rows = document.getElementById('outputs');
const empty = document.getElementById('empty');
const count = document.getElementById('count');

/** Until what was added is on the screen; a page that nobody sees has no frames. */
const painted = () => new Promise((resolve) => {
  requestAnimationFrame(resolve);
  setTimeout(resolve, 100);
});

export class Outputs {
  number = 0;
  #following = true;
  #frame = 0;
  #bytes = 0;
  #keptBytes = 0;
  #resumed = 0;

  constructor() {
    log.addEventListener('scroll', () => {
      this.#following = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    });
  }

  clear() {
    this.#following = true;
    while (rows.firstChild) this.#drop();
    this.number = 0;
    this.#bytes = 0;
    empty.hidden = false;
    this.#tell();
  }

  /** Adds an output; what it returns is done once there is time for another. */
  async add(output, since) {
    this.number += 1 + (output.skipped ?? 0);
    const content = contentOf(output);
    this.#bytes += content.bytes.length;
    this.#append(this.#row(content, Math.max(0, output.at - since)), content.bytes.length);
    this.#tell();
    if (performance.now() - this.#resumed > FRAME_MILLIS) {
      await painted();
      this.#resumed = performance.now();
    }
  }

  fail(problem) {
    this.#append(element('li', { className: 'failed' }, problemView(problem)), 0);
  }

  #row(content, millis) {
    const name = `output-${this.number}.${content.ending}`;
    const url = URL.createObjectURL(new Blob([content.bytes], { type: content.type }));
    const save = element('a', { href: url, download: name }, 'Save');
    save.setAttribute('aria-label', `Save output ${this.number}`);
    const facts = `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms · ${size(content.bytes.length)} · ${content.kind}`;
    const head = element('div', { className: 'head' },
      element('b', {}, `${this.number}`), element('span', {}, facts), save);
    const row = element('li', {}, head);
    if (content.kind === 'image') {
      const image = element('img', { src: url, alt: `Output ${this.number}`, decoding: 'async' });
      image.addEventListener('error', () => image.remove());
      row.append(image);
    }
    row.append(content.view());
    return row;
  }

  #append(row, bytes) {
    empty.hidden = true;
    row.dataset.bytes = bytes;
    rows.append(row);
    this.#keptBytes += bytes;
    while (rows.childElementCount > MOST || (this.#keptBytes > MOST_BYTES && rows.childElementCount > 1)) this.#drop();
    if (this.#following) this.#frame ||= requestAnimationFrame(() => this.#follow());
  }

  #follow() {
    this.#frame = 0;
    log.scrollTop = log.scrollHeight;
  }

  #drop() {
    const row = rows.firstChild;
    const save = row.querySelector('a[download]');
    if (save) URL.revokeObjectURL(save.href);
    this.#keptBytes -= Number(row.dataset.bytes);
    row.remove();
  }

  #tell() {
    const shown = rows.childElementCount;
    const latest = this.number > shown ? `, the latest ${shown} shown` : '';
    count.textContent = this.number ? `${plural(this.number, 'output')}, ${size(this.#bytes)}${latest}` : '';
  }
}
