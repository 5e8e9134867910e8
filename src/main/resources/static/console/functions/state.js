// The state of a function, as a badge.
import { isDeleting } from './deletion.js';
import { t } from '../i18n.js';
import { html } from '../view.js';

const MOODS = { ready: 'good', starting: 'busy', failing: 'warn', unavailable: 'bad' };

/** The states in the order of the filter; those that need attention come first when rows are sorted by state. */
export const STATES = ['ready', 'starting', 'scaled-to-zero', 'failing', 'unavailable'];

export const stateOf = ({ name, state }) => (isDeleting(name) ? 'deleting' : state);

export const stateBadge = (row) => {
  const state = stateOf(row);
  return html`<span class="badge" data-mood=${MOODS[state] ?? ''}>${t(`state.${state}`)}</span>`;
};
