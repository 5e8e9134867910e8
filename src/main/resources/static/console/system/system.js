// The bridge and its gateway, the limits, the caller, and the secrets.
import { get, url } from '../api.js';
import { connection } from '../live.js';
import { ago, dateTime, number, t } from '../i18n.js';
import { problemOf, problemView } from '../problem.js';
import { Secrets } from './secrets.js';
import { may, me } from '../session.js';
import { html, nothing, View } from '../view.js';

const INTERVAL_MILLIS = 5000;

const LINKS = { api: '../swagger-ui/index.html', document: '../v3/api-docs', health: '../readyz', metrics: '../actuator/prometheus' };

/** Links that browsers can follow only where no credentials are needed. */
const PROTECTED = ['metrics'];

/** The limits that have a text. */
const LIMITS = ['requests', 'invocations', 'streams', 'followed-logs', 'memory'];

/** Limits that count bytes. */
const BYTES = ['memory'];

/** A number of bytes, in the largest fitting unit. */
function bytes(value) {
  if (value < 1024) return `${number(value)} B`;
  return value < 1 << 20 ? `${number(Math.round(value / 1024))} KiB` : `${number(Math.round(value / (1 << 20)))} MiB`;
}

const fact = (key, value) => (value === undefined || value === null || value === '' ? nothing : html`<dt>${t(`system.${key}`)}</dt><dd>${value}</dd>`);

const BREAKERS = { closed: 'good', 'half-open': 'warn', open: 'bad' };

export default class System extends View {
  #info = null;
  #problem = null;
  #secrets = may('secrets:write') ? new Secrets(this.update) : null;
  #timer = setInterval(() => document.visibilityState === 'visible' && this.#load(), INTERVAL_MILLIS);

  constructor() {
    super();
    this.#load();
  }

  navigate({ view }) {
    return view === 'system';
  }

  resume() {
    this.#load();
    this.#secrets?.load();
  }

  async #load() {
    try {
      this.#info = await get(url`api/v1/info`);
      this.#problem = null;
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.update();
  }

  template() {
    return html`<main>
      <h1>${t('shell.system')}</h1>
      ${this.#problem && !(this.#problem.offline && connection.state === 'offline') ? problemView(this.#problem) : nothing}
      ${this.#info || this.#problem ? this.#cards() : nothing}
    </main>`;
  }

  /** All at once, so that none moves while the user reads it. */
  #cards() {
    return html`<div class="columns">
      ${this.#info ? html`${this.#gateway()}${this.#bridge()}${this.#limits()}${this.#breakers()}` : nothing}
      ${this.#caller()}
      ${this.#secrets?.template() ?? nothing}
    </div>`;
  }

  #gateway() {
    const { found, dialect, service, gateway, engine } = this.#info;
    return html`<section class="card" aria-labelledby="gateway">
      <div class="bar"><h2 id="gateway">${t('system.gateway')}</h2>
        <span class="badge" data-mood=${found.answers ? 'good' : 'bad'}>${t(found.answers ? 'system.answers' : 'system.silent')}</span></div>
      <p>${found.detail}</p>
      ${found.hint ? html`<p class="notice">${found.hint}</p>` : nothing}
      <dl class="facts">${fact('dialect', dialect)}${fact('service', service)}${fact('engine', engine)}${fact('description', gateway)}</dl>
    </section>`;
  }

  #bridge() {
    const { version, startedAt, systemApi, async } = this.#info;
    return html`<section class="card" aria-labelledby="bridge">
      <h2 id="bridge">${t('system.bridge')}</h2>
      <dl class="facts">
        ${fact('version', version)}
        ${startedAt ? fact('started', html`<time datetime=${startedAt} title=${dateTime(startedAt)}>${ago(startedAt)}</time>`) : nothing}
        ${fact('api', systemApi === 'none' ? t('system.api.none') : systemApi)}
        ${async ? fact('async', async.available ? t('system.async.queued', { n: number(async.queued ?? 0) }) : t('system.async.none')) : nothing}
      </dl>
      <ul class="links">${Object.entries(LINKS).filter(([key]) => me.mode === 'none' || !PROTECTED.includes(key)).map(([key, target]) => html`<li><a href=${target}>${t(`system.link.${key}`)}</a></li>`)}</ul>
    </section>`;
  }

  #limits() {
    const limits = Object.entries(this.#info.limits ?? {});
    return limits.length ? html`<section class="card" aria-labelledby="limits">
      <h2 id="limits">${t('system.limits')}</h2>
      <p class="soft small">${t('system.limits.about')}</p>
      <div class="stack">${limits.map(([name, { used, max }]) => {
        const shown = BYTES.includes(name) ? bytes : number;
        const label = LIMITS.includes(name) ? t(`system.limit.${name}`) : name;
        return html`<label class="limit" data-mood=${used > 0.8 * max ? 'bad' : ''}><span>${label}</span><span class="number">${shown(used)} / ${shown(max)}</span>
          <meter max=${max} high=${0.8 * max} .value=${used}>${shown(used)}</meter></label>`;
      })}</div>
    </section>` : nothing;
  }

  #breakers() {
    const breakers = this.#info.breakers ?? [];
    return breakers.length ? html`<section class="card" aria-labelledby="breakers">
      <h2 id="breakers">${t('system.breakers')}</h2>
      <p class="soft small">${t('system.breakers.about')}</p>
      <dl class="facts">${breakers.map(({ function: name, state, failureRate, openedAt }) => html`
        <dt>${name ? html`<a href="#/functions/${encodeURIComponent(name)}/metrics">${name}</a>` : t('system.breaker.gateway')}</dt>
        <dd><span class="badge" data-mood=${BREAKERS[state] ?? ''}>${t(`system.breaker.${state}`)}</span>
          ${failureRate === undefined ? nothing : html`<span class="small">${t('system.breaker.failed', { percent: number(failureRate * 100) })}</span>`}
          ${openedAt ? html`<span class="soft small">${t('system.breaker.opened', { when: ago(openedAt) })}</span>` : nothing}</dd>`)}</dl>
    </section>` : nothing;
  }

  #caller() {
    const { mode, authenticated, name, authorities, expiresAt } = me;
    return html`<section class="card" aria-labelledby="caller">
      <h2 id="caller">${t('system.caller')}</h2>
      <dl class="facts">
        ${fact('mode', t(`system.mode.${mode}`))}
        ${authenticated ? fact('name', name) : nothing}
        ${expiresAt ? fact('expires', dateTime(expiresAt)) : nothing}
        ${fact('authorities', authorities.length ? html`<ul class="lines">${authorities.map((authority) => html`<li><code>${authority}</code></li>`)}</ul>` : t('system.authorities.none'))}
      </dl>
    </section>`;
  }

  close() {
    clearInterval(this.#timer);
  }
}
