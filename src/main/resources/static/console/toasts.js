// Short messages at the edge of the page, such as the one that offers to undo a deletion.
import { t } from './i18n.js';
import { html, nothing, View } from './view.js';

class Toasts extends View {
  #shown = [];

  /** Shows a message for some seconds; with an action, a button. Returns the function that removes it. */
  show(text, { millis = 6000, mood = '', action = null, act = null } = {}) {
    const toast = { text, mood, action, act };
    const removed = () => {
      this.#shown = this.#shown.filter((other) => other !== toast);
      this.update();
    };
    toast.remove = removed;
    this.#shown.push(toast);
    setTimeout(removed, millis);
    this.update();
    return removed;
  }

  template() {
    return html`${this.#shown.map((toast) => html`<div class="toast" data-mood=${toast.mood} role="status">
      <span>${toast.text}</span>
      ${toast.action ? html`<button type="button" @click=${() => { toast.remove(); toast.act(); }}>${toast.action}</button>` : nothing}
      <button type="button" class="plain" aria-label=${t('toast.close')} @click=${toast.remove}>×</button>
    </div>`)}`;
  }
}

export const toasts = new Toasts();
