// The number of replicas of a function, with the controls to change it.
import { url, write } from '../api.js';
import { t } from '../i18n.js';
import { functions } from '../live.js';
import { problemOf, problemView } from '../problem.js';
import { may } from '../session.js';
import { html, nothing } from '../view.js';

const PAUSE_MILLIS = 500;
const SETTLE_MILLIS = 5000;

/** A part of a view: it renders by the view's `update`. Steps are sent when the user has paused. */
export class Scale {
  #name;
  #update;
  #wanted = null;
  #timer = null;
  #problem = null;

  constructor(name, update) {
    this.#name = name;
    this.#update = update;
  }

  get #replicas() {
    return this.#wanted ?? functions.get(this.#name)?.replicas ?? 0;
  }

  template() {
    const allowed = may('functions:write', this.#name);
    const replicas = this.#replicas;
    const available = functions.get(this.#name)?.availableReplicas ?? 0;
    return html`<div class="stack scale">
      <div class="bar">
        <div class="stepper" role="group" aria-label=${t('scale.replicas')}>
          <button type="button" aria-label=${t('scale.fewer')} aria-disabled=${!allowed || replicas === 0}
            @click=${() => this.#step(replicas - 1)}>−</button>
          <input type="text" inputmode="numeric" aria-label=${t('scale.wanted')} .value=${String(replicas)}
            ?readonly=${!allowed} @change=${this.#entered}>
          <button type="button" aria-label=${t('scale.more')} aria-disabled=${!allowed} @click=${() => this.#step(replicas + 1)}>+</button>
        </div>
        <span class="soft" role="status">${replicas === 0 ? t('scale.stopped') : t('scale.available', { available, replicas })}</span>
        ${replicas === 0 ? html`<button type="button" class="main" aria-disabled=${!allowed} @click=${() => this.#step(1)}>${t('scale.wake')}</button>` : nothing}
      </div>
      ${problemView(this.#problem)}
    </div>`;
  }

  #entered = ({ target }) => {
    if (/^\d{1,9}$/.test(target.value.trim())) return this.#step(Number(target.value));
    target.value = this.#replicas;
  };

  #step(replicas) {
    if (replicas < 0 || !may('functions:write', this.#name)) return;
    this.#wanted = replicas;
    this.#problem = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(replicas), PAUSE_MILLIS);
    this.#update();
  }

  async #send(replicas) {
    try {
      await write('PUT', url`api/v1/functions/${this.#name}/replicas`, { replicas });
      if (this.#wanted === replicas) this.#timer = setTimeout(this.#settled, SETTLE_MILLIS);
    } catch (failure) {
      this.#problem = problemOf(failure);
      this.#settled();
    }
    this.#update();
  }

  /** From now on the events say how many replicas there are. */
  #settled = () => {
    this.#wanted = null;
    this.#update();
  };
}
