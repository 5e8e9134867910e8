// The latest outputs of a stream; older ones are removed, so that an endless stream does not fill the browser's memory.
import { guard } from '../lib/lit-html/directives/guard.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { hexDump, imageOf, isJsonDocument, millis, pretty, save, size } from '../invoke/content.js';
import { number, plural, t } from '../i18n.js';
import { problemView } from '../problem.js';
import { Tail } from '../tail.js';
import { html, nothing } from '../view.js';

const MOST = 500;
const MOST_BYTES = 32 << 20;
const FRAME_MILLIS = 8;
const SHOWN_CHARACTERS = 20_000;
const PRETTY_CHARACTERS = 200_000;
const SHOWN_BYTES = 256;

/** Resolves with the next frame; hidden pages have no animation frames, so it has a timeout. */
const frame = () => new Promise((resolve) => {
  requestAnimationFrame(resolve);
  setTimeout(resolve, 100);
});

function contentOf({ text, bytes }) {
  if (bytes) {
    const image = imageOf(bytes);
    const [type, ending] = image ?? ['application/octet-stream', 'bin'];
    const shown = hexDump(bytes.subarray(0, SHOWN_BYTES), 8);
    return { bytes, type, ending, kind: image ? 'image' : 'bytes', shown, isCut: bytes.length > SHOWN_BYTES };
  }
  const json = isJsonDocument(text);
  const all = json && text.length <= PRETTY_CHARACTERS ? pretty(text) : text;
  return {
    bytes: new TextEncoder().encode(text), type: json ? 'application/json' : 'text/plain', ending: json ? 'json' : 'txt',
    kind: json ? 'json' : 'text', shown: all.slice(0, SHOWN_CHARACTERS), isCut: all.length > SHOWN_CHARACTERS,
  };
}

export class Outputs {
  number = 0;
  #rows = [];
  #bytes = 0;
  #resumed = 0;
  #isFrameDue = false;
  #tail = new Tail();
  #update;

  constructor(update) {
    this.#update = update;
  }

  clear() {
    this.number = 0;
    while (this.#rows.length) this.#drop();
    this.#update();
  }

  /** Adds an output; resolves when the next one can be added. */
  async add(output, since) {
    this.number += 1 + (output.skipped ?? 0);
    this.#append({ key: this.number, millis: Math.max(0, output.at - since), ...contentOf(output) });
    if (performance.now() - this.#resumed > FRAME_MILLIS) {
      await frame();
      this.#resumed = performance.now();
    }
  }

  fail(problem) {
    this.#append({ key: 'problem', problem, bytes: [] });
  }

  #append(row) {
    if (row.kind === 'image') row.url = URL.createObjectURL(new Blob([row.bytes], { type: row.type }));
    this.#rows.push(row);
    this.#bytes += row.bytes.length;
    while (this.#rows.length > MOST || (this.#bytes > MOST_BYTES && this.#rows.length > 1)) this.#drop();
    this.#show();
  }

  #drop() {
    const row = this.#rows.shift();
    this.#bytes -= row.bytes.length;
    if (row.url) URL.revokeObjectURL(row.url);
  }

  /** Shows what has arrived, once in a frame. */
  async #show() {
    if (this.#isFrameDue) return;
    this.#isFrameDue = true;
    await frame();
    this.#isFrameDue = false;
    this.#update();
  }

  /** To be called after each rendering. */
  rendered() {
    this.#tail.follow(document.getElementById('log'));
  }

  get count() {
    if (!this.number) return '';
    const shown = this.#rows.filter((row) => !row.problem).length;
    return plural('stream.outputs', this.number) + (this.number > shown ? t('stream.latest', { n: number(shown) }) : '');
  }

  template() {
    return html`<div id="log" class="output" role="log" aria-live="polite" aria-relevant="additions" aria-labelledby="outputs-title" tabindex="0" @scroll=${this.#tail.scrolled}>
      ${this.#rows.length ? nothing : html`<p class="soft">${t('stream.empty')}</p>`}
      <ol id="outputs">${repeat(this.#rows, ({ key }) => key, (row) => guard([row], () => this.#row(row)))}</ol>
    </div>`;
  }

  #row(row) {
    if (row.problem) return html`<li>${problemView(row.problem)}</li>`;
    return html`<li><div class="bar small">
        <b>${row.key}</b><span class="soft grow">${millis(row.millis)} · ${size(row.bytes.length)} · ${t(`stream.kind.${row.kind}`)}</span>
        <button type="button" class="plain" aria-label=${t('stream.save', { n: row.key })}
          @click=${() => save(new Blob([row.bytes], { type: row.type }), `output-${row.key}.${row.ending}`)}>${t('output.save')}</button></div>
      ${row.url ? html`<img src=${row.url} alt=${t('stream.image', { n: row.key })}>` : nothing}
      <pre class=${row.kind === 'bytes' || row.kind === 'image' ? 'hex' : ''}>${row.shown || t('stream.nothing')}</pre>
      ${row.isCut ? html`<p class="warn small">${t('stream.cut', { all: size(row.bytes.length) })}</p>` : nothing}</li>`;
  }
}
