// A file that the user chooses, or drops onto a part of the page.
import { classMap } from '../lib/lit-html/directives/class-map.js';
import { createRef, ref } from '../lib/lit-html/directives/ref.js';
import { size } from './content.js';
import { t } from '../i18n.js';
import { html, nothing } from '../view.js';

const hasFiles = (event) => event.dataTransfer?.types.includes('Files');

// Outside of the drop areas the browser would open the file instead of the page.
for (const name of ['dragover', 'drop']) addEventListener(name, (event) => hasFiles(event) && event.preventDefault());

export class FileInput {
  file = null;
  #over = false;
  #input = createRef();
  #changed;

  /** Calls back when a file was chosen, or none any more. */
  constructor(changed) {
    this.#changed = changed;
  }

  pick(file) {
    this.file = file ?? null;
    this.#changed();
  }

  /** The part of the page on which a file can be dropped. */
  zone(content) {
    const over = (is) => (event) => {
      if (!hasFiles(event) || this.#over === is) return;
      this.#over = is;
      this.#changed(false);
    };
    return html`<div class=${classMap({ drop: true, stack: true, over: this.#over })} @dragenter=${over(true)} @dragover=${over(true)}
      @dragleave=${over(false)} @drop=${this.#drop}>${content}</div>`;
  }

  template() {
    return html`${this.file ? html`<p class="file"><b>${this.file.name}</b> ${size(this.file.size)}</p>` : nothing}
      <div class="bar">
        <button type="button" @click=${() => this.#input.value.click()}>${t(this.file ? 'file.other' : 'file.choose')}</button>
        <span class="soft small">${t('file.drop')}</span>
      </div>
      <input type="file" hidden aria-label=${t('file.label')} ${ref(this.#input)} @change=${this.#choose}>`;
  }

  #choose = ({ target }) => {
    if (target.files.length) this.pick(target.files[0]);
    target.value = '';
  };

  #drop = (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    this.#over = false;
    this.pick(event.dataTransfer.files[0]);
  };
}
