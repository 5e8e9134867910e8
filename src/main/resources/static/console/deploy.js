// Deploys a function.
import { t } from './i18n.js';
import { html, View } from './view.js';

export default class Deploy extends View {
  template() {
    return html`<main><h1>${t('shell.deploy')}</h1></main>`;
  }
}
