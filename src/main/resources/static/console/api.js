// Calls of the bridge, with URLs relative to the page, so that the console works below any path.
import { Problem } from './problem.js';
import { authorization, expired } from './session.js';

const root = new URL('../', document.baseURI);

/** The URL of a path such as `api/v1/functions`; segments are encoded: url`function/${name}`. */
export const url = (parts, ...values) =>
  new URL(String.raw({ raw: parts }, ...values.map(encodeURIComponent)), root);

/** The headers with the console's credentials; those that the browser has stored are never sent. */
export function withCredentials(headers = {}) {
  const value = authorization();
  return value ? { ...headers, Authorization: value } : headers;
}

/** A response with any status. A 401 of the bridge shows the login. */
export async function send(target, { headers, ...options } = {}) {
  const answer = await fetch(target, { cache: 'no-store', credentials: 'omit', headers: withCredentials(headers), ...options });
  if (answer.status === 401) await expired();
  return answer;
}

/** A response with a status of 2xx; others are thrown as problems. */
export async function call(target, options) {
  const answer = await send(target, options);
  if (!answer.ok) throw Problem.of(answer.status, answer.statusText, await answer.text());
  return answer;
}

export const get = async (target, options) => (await call(target, options)).json();

/** Sends JSON and returns the response. */
export const write = (method, target, value, headers = {}) =>
  call(target, { method, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) });

export const remove = (target) => call(target, { method: 'DELETE' });

/** The server-sent events of a response: {event, id, data} with data as text. Ends with the stream or when the signal aborts. */
export async function* events(target, { signal, headers } = {}) {
  const answer = await call(target, { signal, headers: { Accept: 'text/event-stream', ...headers } });
  let event = { event: 'message', data: [] };
  for await (const line of lines(answer.body)) {
    if (line === '') {
      if (event.data.length) yield { ...event, data: event.data.join('\n') };
      event = { event: 'message', data: [] };
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') event.data.push(value);
    else if (field === 'event') event.event = value;
    else if (field === 'id') event.id = value;
  }
}

/** The lines of a stream, read on demand, so that backpressure reaches the function. The last line may lack its end. */
export async function* lines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let parts = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const [first, ...more] = value.split('\n');
      parts.push(first);
      for (const next of more) {
        yield parts.join('').replace(/\r$/, '');
        parts = [next];
      }
    }
    if (parts.join('')) yield parts.join('');
  } finally {
    await reader.cancel().catch(() => {});
  }
}
