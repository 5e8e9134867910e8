// The inputs of a stream: the lines of a text, the whole text, or a file.
import { live } from '../lib/lit-html/directives/live.js';
import { isJson } from '../invoke/content.js';
import { FileInput } from '../invoke/file-input.js';
import { t } from '../i18n.js';
import { html, nothing } from '../view.js';

const EXAMPLE = '{"hello": "world"}\n{"answer": 42}';

export class StreamInput {
  transport = 'request';
  text = EXAMPLE;
  unit = 'line';
  #update = () => {};

  constructor() {
    this.files = new FileInput(() => this.#update());
  }

  /** Which view shows the inputs now: they live longer than views, so that no text gets lost. */
  shownBy(update) {
    this.#update = update;
  }

  #lines() {
    return this.text.split('\n').filter((line) => line.trim());
  }

  /** The number of the first line that is not JSON, if it matters: a request carries lines of JSON, or one text. */
  get textLine() {
    if (this.transport !== 'request' || this.unit !== 'line' || this.files.file) return 0;
    return this.text.split('\n').findIndex((line) => line.trim() && !isJson(line)) + 1;
  }

  /** The inputs of a conversation, one for each frame. */
  frames() {
    if (this.files.file) return [this.files.file];
    return this.unit === 'line' ? this.#lines() : [this.text];
  }

  /** The body of one request, its type, and how many inputs it has. */
  request() {
    if (this.files.file) return { body: this.files.file, type: 'application/octet-stream', inputs: 1 };
    if (this.unit === 'all' || this.textLine) return { body: this.text, type: 'text/plain; charset=utf-8', inputs: 1 };
    return { body: `${this.#lines().join('\n')}\n`, type: 'application/x-ndjson', inputs: this.#lines().length };
  }

  template() {
    return this.files.zone(html`${this.files.file ? nothing : this.#typed()}
      ${this.files.template()}
      ${this.files.file ? html`<div><button type="button" @click=${() => this.files.pick(null)}>${t('stream.usetext')}</button></div>` : nothing}`);
  }

  #typed() {
    return html`<label>${t('stream.text')}<textarea id="text" rows="6" .value=${live(this.text)} spellcheck="false" autocapitalize="off" aria-describedby="text-line"
        @input=${({ target }) => { this.text = target.value; this.#update(); }}></textarea></label>
      <fieldset class="choice"><legend class="unseen">${t('stream.inputs')}</legend>${['line', 'all'].map((unit) => html`
        <label><input type="radio" name="unit" .checked=${live(unit === this.unit)} @change=${() => { this.unit = unit; this.#update(); }}><span>${t(`stream.${unit}`)}</span></label>`)}</fieldset>
      <div id="text-line" class="stack" role="status">${this.textLine ? html`<p class="soft small">${t('stream.notjson', { line: this.textLine })}</p>
        <div><button type="button" @click=${this.#quote}>${t('stream.quote')}</button></div>` : nothing}</div>`;
  }

  #quote = () => {
    this.text = this.text.split('\n').map((line) => (!line.trim() || isJson(line) ? line : JSON.stringify(line))).join('\n');
    this.#update();
  };
}
