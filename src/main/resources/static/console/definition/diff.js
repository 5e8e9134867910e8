// The difference of two texts, line by line.
import { t } from '../i18n.js';
import { html } from '../view.js';

/** Above this number of comparisons the middle of the texts is shown as removed and added. */
const MOST = 4_000_000;

const kept = (line) => ({ sign: ' ', line });
const removed = (line) => ({ sign: '-', line });
const added = (line) => ({ sign: '+', line });

/** The lines of both texts: {sign: ' ', '-' or '+', line}. */
export function diff(before, after) {
  const a = before.split('\n');
  const b = after.split('\n');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = middleOf(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return [...a.slice(0, start).map(kept), ...middle, ...a.slice(a.length - end).map(kept)];
}

/** The shortest edit, from the lengths of the longest common subsequences of what follows. */
function middleOf(a, b) {
  if (a.length * b.length > MOST) return [...a.map(removed), ...b.map(added)];
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(kept(a[i]));
      i++;
      j++;
    } else if (i < a.length && (j === b.length || common[i + 1][j] >= common[i][j + 1])) lines.push(removed(a[i++]));
    else lines.push(added(b[j++]));
  }
  return lines;
}

const TAGS = {
  '-': (line) => html`<del><span class="unseen">${t('diff.removed')} </span>- ${line}</del>`,
  '+': (line) => html`<ins><span class="unseen">${t('diff.added')} </span>+ ${line}</ins>`,
  ' ': (line) => html`<span>  ${line}</span>`,
};

/** Removed lines are marked by - and added ones by +, not by colour alone. */
export const diffView = (before, after) =>
  html`<pre class="output diff" tabindex="0" aria-label=${t('diff.label')}>${diff(before, after).map(({ sign, line }) => TAGS[sign](line))}</pre>`;
