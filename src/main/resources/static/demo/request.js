// One request, whose response is read line by line.
import { Problem, call, streamUrl } from './bridge.js';

/** The lines of a stream, read on demand, so that backpressure reaches the function. */
async function* lines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let parts = [];
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      const [first, ...more] = value.split('\n');
      parts.push(first);
      for (const next of more) {
        yield parts.join('');
        parts = [next];
      }
    }
    yield parts.join('');
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function read(line) {
  try {
    return JSON.parse(line);
  } catch {
    throw new Problem({ title: 'Incomplete response', detail: 'The stream ended in the middle of an output.' });
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
  const answer = await call(streamUrl(name), { method: 'POST', headers, body, signal });
  if (!answer.ok) throw await Problem.of(answer);
  for await (const line of lines(answer.body)) {
    if (line.trim()) yield { ...outputOf(line), at: performance.now() };
  }
}
