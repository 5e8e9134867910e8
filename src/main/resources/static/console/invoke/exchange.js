// One invocation: a request with any method, headers and body, and its complete response.
import { get, url, withCredentials } from '../api.js';

/** Uploads from this size show their progress. */
const LARGE = 256 << 10;

const HAS_NO_BODY = ['GET', 'HEAD'];

/** Browsers leave some characters as they are that HTTP does not allow. */
const encoded = (text) => text.replace(/[[\]{}|\\^`]/g, encodeURIComponent);

/** The URL of an invocation; null if the path does not stay below the function. */
export function target(name, path) {
  const base = url`function/${name}`;
  const found = new URL(`${base}${path === '' || /^[/?]/.test(path) ? path : `/${path}`}`);
  Object.assign(found, { hash: '', pathname: encoded(found.pathname), search: encoded(found.search) });
  return found.pathname === base.pathname || found.pathname.startsWith(`${base.pathname}/`) ? found : null;
}

/**
 * Sends a request. Returns {status, statusText, headers as pairs, blob, isPartial, millis}.
 * Calls `progress(sent, all)` while a large body is sent, and `received(bytes)` while the response arrives.
 * The response is that of the function: only a 401 of which the bridge says the same for another request is the console's.
 */
export async function exchange({ method, address, headers, body, signal, progress, received }) {
  const since = performance.now();
  const request = {
    method, address, signal, progress, received,
    headers: withCredentials(headers),
    body: HAS_NO_BODY.includes(method) ? undefined : body,
  };
  const answer = request.body?.size >= LARGE ? await upload(request) : await fetched(request);
  if (answer.status === 401) await get(url`api/v1/me`).catch(() => {});
  return { ...answer, millis: performance.now() - since };
}

/** Reads a body as far as it comes: a run that is cancelled, or a function that fails, leaves its beginning. */
async function read(answer, received) {
  const chunks = [];
  let bytes = 0;
  const reader = answer.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader.read()) {
      chunks.push(next.value);
      received?.(bytes += next.value.length);
    }
  } catch (failure) {
    if (!bytes) throw failure;
    return { blob: new Blob(chunks), isPartial: true };
  }
  return { blob: new Blob(chunks), isPartial: false };
}

async function fetched({ method, address, headers, body, signal, received }) {
  const answer = await fetch(address, { method, headers, body, signal, cache: 'no-store', credentials: 'omit', redirect: 'manual' });
  if (answer.type === 'opaqueredirect') return { status: 0, redirect: true, statusText: '', headers: [], blob: new Blob() };
  const { status, statusText } = answer;
  return { status, statusText, headers: [...answer.headers], ...(await read(answer, received)) };
}

const pairs = (lines) => lines.trim().split('\r\n').filter(Boolean).map((line) => {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
});

/** Only XMLHttpRequest knows how much of a request is sent. */
function upload({ method, address, headers, body, signal, progress }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = 'blob';
    Object.entries(headers).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = ({ loaded, total }) => progress?.(loaded, total);
    request.onload = () => resolve({
      status: request.status, statusText: request.statusText,
      headers: pairs(request.getAllResponseHeaders()), blob: request.response,
    });
    request.onerror = () => reject(new TypeError('The connection failed.'));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(body);
  });
}
