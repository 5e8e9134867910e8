// Problems of the bridge (RFC 9457), and how they look.
import { t } from './i18n.js';
import { me } from './session.js';
import { html, nothing } from './view.js';

/** A problem that the bridge answered, or `{offline: true}` if it did not answer. */
export class Problem extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? 'failed');
    this.problem = problem;
  }

  /** The problem of a response with a status other than 2xx. */
  static of(status, title, text) {
    try {
      return new Problem({ status, ...JSON.parse(text) });
    } catch {
      return new Problem({ status, title, detail: text.slice(0, 500) || undefined });
    }
  }
}

/** The problem to show for anything that was thrown. */
export function problemOf(failure) {
  if (failure instanceof Problem) return failure.problem;
  if (failure instanceof TypeError) return { offline: true, title: t('problem.offline'), detail: t('problem.offline.detail') };
  return { title: t('problem.failed'), detail: String(failure?.message ?? failure) };
}

/** Whether the page as a whole says what is wrong: that the bridge cannot be reached, or that the user has to log in. */
export const isReported = (problem) => Boolean(problem.offline) || problem.status === 401;

const violation = ({ pointer, detail }) => html`<li><code>${pointer || '/'}</code> ${detail}</li>`;

/** Shows all parts of a problem that help the user. */
export function problemView(problem) {
  if (!problem || (problem.status === 401 && me.mode !== 'none')) return nothing; // the login says it
  const closed = problem.closed && t('problem.closed', { code: problem.closed });
  const marks = [problem.code, closed, problem.traceId && `trace ${problem.traceId}`].filter(Boolean);
  return html`<div class="problem" role="alert">
    <strong>${[problem.status, problem.title].filter(Boolean).join(' ') || t('problem.failed')}</strong>
    ${problem.detail ? html`<p>${problem.detail}</p>` : nothing}
    ${problem.violations?.length ? html`<ul>${problem.violations.map(violation)}</ul>` : nothing}
    ${problem.hint ? html`<p class="hint">${problem.hint}</p>` : nothing}
    ${marks.length ? html`<p class="marks">${marks.join(' · ')}</p>` : nothing}
  </div>`;
}
