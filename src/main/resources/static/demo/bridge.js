// Calls to the bridge, with URLs relative to the page, so that the page works below any path.
import { ask as askCaller, withCaller } from './caller.js';

const functions = new URL('../api/v1/functions', document.baseURI);

/** A problem of the bridge (RFC 9457). */
export class Problem extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? 'The request failed.');
    this.problem = problem;
  }

  /** The problem of a response with a status other than 2xx. */
  static async of(answer) {
    if (answer.status === 401) askCaller(answer.headers.get('WWW-Authenticate'));
    const body = await answer.text();
    try {
      return new Problem({ status: answer.status, ...JSON.parse(body) });
    } catch {
      return new Problem({ status: answer.status, title: answer.statusText, detail: body.slice(0, 500) || undefined });
    }
  }
}

/** The problem to show for a failure. */
export function problemOf(failure) {
  if (failure instanceof Problem) return failure.problem;
  if (failure instanceof TypeError) return { title: 'No connection', detail: 'The bridge is not reachable, or it closed the connection.' };
  return { title: 'Failed', detail: String(failure.message ?? failure) };
}

/** Sends only the page's credentials, none that the browser has stored. */
export const call = (url, { headers, ...options } = {}) =>
  fetch(url, { cache: 'no-store', credentials: 'omit', headers: withCaller(headers), ...options });

async function ask(url, options) {
  const answer = await call(url, options);
  if (!answer.ok) throw await Problem.of(answer);
  return answer.json();
}

export const list = async () => (await ask(functions)).functions;

export const describe = (name) => ask(`${functions}/${encodeURIComponent(name)}`);

export const deploy = (service, image) =>
  ask(functions, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ service, image }),
  });

/** The URL of a function's stream, with http: or ws:. */
export function streamUrl(name, webSocket = false) {
  const url = new URL(`${functions}/${encodeURIComponent(name)}/stream`);
  if (webSocket) url.protocol = url.protocol.replace('http', 'ws');
  return url;
}
