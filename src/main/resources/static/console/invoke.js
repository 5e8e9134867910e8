// Invokes a function.
import { t } from './i18n.js';
import { html, View } from './view.js';

export default class Invoke extends View {
  template() {
    return html`<p>…</p>`;
  }
}
