// The view of a problem.
import { element } from './content.js';

function violation({ pointer, detail }) {
  return element('li', {}, element('code', {}, pointer || '/'), ` ${detail}`);
}

/** Shows all parts of a problem that help the user. */
export function problemView(problem) {
  const view = element('div', { className: 'problem' });
  const title = [problem.status, problem.title].filter(Boolean).join(' ');
  view.append(element('strong', {}, title || 'Failed'));
  if (problem.detail) view.append(element('p', {}, problem.detail));
  if (problem.violations?.length) view.append(element('ul', {}, ...problem.violations.map(violation)));
  if (problem.hint) view.append(element('p', { className: 'hint' }, problem.hint));
  const closed = problem.closed && `closed with ${problem.closed}`;
  const marks = [problem.code, closed, problem.traceId && `trace ${problem.traceId}`].filter(Boolean);
  if (marks.length) view.append(element('p', { className: 'marks' }, marks.join(' · ')));
  return view;
}
