// The log of a function: its last lines, and those that come.
import { guard } from '../lib/lit-html/directives/guard.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { live } from '../lib/lit-html/directives/live.js';
import { events, url } from '../api.js';
import { save } from '../invoke/content.js';
import { number, plural, t } from '../i18n.js';
import { LogLines } from './lines.js';
import { isReported, problemOf, problemView } from '../problem.js';
import { Tail } from '../tail.js';
import { html, nothing, View } from '../view.js';

const TAILS = [100, 1000, 5000];
const AGAIN_MILLIS = 2000;

export default class Logs extends View {
  #name;
  #lines = new LogLines();
  #tail = TAILS[0];
  #filter = '';
  #wrap = true;
  #isFollowing = true;
  #isPaused = false;
  #isFrameDue = false;
  #problem = null;
  #control = null;
  #end = new Tail();
  #lastId = null;

  constructor(name) {
    super();
    this.#name = name;
    this.#read();
  }

  template() {
    const shown = this.#lines.matching(this.#filter);
    return html`<section class="card" aria-labelledby="log-title">
      <div class="bar"><h2 id="log-title">${t('logs.title')}</h2>
        <button type="button" aria-pressed=${this.#isPaused} aria-disabled=${!this.#isFollowing} @click=${this.#pause}>${t(this.#isPaused ? 'logs.resume' : 'logs.pause')}</button>
        <button type="button" @click=${() => this.#clear()}>${t('logs.clear')}</button>
        <button type="button" aria-disabled=${this.#lines.count === 0} @click=${this.#download}>${t('logs.download')}</button></div>
      <div class="bar last">
        <label class="grow filter">${t('logs.filter')}<input type="search" .value=${live(this.#filter)} @input=${({ target }) => { this.#filter = target.value; this.update(); }} spellcheck="false" autocapitalize="off"></label>
        <label class="tail">${t('logs.tail')}<select @change=${({ target }) => { this.#tail = Number(target.value); this.#restart(); }}>
          ${TAILS.map((tail) => html`<option value=${tail}>${number(tail)}</option>`)}</select></label>
        <label class="inline"><input type="checkbox" .checked=${live(this.#isFollowing)} @change=${this.#follow}>${t('logs.follow')}</label>
        <label class="inline"><input type="checkbox" .checked=${live(this.#wrap)} @change=${({ target }) => { this.#wrap = target.checked; this.update(); }}>${t('logs.wrap')}</label>
      </div>
      ${this.#problem ? problemView(this.#problem) : nothing}
      <p class="soft small" role="status">${this.#summary(shown)}</p>
      <div id="lines" class="output loglines" data-wrap=${this.#wrap} role="log" aria-live="off" aria-labelledby="log-title" tabindex="0" @scroll=${this.#end.scrolled}>
        ${shown.length ? nothing : html`<p class="soft">${t(this.#filter ? 'logs.nomatch' : 'logs.empty')}</p>`}
        ${repeat(shown, ({ key }) => key, (line) => guard([line, this.#filter, this.#lines.hasInstances], () => this.#line(line)))}</div>
    </section>`;
  }

  #summary(shown) {
    const parts = [
      this.#filter ? t('logs.matching', { n: number(shown.length), all: number(this.#lines.count) }) : plural('logs.lines', this.#lines.count),
      this.#lines.dropped ? t('logs.dropped', { n: number(this.#lines.dropped) }) : '',
      this.#isPaused ? t('logs.paused', { n: number(this.#lines.held) }) : '',
    ];
    return parts.filter(Boolean).join(' · ');
  }

  #line({ instance, text, isCut }) {
    return html`<div class="line">${this.#lines.hasInstances ? html`<span class="soft instance">${instance}</span>` : nothing}<span>${this.#marked(text)}${isCut ? html`<span class="warn"> ${t('logs.cut')}</span>` : nothing}</span></div>`;
  }

  /** The text with the matches of the filter marked. */
  #marked(text) {
    if (!this.#filter) return text;
    const parts = [];
    const small = text.toLowerCase();
    const wanted = this.#filter.toLowerCase();
    let from = 0;
    for (let at = small.indexOf(wanted); at >= 0; at = small.indexOf(wanted, from)) {
      parts.push(text.slice(from, at), html`<mark>${text.slice(at, at + wanted.length)}</mark>`);
      from = at + wanted.length;
    }
    return [...parts, text.slice(from)];
  }

  #pause = () => {
    if (!this.#isFollowing) return;
    this.#isPaused = !this.#isPaused;
    if (!this.#isPaused) this.#lines.release();
    this.#show();
  };

  #clear() {
    this.#lines.clear();
    this.update();
  }

  /** The lines as they are on the page, with those that the filter hides. */
  #download = () => {
    if (this.#lines.count) save(new Blob([this.#lines.text()], { type: 'text/plain' }), `${this.#name}.log`);
  };

  #follow = ({ target }) => {
    this.#isFollowing = target.checked;
    this.#isPaused = false;
    if (this.#isFollowing) this.#read();
    else this.#control.abort();
    this.#show();
  };

  #restart() {
    this.#lines.clear();
    this.#lastId = null;
    this.#read();
    this.update();
  }

  /** Reads the log and follows it. After a failure it goes on behind the last line. */
  async #read() {
    this.#control?.abort();
    const { signal } = this.#control = new AbortController();
    const address = url`api/v1/functions/${this.#name}/logs`;
    address.searchParams.set('tail', this.#tail);
    while (!signal.aborted) {
      try {
        const headers = this.#lastId ? { 'Last-Event-ID': this.#lastId } : {};
        for await (const { event, id, data } of events(address, { signal, headers })) this.#add(event, id, data);
      } catch (failure) {
        if (signal.aborted) return;
        const problem = problemOf(failure);
        this.#problem = isReported(problem) ? null : problem;
        this.update();
        if (problem.status < 500) return;
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MILLIS));
    }
  }

  #add(event, id, data) {
    this.#problem = null;
    if (event === 'problem') this.#problem = JSON.parse(data);
    if (id) this.#lastId = id;
    if (event === 'line') this.#lines.add(JSON.parse(data), this.#isPaused);
    this.#show();
  }

  /** Shows what has arrived, now and then. */
  #show() {
    if (this.#isFrameDue) return;
    this.#isFrameDue = true;
    setTimeout(() => {
      this.#isFrameDue = false;
      this.update();
    }, 50);
  }

  rendered() {
    this.#end.follow(document.getElementById('lines'));
  }

  /** The user has logged in again. */
  resume() {
    if (this.#isFollowing) this.#read();
  }

  close() {
    this.#control.abort();
  }
}
