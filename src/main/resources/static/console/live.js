// The functions as they are now, from one stream of events for the whole page.
import { events, url } from './api.js';
import { problemOf } from './problem.js';
import { needsLogin } from './session.js';

const LONGEST_WAIT = 10_000;

/** The rows of GET /api/v1/events by name. */
export const functions = new Map();

/** connecting, live, offline or refused; with the problem if there is one. */
export const connection = { state: 'connecting', problem: null, gateway: { answers: true } };

const listeners = new Set();

/** Calls back after each change; returns the function that ends this. */
export function subscribe(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const changed = () => listeners.forEach((listener) => listener());

const apply = {
  functions: ({ functions: rows }) => {
    functions.clear();
    rows.forEach((row) => functions.set(row.name, row));
  },
  changes: ({ changed: rows = [], deleted = [] }) => {
    rows.forEach((row) => functions.set(row.name, row));
    deleted.forEach((name) => functions.delete(name));
  },
  gateway: (state) => { connection.gateway = state; },
};

let control = null;

/** Follows the events until the caller has to log in again; connects again after a failure. */
export async function follow() {
  control?.abort();
  const mine = control = new AbortController();
  if (document.hidden) return;
  for (let wait = 500; !mine.signal.aborted && !needsLogin(); wait = Math.min(wait * 2, LONGEST_WAIT)) {
    try {
      for await (const { event, data } of events(url`api/v1/events`, { signal: mine.signal })) {
        apply[event]?.(JSON.parse(data));
        Object.assign(connection, { state: 'live', problem: null });
        wait = 500;
        changed();
      }
      Object.assign(connection, { state: 'connecting', problem: null });
    } catch (failure) {
      if (mine.signal.aborted) return;
      const problem = problemOf(failure);
      Object.assign(connection, { state: problem.offline ? 'offline' : 'refused', problem });
    }
    changed();
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

// Over HTTP/1.1 browsers open only six connections for all pages, so a hidden page holds none.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) control?.abort();
  else if (control) follow();
});
