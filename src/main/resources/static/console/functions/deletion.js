// Deletions of functions, which can be undone for some seconds before they are sent.
import { remove, url, withCredentials } from '../api.js';
import { t } from '../i18n.js';
import { problemOf } from '../problem.js';
import { toasts } from '../toasts.js';

const UNDO_MILLIS = 8000;

const pending = new Map();
const listeners = new Set();
const changed = () => listeners.forEach((listener) => listener());

/** Calls back when a deletion begins or ends; returns the function that ends this. */
export function onDeletion(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const isDeleting = (name) => pending.has(name);

/** Deletes a function when the time to undo it has passed, or the page is left. */
export function deleteLater(name) {
  if (pending.has(name)) return;
  const closeToast = toasts.show(t('deletion.soon', { name }),
    { millis: UNDO_MILLIS, action: t('deletion.undo'), act: () => undo(name) });
  pending.set(name, { timer: setTimeout(() => send(name), UNDO_MILLIS), closeToast });
  changed();
}

export function undo(name) {
  const deletion = pending.get(name);
  if (!deletion) return;
  clearTimeout(deletion.timer);
  deletion.closeToast();
  pending.delete(name);
  changed();
}

async function send(name) {
  try {
    await remove(url`api/v1/functions/${name}`);
    toasts.show(t('deletion.done', { name }));
  } catch (failure) {
    toasts.show(t('deletion.failed', { name, detail: problemOf(failure).detail }), { mood: 'bad', millis: 15_000 });
  }
  pending.delete(name);
  changed();
}

// The user has asked for these deletions; `keepalive` lets the requests outlive the page.
addEventListener('pagehide', () => pending.forEach(({ timer }, name) => {
  clearTimeout(timer);
  fetch(url`api/v1/functions/${name}`, { method: 'DELETE', credentials: 'omit', headers: withCredentials(), keepalive: true });
}));
