// The last invocations of each function, in the localStorage. Credentials are never kept.
const PREFIX = 'dcf-bridge.history.';
const ENTRIES = 20;
const BODY_CHARACTERS = 16 << 10;
const FUNCTION_CHARACTERS = 128 << 10;
const FUNCTIONS = 30;

/** Whether the value of a header or a parameter may be a secret. */
export const isSecret = (name) => /authorization|cookie|token|secret|passw|api-?key|credential|signature/i.test(name);

/** The entries of a function, the newest first. */
export function entries(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? [];
  } catch {
    return [];
  }
}

export const clear = (name) => localStorage.removeItem(PREFIX + name);

const withoutSecrets = ([name, value]) => [name, isSecret(name) ? '' : value];

const cleanPath = (path) => path.replace(/([?&])([^=&#]*)=([^&#]*)/g, (all, mark, name) => (isSecret(name) ? `${mark}${name}=` : all));

/** Adds what was sent and the status that came. Long texts are not kept, and neither are files. */
export function add(name, { method, path, headers, kind, text, file, deadline, status, millis }) {
  const kept = text.length <= BODY_CHARACTERS;
  const entry = {
    at: new Date().toISOString(), method, path: cleanPath(path), headers: headers.map(withoutSecrets),
    kind, text: kept ? text : '', file, deadline, status, millis, ...(kept ? {} : { cut: true }),
  };
  const all = [entry, ...entries(name).filter((other) => !same(other, entry))].slice(0, ENTRIES);
  while (all.length > 1 && JSON.stringify(all).length > FUNCTION_CHARACTERS) all.pop();
  write(name, all);
}

const same = (a, b) => ['method', 'path', 'kind', 'text', 'file', 'deadline', 'headers'].every((key) => JSON.stringify(a[key]) === JSON.stringify(b[key]));

function write(name, all) {
  dropOldest(name);
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(all));
  } catch {
    clear(name); // the storage is full, or disabled
  }
}

/** Keeps the histories of the functions that were invoked last. */
function dropOldest(name) {
  const others = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== PREFIX + name);
  if (others.length < FUNCTIONS) return;
  const newest = (key) => entries(key.slice(PREFIX.length))[0]?.at ?? '';
  others.sort((a, b) => newest(a).localeCompare(newest(b)));
  others.slice(0, others.length - FUNCTIONS + 1).forEach((key) => localStorage.removeItem(key));
}
