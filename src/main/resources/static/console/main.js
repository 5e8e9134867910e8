// The shell: navigation, who is logged in, language and theme, and the view that the address names.
import { choose as chooseLanguage, language, LANGUAGES, t } from './i18n.js';
import { connection, follow, subscribe } from './live.js';
import { Login } from './login.js';
import { problemView } from './problem.js';
import { isExpired, logout, me, needsLogin, onChange, start } from './session.js';
import { choose as chooseTheme, theme, THEMES } from './theme.js';
import { toasts } from './toasts.js';
import { html, nothing, View } from './view.js';

/** The modules of the views, loaded when they are shown; each exports its view as the default. */
const VIEWS = {
  functions: () => import('./functions/functions.js'),
  function: () => import('./functions/function.js'),
  deploy: () => import('./definition/deploy.js'),
  system: () => import('./system/system.js'),
};

const LOAD_ALL_MILLIS = 2000;

/** Loads the other views after the first one, so that they also open while the bridge cannot be reached. */
async function loadAll() {
  const modules = await Promise.all(Object.values(VIEWS).map((load) => load())).catch(() => []);
  modules.forEach(({ loadTabs }) => loadTabs?.());
}

const PAGES = ['functions', 'deploy', 'system'];

/** A segment of the address; empty if its encoding is malformed. */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

/** What an address names: #/functions, #/functions/NAME/TAB, #/deploy, #/system. A query is for the view itself. */
function route() {
  const [page = '', name, tab] = location.hash.replace(/^#\//, '').split('?')[0].split('/').map(decoded);
  if (page === 'functions' && name) return { view: 'function', page, name, tab: tab ?? 'invoke' };
  return { view: PAGES.includes(page) ? page : 'functions', page: PAGES.includes(page) ? page : 'functions' };
}

class Shell extends View {
  #current = null;
  #address = null;
  #login = null;
  #route = route();

  constructor() {
    super();
    addEventListener('hashchange', () => this.open());
    onChange(() => this.open(true));
    subscribe(this.update);
  }

  /** Shows the view of the address. A view that can show another address itself has `navigate(route)`. */
  async open(again = false) {
    this.#route = route();
    this.update();
    if (needsLogin()) return this.#ask();
    const goesOn = this.#answered();
    if (again) follow();
    if (goesOn) return this.#current.resume?.();
    if (!again && this.#current?.navigate?.(this.#route)) return;
    const wanted = this.#route;
    const { default: Type } = await VIEWS[wanted.view]();
    if (wanted === this.#route) this.#show(new Type(wanted));
    setTimeout(loadAll, LOAD_ALL_MILLIS);
  }

  #show(view) {
    this.#current?.unmount();
    this.#current = view.mount(document.getElementById('view'));
    this.#address = location.hash;
  }

  /** When credentials expire, the login is a dialog above the view, so that nothing that was entered gets lost. */
  #ask() {
    if (!isExpired || !this.#current || this.#current instanceof Login) return this.#show(new Login());
    if (this.#login) return;
    const dialog = document.getElementById('login');
    this.#login = new Login({ isDialog: true }).mount(dialog);
    dialog.showModal();
  }

  /** Closes the dialog; returns whether the view below goes on. */
  #answered() {
    if (!this.#login) return false;
    this.#login.unmount();
    this.#login = null;
    document.getElementById('login').close();
    return this.#address === location.hash;
  }

  /** Browsers close a dialog when Escape is pressed twice. */
  #closed = ({ target }) => this.#login && target.showModal();

  template() {
    return html`
      <a class="skip" href="#view" @click=${this.#skip}>${t('shell.skip')}</a>
      <header>
        <a class="home" href="#/functions"><img src="icon.svg" alt="" width="32" height="32"><span>DCF Bridge</span></a>
        ${needsLogin() && !this.#login ? nothing : html`<nav aria-label=${t('shell.navigation')}>
          ${PAGES.map((page) => html`<a href="#/${page}" aria-current=${this.#route.page === page ? 'page' : nothing}>${t(`shell.${page}`)}</a>`)}
          <a href="../swagger-ui/index.html">${t('shell.api')}</a>
        </nav>`}
        <div class="settings">
          <label><span class="unseen">${t('shell.language')}</span>
            <select @change=${({ target }) => chooseLanguage(target.value)}>
              ${Object.entries(LANGUAGES).map(([key, name]) => html`<option value=${key} lang=${key} ?selected=${key === language}>${name}</option>`)}
            </select></label>
          <label><span class="unseen">${t('shell.theme')}</span>
            <select @change=${({ target }) => chooseTheme(target.value)}>
              ${THEMES.map((key) => html`<option value=${key} ?selected=${key === theme()}>${t(`theme.${key}`)}</option>`)}
            </select></label>
          ${me.authenticated && !needsLogin() ? html`<span class="who">${me.name}</span>
            <button type="button" @click=${logout}>${t('shell.logout')}</button>` : nothing}
        </div>
      </header>
      ${this.#banner()}
      <div id="view" tabindex="-1"></div>
      <dialog id="login" class="login" aria-labelledby="login-title" @cancel=${(event) => event.preventDefault()} @close=${this.#closed}></dialog>
      <div id="toasts" aria-live="polite"></div>`;
  }

  /** Says once what is wrong with the connection, whatever the view shows. */
  #banner() {
    if (needsLogin()) return nothing;
    if (connection.state === 'offline') return html`<p class="banner" role="status">${t('shell.offline')}</p>`;
    if (connection.state === 'refused') return html`<div class="banner">${problemView(connection.problem)}</div>`;
    if (!connection.gateway.answers) return html`<p class="banner" role="status">${t('shell.gateway')} ${connection.gateway.detail}</p>`;
    return nothing;
  }

  #skip = (event) => {
    event.preventDefault();
    document.getElementById('view').focus();
  };
}

/** Asks who the caller is until the bridge answers. */
async function started(app) {
  for (;;) {
    try {
      await start();
      app.replaceChildren();
      return app;
    } catch {
      app.textContent = t('shell.offline');
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

const app = await started(document.getElementById('app'));
const shell = new Shell().mount(app);
await Promise.resolve(); // the first rendering makes #view and #toasts
toasts.mount(document.getElementById('toasts'));
shell.open(true);
