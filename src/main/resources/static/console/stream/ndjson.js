// One request, whose response is read line by line.
import { call, lines, url } from '../api.js';
import { t } from '../i18n.js';
import { Problem } from '../problem.js';

function read(line) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Problem({ title: t('stream.incomplete'), detail: t('stream.incomplete.detail') });
  }
}

/** An output as {text} or {bytes}; JSON is kept as text, because parsing would change large numbers. */
function outputOf(line) {
  const message = read(line);
  if (message.problem) throw new Problem(message.problem);
  if ('json' in message) return { text: line.slice(line.indexOf(':') + 1, line.lastIndexOf('}')).trim() };
  if ('base64' in message) return { bytes: Uint8Array.from(atob(message.base64), (c) => c.charCodeAt(0)) };
  return { text: message.text };
}

/** The outputs of one request, as they arrive. */
export async function* request(name, body, type, signal) {
  const headers = { 'Content-Type': type, Accept: 'application/x-ndjson' };
  const answer = await call(url`api/v1/functions/${name}/stream`, { method: 'POST', headers, body, signal });
  for await (const line of lines(answer.body)) {
    if (line.trim()) yield { ...outputOf(line), at: performance.now() };
  }
}
