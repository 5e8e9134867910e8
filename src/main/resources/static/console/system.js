// The bridge and its gateway.
import { t } from './i18n.js';
import { html, View } from './view.js';

export default class System extends View {
  template() {
    return html`<main><h1>${t('shell.system')}</h1></main>`;
  }
}
