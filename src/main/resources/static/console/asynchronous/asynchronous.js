// The asynchronous invocations of a function: the queue, and one of them in detail.
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { get, url } from '../api.js';
import { ago, dateTime, t } from '../i18n.js';
import { InvocationDetail, stateBadge } from './detail.js';
import { isReported, problemOf, problemView } from '../problem.js';
import { needsLogin } from '../session.js';
import { SubmitForm } from './submit-form.js';
import { html, nothing, View } from '../view.js';

const STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'];
const PAGE = 20;
const MOST = 1000;
const POLL_MILLIS = 2000;

/** The invocation that the address names: #/functions/NAME/asynchronous/ID. */
const addressed = () => location.hash.split('/')[4] ?? null;

export default class Asynchronous extends View {
  #name;
  #state = '';
  #limit = PAGE;
  #list = null;
  #problem = null;
  #detail = null;
  #submit;
  #timer;
  #isClosed = false;

  constructor(name) {
    super();
    this.#name = name;
    this.#submit = new SubmitForm(name, (status) => this.#submitted(status), this.update);
    if (addressed()) this.#detail = this.#detailOf(addressed());
    this.#poll();
  }

  template() {
    return html`<div class="columns">
      <div class="stack">
        ${this.#submit.template()}
        <section class="card" aria-labelledby="queue-title">
          <div class="bar"><h2 id="queue-title">${t('async.queue')}</h2>
            <label><span class="unseen">${t('async.filter')}</span><select @change=${this.#filter}>
              <option value="">${t('async.all')}</option>${STATES.map((state) => html`<option value=${state}>${t(`async.state.${state}`)}</option>`)}</select></label></div>
          ${this.#problem ? problemView(this.#problem) : nothing}
          ${this.#rows()}
        </section>
      </div>
      ${this.#detail ? this.#detail.template() : html`<section class="card"><p class="empty">${t('async.choose')}</p></section>`}
    </div>`;
  }

  #rows() {
    if (!this.#list) return nothing;
    const { invocations } = this.#list;
    if (!invocations.length) return html`<p class="empty">${t('async.empty')}</p>`;
    return html`<ul class="history" id="queue">${repeat(invocations, ({ id }) => id, (each) => html`<li>
        <button type="button" class="plain" aria-pressed=${each.id === this.#detail?.id} title=${dateTime(each.submitted)} @click=${() => this.#select(each.id)}>
          ${stateBadge(each.state)}<code class="grow">${each.id.slice(0, 8)}…${each.id.slice(-4)}</code>
          <span class="soft small">${t('async.attempts', { n: each.attempts, max: each.maxAttempts })} · ${ago(each.submitted)}</span>
        </button></li>`)}</ul>
      ${this.#list.continue && this.#limit < MOST ? html`<div><button type="button" @click=${this.#more}>${t('async.more')}</button></div>` : nothing}`;
  }

  #filter = ({ target }) => {
    this.#state = target.value;
    this.#poll();
  };

  #more = () => {
    this.#limit = Math.min(this.#limit * 2, MOST);
    this.#poll();
  };

  #detailOf(id) {
    this.#detail?.close();
    return new InvocationDetail(id, () => this.#poll(), this.update);
  }

  /** The address names the invocation, without another view being made. */
  #select(id) {
    this.#detail = this.#detailOf(id);
    history.replaceState(null, '', `#/functions/${this.#name}/asynchronous/${id}`);
    this.update();
    queueMicrotask(() => document.getElementById('invocation').scrollIntoView({ block: 'nearest' }));
  }

  #submitted({ id }) {
    this.#select(id);
    this.#poll();
  }

  /** Reads the list now and then: it has no events. */
  async #poll() {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    const mine = this.#timer = setTimeout(() => this.#poll(), POLL_MILLIS);
    if (document.hidden || needsLogin()) return;
    try {
      const list = await get(this.#address());
      if (mine !== this.#timer) return; // there is a later poll
      this.#list = list;
      this.#problem = null;
    } catch (failure) {
      if (mine !== this.#timer) return;
      const problem = problemOf(failure);
      this.#problem = isReported(problem) ? null : problem;
      if (problem.status === 501) clearTimeout(this.#timer);
    }
    this.update();
  }

  #address() {
    const address = url`api/v1/invocations`;
    address.search = new URLSearchParams({ function: this.#name, limit: this.#limit, ...(this.#state ? { state: this.#state } : {}) });
    return address;
  }

  /** The user has logged in again. */
  resume() {
    this.#poll();
    this.#detail?.resume();
  }

  close() {
    clearTimeout(this.#timer);
    this.#isClosed = true;
    this.#detail?.close();
  }
}
