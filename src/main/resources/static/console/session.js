// Who uses the console. The credentials are kept for this tab, in its sessionStorage.
const KEY = 'dcf-bridge.authorization';

const listeners = new Set();

/** The caller as GET /api/v1/me describes it; null until it is known. */
export let me = null;

/** Whether the bridge rejected the credentials that it accepted before. */
export let isExpired = false;

export const authorization = () => sessionStorage.getItem(KEY);

/** Calls back when the caller changes, or has to log in. */
export const onChange = (listener) => listeners.add(listener);

const changed = () => listeners.forEach((listener) => listener());

export const needsLogin = () => me !== null && me.mode !== 'none' && (!me.authenticated || isExpired);

/** Whether the caller has an authority, for a function or at all: the buttons without one are disabled. */
export function may(authority, name) {
  return me?.mode === 'none' || (me?.authorities ?? []).some((held) => {
    if (held === authority) return true;
    if (!held.startsWith(`${authority}:`)) return false;
    const pattern = held.slice(authority.length + 1);
    return name === undefined || (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
  });
}

/** The caller with these credentials; null if the bridge rejects them. */
async function read(value) {
  const headers = value ? { Authorization: value } : {};
  const answer = await fetch(new URL('../api/v1/me', document.baseURI), { cache: 'no-store', credentials: 'omit', headers });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new TypeError(`status ${answer.status}`);
  return answer.json();
}

/** Reads who the caller is. Credentials from before that are no longer valid are removed. */
export async function start() {
  me = await read(authorization());
  if (me === null) {
    sessionStorage.removeItem(KEY);
    me = await read(null);
    isExpired = true;
  }
  changed();
}

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** The value of Authorization for what the user entered. */
const valueOf = (name, secret) =>
  me.mode === 'basic' ? `Basic ${base64(`${name}:${secret}`)}` : `Bearer ${secret.trim()}`;

/** Tries credentials; returns whether the bridge accepts them. */
export async function login(name, secret) {
  const value = valueOf(name, secret);
  const found = await read(value);
  if (!found?.authenticated) return false;
  sessionStorage.setItem(KEY, value);
  me = found;
  isExpired = false;
  changed();
  return true;
}

export async function logout() {
  sessionStorage.removeItem(KEY);
  await start();
}

let check = null;

/** Called after a 401. It can be a function's own, so the bridge is asked whether it still accepts the credentials. */
export async function expired() {
  if (isExpired || me === null || me.mode === 'none') return;
  check ??= read(authorization()).catch(() => me).finally(() => { check = null; });
  if (await check !== null || isExpired) return;
  isExpired = true;
  changed();
}

/** The subprotocols of a WebSocket. One of them carries the credentials, because a page cannot set its headers. */
export function subprotocols(own) {
  const value = authorization();
  if (!value) return [own];
  const url = base64(value).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return [own, `authorization.${url}`];
}
