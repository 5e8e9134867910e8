// The login, for each way in which the bridge authenticates its clients.
import { t } from './i18n.js';
import { isExpired, login, me } from './session.js';
import { html, nothing, View } from './view.js';

/** Fills the page, or a dialog above the view that the user goes on with. */
export class Login extends View {
  #isDialog;
  #failure = null;
  #busy = false;

  constructor({ isDialog = false } = {}) {
    super();
    this.#isDialog = isDialog;
  }

  template() {
    return this.#isDialog ? this.#form() : html`<main class="narrow">${this.#form()}</main>`;
  }

  #form() {
    const basic = me.mode === 'basic';
    return html`<form class="card" @submit=${this.#submit}>
      <h1 id="login-title">${t('login.title')}</h1>
      <p>${isExpired ? t('login.expired') : t(`login.mode.${me.mode}`)}</p>
      ${basic ? html`<label>${t('login.name')}<input name="name" autocomplete="username" spellcheck="false" autocapitalize="off" required></label>` : nothing}
      <label>${t(basic ? 'login.password' : 'login.token')}
        <input name="secret" type="password" autocomplete=${basic ? 'current-password' : 'off'} required
          aria-invalid=${this.#failure === 'login.rejected'} aria-describedby="login-failure"></label>
      <p id="login-failure" class="bad" role="alert">${this.#failure ? t(this.#failure) : nothing}</p>
      <button class="main" aria-disabled=${this.#busy}>${t('login.submit')}</button>
      <p class="soft">${t('login.kept')}</p>
    </form>`;
  }

  mount(element) {
    super.mount(element);
    queueMicrotask(() => element.querySelector('input')?.focus());
    return this;
  }

  #submit = async (event) => {
    event.preventDefault();
    if (this.#busy) return;
    const { name, secret } = Object.fromEntries(new FormData(event.target));
    this.#busy = true;
    this.#failure = null;
    this.update();
    try {
      this.#failure = (await login(name, secret)) ? null : 'login.rejected';
    } catch {
      this.#failure = 'problem.offline.detail';
    }
    this.#busy = false;
    this.update();
    if (this.#failure) event.target.elements.secret.select();
  };
}
