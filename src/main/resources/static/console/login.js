// The login, for each way in which the bridge authenticates its clients.
import { t } from './i18n.js';
import { isExpired, login, me } from './session.js';
import { html, nothing, View } from './view.js';

export class Login extends View {
  #rejected = false;
  #busy = false;

  template() {
    const basic = me.mode === 'basic';
    return html`<main class="narrow"><form class="card" @submit=${this.#submit}>
      <h1>${t('login.title')}</h1>
      <p>${isExpired ? t('login.expired') : t(`login.mode.${me.mode}`)}</p>
      ${basic ? html`<label>${t('login.name')}<input name="name" autocomplete="username" required></label>` : nothing}
      <label>${t(basic ? 'login.password' : 'login.token')}
        <input name="secret" type="password" autocomplete=${basic ? 'current-password' : 'off'} required
          aria-invalid=${this.#rejected} aria-describedby="login-rejected"></label>
      <p id="login-rejected" class="bad" role="alert">${this.#rejected ? t('login.rejected') : nothing}</p>
      <button class="main" aria-disabled=${this.#busy}>${t('login.submit')}</button>
      <p class="soft">${t('login.kept')}</p>
    </form></main>`;
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
    this.update();
    this.#rejected = !(await login(name, secret).catch(() => false));
    this.#busy = false;
    this.update();
  };
}
