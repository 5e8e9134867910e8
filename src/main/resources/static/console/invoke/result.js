// The response to an invocation: status, time, headers and body.
import { millis, textOf } from './content.js';
import { t } from '../i18n.js';
import { Output } from './output.js';
import { Problem, problemView } from '../problem.js';
import { html, nothing } from '../view.js';

const PROBLEM_BYTES = 64 << 10;

const header = (headers, wanted) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

async function problemIn({ status, statusText, headers, blob }) {
  if (!/^application\/problem\+json/.test(header(headers, 'content-type') ?? '') || blob.size > PROBLEM_BYTES) return null;
  return Problem.of(status, statusText, textOf(new Uint8Array(await blob.arrayBuffer())) ?? '').problem;
}

export class InvocationResult {
  constructor(answer, output, problem) {
    this.answer = answer;
    this.output = output;
    this.problem = problem;
  }

  static async of(answer, name, update) {
    const output = await Output.of(answer.blob, header(answer.headers, 'content-type'), name, update);
    return new InvocationResult(answer, output, await problemIn(answer));
  }

  get mood() {
    return this.answer.redirect || (this.answer.status < 400 && !this.answer.isPartial) ? 'good' : 'bad';
  }

  /** A status and a time, such as "200 · 2.4 ms". */
  get summary() {
    if (this.answer.redirect) return t('result.redirect');
    const time = this.answer.millis === undefined ? '' : ` · ${millis(this.answer.millis)}`;
    return `${this.answer.status} ${this.answer.statusText}`.trim() + time;
  }

  template() {
    const { headers } = this.answer;
    return html`${this.answer.isPartial ? html`<p class="warn" role="note">${t('result.partial')}</p>` : nothing}
      ${this.problem ? problemView(this.problem) : nothing}
      ${this.answer.redirect ? nothing : this.output.template()}
      ${headers.length ? html`<details class="headers"><summary>${t('result.headers', { n: headers.length })}</summary>
        <dl class="facts small">${headers.map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl></details>` : nothing}`;
  }

  close() {
    this.output.close();
  }
}
