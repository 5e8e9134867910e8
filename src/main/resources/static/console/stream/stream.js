// Runs a function as a stream: with one request, or in a live conversation over a WebSocket.
import { live } from '../lib/lit-html/directives/live.js';
import { millis } from '../invoke/content.js';
import { Conversation } from './conversation.js';
import { plural, t } from '../i18n.js';
import { request } from './ndjson.js';
import { Outputs } from './outputs.js';
import { isReported, problemOf } from '../problem.js';
import { may } from '../session.js';
import { StreamInput } from './input.js';
import { html, nothing, View } from '../view.js';

/** The inputs by the function's name, so that a text is still there after a look at another tab. */
const inputs = new Map();

export default class Stream extends View {
  #name;
  #input;
  #outputs = new Outputs(this.update);
  #state = { text: t('invoke.none'), mood: '' };

  /** The current request or conversation. */
  #run = null;

  constructor(name) {
    super();
    this.#name = name;
    if (!inputs.has(name)) inputs.set(name, new StreamInput());
    this.#input = inputs.get(name);
    this.#input.shownBy(this.update);
  }

  get #isLive() {
    return this.#input.transport === 'conversation';
  }

  template() {
    return html`<div class="columns stream">
      <form class="card" @submit=${this.#submit} @keydown=${this.#keys}>
        <h2>${t('stream.input')}</h2>
        <fieldset class="choice"><legend class="unseen">${t('stream.transport')}</legend>${['request', 'conversation'].map((transport) => html`
          <label><input type="radio" name="transport" .checked=${live(transport === this.#input.transport)} @change=${() => this.#choose(transport)}><span>${t(`stream.${transport}`)}</span></label>`)}</fieldset>
        ${this.#input.template()}
        ${this.#buttons()}
      </form>
      <section class="card" id="replies" aria-labelledby="outputs-title">
        <div class="bar"><h2 id="outputs-title">${t('stream.outputs.title')}</h2>
          <button type="button" @click=${() => this.#outputs.clear()}>${t('stream.clear')}</button></div>
        <p class="state" id="state" role="status" data-mood=${this.#state.mood}>${this.#state.text}</p>
        <p class="soft small" id="count">${this.#outputs.count}</p>
        ${this.#outputs.template()}
      </section>
    </div>`;
  }

  rendered() {
    this.#outputs.rendered();
  }

  /** Buttons are disabled, not removed, so that the keyboard focus is kept. */
  #buttons() {
    const allowed = may('functions:invoke', this.#name);
    const asking = this.#run !== null && !this.#run.conversation;
    return html`<div class="bar">
        <button class="main" aria-disabled=${asking || !allowed}>${t('invoke.send')}</button>
        ${this.#isLive
          ? html`<button type="button" aria-disabled=${!allowed} @click=${this.#connect}>${t(this.#run ? 'stream.disconnect' : 'stream.connect')}</button>`
          : html`<button type="button" aria-disabled=${!asking} @click=${() => this.#stop()}>${t('stream.stop')}</button>`}
        <span class="soft small keys"><kbd>Ctrl</kbd> <kbd>Enter</kbd> ${t('invoke.keys')}</span>
      </div>
      ${allowed ? nothing : html`<p class="soft">${t('invoke.forbidden')}</p>`}`;
  }

  #say(text, mood = '') {
    this.#state = { text, mood };
    this.update();
  }

  #choose(transport) {
    this.#input.transport = transport;
    this.#end(t('stream.ended'));
    this.update();
  }

  #keys = (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.currentTarget.requestSubmit();
  };

  #submit = (event) => {
    event.preventDefault();
    if (!may('functions:invoke', this.#name)) return;
    if (this.#isLive) this.#sendLive();
    else if (!this.#run) this.#sendRequest();
  };

  #stop() {
    this.#end(t('stream.stopped', { outputs: plural('stream.outputs', this.#outputs.number) }));
  }

  #connect = () => {
    if (this.#run) this.#end(t('stream.disconnected'));
    else if (may('functions:invoke', this.#name)) this.#converse();
  };

  /** Starts a run without the outputs of the one before. */
  #begin(mine, text) {
    this.#run = mine;
    this.#outputs.clear();
    this.#say(text, 'busy');
  }

  async #sendRequest() {
    const { body, type, inputs: count } = this.#input.request();
    const control = new AbortController();
    const mine = { since: performance.now(), end: () => control.abort() };
    document.getElementById('replies').scrollIntoView({ block: 'nearest' }); // on a phone it is below the form
    this.#begin(mine, t('stream.sent', { inputs: plural('stream.count', count) }));
    await this.#show(mine, request(this.#name, body, type, control.signal),
      () => t('stream.done', { outputs: plural('stream.outputs', this.#outputs.number), time: millis(performance.now() - mine.since) }));
  }

  #converse() {
    const conversation = new Conversation(this.#name);
    const mine = { since: performance.now(), conversation, end: () => conversation.close() };
    this.#begin(mine, t('stream.connecting'));
    conversation.opened.then((open) => open && this.#run === mine && this.#say(t('stream.connected'), 'busy'));
    this.#show(mine, conversation.outputs(), () => t('stream.disconnected'));
    return mine;
  }

  async #sendLive() {
    const mine = this.#run ?? this.#converse();
    if (!(await mine.conversation.opened)) return;
    mine.since = performance.now();
    if (document.activeElement?.id === 'text') document.activeElement.select();
    await mine.conversation.send(this.#input.frames());
  }

  /** Shows the outputs until the end, and then the result. */
  async #show(mine, outputs, ended) {
    try {
      for await (const output of outputs) {
        if (this.#run !== mine) return;
        await this.#outputs.add(output, mine.since);
      }
      if (this.#run === mine) this.#say(ended(), 'good');
    } catch (failure) {
      if (this.#run !== mine) return;
      const problem = problemOf(failure);
      if (!isReported(problem)) this.#outputs.fail(problem);
      this.#say(t('stream.failed', { outputs: plural('stream.outputs', this.#outputs.number) }), 'bad');
    } finally {
      if (this.#run === mine) {
        this.#run = null;
        this.update();
      }
    }
  }

  /** Ends the current run at once. */
  #end(text) {
    if (!this.#run) return;
    const mine = this.#run;
    this.#run = null;
    mine.end();
    this.#say(text);
  }

  close() {
    this.#end('');
    this.#outputs.clear();
  }
}
