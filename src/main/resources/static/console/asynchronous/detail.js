// One asynchronous invocation: its state as it changes, its output, and what can be done with it.
import { call, events, url } from '../api.js';
import { exchange } from '../invoke/exchange.js';
import { dateTime, t } from '../i18n.js';
import { InvocationResult } from '../invoke/result.js';
import { isReported, problemOf, problemView } from '../problem.js';
import { html, nothing } from '../view.js';

const AGAIN_MILLIS = 2000;

const MOODS = { queued: 'warn', running: 'busy', succeeded: 'good', failed: 'bad', cancelled: '' };
const ENDED = ['succeeded', 'failed', 'cancelled'];

export const stateBadge = (state) => html`<span class="badge" data-mood=${MOODS[state]}>${t(`async.state.${state}`)}</span>`;

export class InvocationDetail {
  #status = null;
  #problem = null;
  #result = null;
  #control = new AbortController();
  #changed;
  #update;

  /** Follows an invocation; calls `changed` when its state is another one. */
  constructor(id, changed, update) {
    this.id = id;
    this.#changed = changed;
    this.#update = update;
    this.#follow();
  }

  resume() {
    if (!this.#isEnded) this.#follow();
  }

  close() {
    this.#control.abort();
    this.#result?.close();
  }

  /** The events end with the final state. */
  async #follow() {
    this.#control.abort();
    const { signal } = this.#control = new AbortController();
    while (!signal.aborted && !this.#isEnded) {
      try {
        for await (const { event, data } of events(url`api/v1/invocations/${this.id}`, { signal })) {
          if (event === 'state') await this.#show(JSON.parse(data));
        }
        this.#problem = null;
      } catch (failure) {
        if (signal.aborted) return;
        const problem = problemOf(failure);
        this.#problem = isReported(problem) ? null : problem;
        if (!problem.offline) return this.#update();
      }
      this.#update();
      if (!this.#isEnded) await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    }
  }

  get #isEnded() {
    return ENDED.includes(this.#status?.state);
  }

  async #show(status) {
    this.#status = status;
    this.#changed();
    this.#update();
    if (this.#isEnded) await this.#readOutput();
  }

  /** Only a function that responded has an output. A problem with a code says that it did not. */
  async #readOutput() {
    const { state, problem } = this.#status;
    if (state === 'cancelled' || problem?.code) return;
    const answer = await exchange({ method: 'GET', address: url`api/v1/invocations/${this.id}/output`, headers: { Accept: '*/*' }, signal: this.#control.signal });
    const result = await InvocationResult.of({ ...answer, millis: undefined }, this.id.slice(0, 8), this.#update);
    this.#result = result.problem?.instance?.endsWith(`${this.id}/output`) ? null : result;
    this.#update();
  }

  template() {
    return html`<section class="card" id="invocation" aria-labelledby="invocation-title">
      <div class="bar"><h2 id="invocation-title">${t('async.invocation')}</h2><span role="status">${this.#status ? stateBadge(this.#status.state) : nothing}</span></div>
      ${this.#status ? this.#facts(this.#status) : html`<p class="soft"><code>${this.id}</code></p>`}
      ${this.#problem ? problemView(this.#problem) : nothing}
      ${this.#status?.problem ? problemView(this.#status.problem) : nothing}
      ${this.#result ? html`<h3>${t('async.output')} · ${this.#result.summary}</h3>${this.#result.template()}` : nothing}
    </section>`;
  }

  #facts({ id, state, submitted, due, started, finished, attempts, maxAttempts, callback }) {
    const time = (key, value) => (value ? html`<dt>${t(`async.${key}`)}</dt><dd>${dateTime(value)}</dd>` : nothing);
    const ended = state === 'failed' || state === 'cancelled';
    return html`<dl class="facts">
        <dt>ID</dt><dd><code>${id}</code></dd>
        ${time('submitted', submitted)}${state === 'queued' ? time('due', due) : nothing}${time('started', started)}${time('finished', finished)}
        <dt>${t('async.attempts.title')}</dt><dd>${t('async.attempts', { n: attempts, max: maxAttempts })}</dd>
        ${callback ? html`<dt>${t('async.callback')}</dt><dd>${t(`async.callback.${callback.state}`)} (${callback.attempts}) ${callback.problem?.detail ?? ''}</dd>` : nothing}
      </dl>
      <div class="bar">
        <button type="button" aria-disabled=${!ended} @click=${() => ended && this.#act('POST', '/retry')}>${t('async.retry')}</button>
        <button type="button" class="danger" aria-disabled=${this.#isEnded} @click=${() => !this.#isEnded && this.#act('DELETE', '')}>${t('async.cancel')}</button>
      </div>`;
  }

  async #act(method, what) {
    try {
      const answer = await call(`${url`api/v1/invocations/${this.id}`}${what}`, { method });
      this.#result?.close();
      this.#result = this.#problem = null;
      await this.#show(await answer.json());
      this.#follow();
    } catch (failure) {
      this.#problem = problemOf(failure);
    }
    this.#update();
  }
}
