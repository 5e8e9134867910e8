// What the page asks of the bridge, by addresses relative to its own, so that it works below any path.
import { ask as askCaller, withCaller } from './caller.js';

const functions = new URL('../api/v1/functions', document.baseURI);

/** A failure that the bridge tells as RFC 9457 has it. */
export class Problem extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? 'It failed.');
    this.problem = problem;
  }

  /** The problem of an answer that is none of the 2xx. */
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

/** What it failed with, in words for whoever reads the page. */
export function problemOf(failure) {
  if (failure instanceof Problem) return failure.problem;
  if (failure instanceof TypeError) return { title: 'No connection', detail: 'The bridge cannot be reached, or hung up.' };
  return { title: 'Failed', detail: String(failure.message ?? failure) };
}

/** Who calls is said by the page, never by what the browser remembers. */
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

/** Where a function is streamed to, by http: or by ws:. */
export function streamUrl(name, webSocket = false) {
  const url = new URL(`${functions}/${encodeURIComponent(name)}/stream`);
  if (webSocket) url.protocol = url.protocol.replace('http', 'ws');
  return url;
}
