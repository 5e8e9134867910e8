// The body of a response: as a JSON tree, text, image or bytes, as much of it as a page can show.
import { hexDump, imageOf, isJson, pretty, save, size, textOf } from './content.js';
import { t } from '../i18n.js';
import { JsonTree } from './json-tree.js';
import { live } from '../lib/lit-html/directives/live.js';
import { html, nothing } from '../view.js';

const JSON_BYTES = 2 << 20;
const TEXT_BYTES = 64 << 10;
const HEX_BYTES = 4 << 10;

const ENDINGS = { json: 'json', text: 'txt', hex: 'bin' };

const narrow = matchMedia('(max-width: 40rem)');

/** Shows a blob; `update` renders the view again that contains it. */
export class Output {
  modes = [];
  mode = null;
  #head = new Uint8Array();
  #text = null;
  #tree = null;
  #image = null;
  #imageUrl = null;

  constructor(blob, name, update) {
    this.blob = blob;
    this.name = name;
    this.update = update;
  }

  /** Reads the beginning of a blob and chooses the best way to show it. */
  static async of(blob, type, name, update) {
    const output = new Output(blob, name, update);
    await output.#read(type ?? '');
    return output;
  }

  async #read(type) {
    this.#head = new Uint8Array(await this.blob.slice(0, JSON_BYTES).arrayBuffer());
    if (!this.#head.length) return;
    const isPart = this.blob.size > this.#head.length;
    this.#text = textOf(this.#head, isPart);
    this.#image = imageOf(this.#head) ?? (/^image\/svg\+xml/.test(type) ? ['image/svg+xml', 'svg'] : null);
    const json = this.#text !== null && !isPart && isJson(this.#text);
    if (json) this.#tree = new JsonTree(this.#text, this.update);
    this.modes = [this.#image && 'image', json && 'json', this.#text !== null && 'text', 'hex'].filter(Boolean);
    this.mode = this.modes[0];
  }

  close() {
    if (this.#imageUrl) URL.revokeObjectURL(this.#imageUrl);
    this.#imageUrl = null;
  }

  template() {
    if (!this.modes.length) return html`<p class="soft">${t('output.nothing')}</p>`;
    return html`<div class="bar">
        <fieldset class="choice"><legend class="unseen">${t('output.mode')}</legend>${this.modes.map((mode) => html`
          <label><input type="radio" name="mode" .checked=${live(mode === this.mode)} @change=${() => this.#choose(mode)}><span>${t(`output.${mode}`)}</span></label>`)}</fieldset>
        <span class="soft small grow number">${size(this.blob.size)}</span>
        <button type="button" @click=${() => save(this.blob, this.fileName)}>${t('output.save')}</button>
      </div>
      <div class="output" tabindex="0" role="region" aria-label=${t('output.body')}>${this.#shown()}</div>
      ${this.#truncated()}`;
  }

  get fileName() {
    return `${this.name}.${this.#image?.[1] ?? ENDINGS[this.modes[0]] ?? 'bin'}`;
  }

  #choose(mode) {
    this.mode = mode;
    this.update();
  }

  #shown() {
    if (this.mode === 'json') return this.#tree.template();
    if (this.mode === 'hex') return html`<pre class="hex">${hexDump(this.#head.subarray(0, HEX_BYTES), narrow.matches ? 8 : 16)}</pre>`;
    if (this.mode === 'text') return html`<pre>${this.#shownText()}</pre>`;
    this.#imageUrl ??= URL.createObjectURL(new Blob([this.blob], { type: this.#image[0] }));
    return html`<img src=${this.#imageUrl} alt=${t('output.image')}>`;
  }

  #shownText() {
    const text = this.#tree && this.#text.length <= TEXT_BYTES ? pretty(this.#text) : this.#text;
    return text.slice(0, TEXT_BYTES);
  }

  #truncated() {
    const most = { text: TEXT_BYTES, hex: HEX_BYTES }[this.mode];
    const there = this.mode === 'text' ? (this.blob.size > this.#head.length ? Infinity : this.#text.length) : this.blob.size;
    if (!most || there <= most) return nothing;
    const args = { shown: size(most), all: size(this.blob.size) };
    return html`<p class="warn small" role="note">${t('output.truncated', args)}</p>`;
  }
}
