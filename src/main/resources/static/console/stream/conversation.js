// A conversation over a WebSocket: each sent frame is an input, each received frame an output.
import { get, url } from '../api.js';
import { t } from '../i18n.js';
import { Problem } from '../problem.js';
import { subprotocols } from '../session.js';

const SENDS_BEYOND = 1 << 20;
const WAITING = 500;
const HELD_MILLIS = 250;

const CLOSED = [1001, 1006, 1009];

const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** The detail in a close reason: JSON, possibly truncated to the 123 bytes of a close frame. */
function detailOf(reason) {
  try {
    return JSON.parse(reason).detail ?? reason;
  } catch {
    const cut = /"detail"\s*:\s*"(.*)$/s.exec(reason);
    return cut ? `${cut[1]}…` : reason;
  }
}

function socketUrl(name) {
  const address = url`api/v1/functions/${name}/stream`;
  address.protocol = address.protocol.replace('http', 'ws');
  return address;
}

function isProblem(data) {
  if (typeof data !== 'string' || !data.startsWith('{"problem":')) return false;
  try {
    return Object.keys(JSON.parse(data)).length === 1;
  } catch {
    return false;
  }
}

export class Conversation {
  #name;
  #socket;
  #waiting = [];
  #skipped = 0;
  #held = null;
  #ended = false;
  #failure = null;
  #wake = () => {};

  constructor(name) {
    this.#name = name;
    this.#socket = new WebSocket(socketUrl(name), subprotocols('problem+json'));
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('message', ({ data }) => this.#come(data));
    this.opened = new Promise((resolve) => {
      this.#socket.addEventListener('open', () => resolve(true));
      this.#socket.addEventListener('close', async (event) => {
        await this.#close(event);
        resolve(false);
      });
    });
  }

  /** Sends inputs as fast as the connection accepts them. */
  async send(inputs) {
    for (const input of inputs) {
      while (this.#socket.bufferedAmount > SENDS_BEYOND && !this.#ended) await sleep(20);
      if (this.#socket.readyState !== WebSocket.OPEN) return;
      this.#socket.send(input);
    }
  }

  /** Waits until the socket is open: browsers report an error if it is closed before. */
  close() {
    this.opened.then((open) => open && this.#socket.close(1000));
  }

  /** The outputs, as they arrive, until the conversation ends. */
  async *outputs() {
    for (;;) {
      while (this.#waiting.length) yield this.#waiting.shift();
      if (this.#ended) break;
      await new Promise((resolve) => (this.#wake = resolve));
    }
    if (this.#failure) throw this.#failure;
  }

  #come(data) {
    this.#release();
    if (isProblem(data)) {
      // It is an output, or the reason why the bridge is about to close the connection: wait for a close.
      this.#held = { data, timer: setTimeout(() => this.#release(), HELD_MILLIS) };
    } else {
      this.#queue(data);
    }
  }

  #release() {
    if (!this.#held) return;
    clearTimeout(this.#held.timer);
    this.#queue(this.#held.data);
    this.#held = null;
  }

  /** A browser's WebSocket has no backpressure: outputs beyond the visible ones are only counted. */
  #queue(data) {
    if (this.#waiting.length >= WAITING) {
      this.#skipped += 1 + this.#waiting.shift().skipped;
    }
    const content = typeof data === 'string' ? { text: data } : { bytes: new Uint8Array(data) };
    this.#waiting.push({ ...content, at: performance.now(), skipped: 0 });
    this.#waiting[0].skipped += this.#skipped;
    this.#skipped = 0;
    this.#wake();
  }

  async #close({ code, reason }) {
    if (code >= 4000 && this.#held) {
      clearTimeout(this.#held.timer);
      this.#failure = new Problem({ ...JSON.parse(this.#held.data).problem, closed: code });
    } else {
      this.#release();
      this.#failure = await this.#failureOf(code, reason);
    }
    this.#ended = true;
    this.#wake();
  }

  async #failureOf(code, reason) {
    if (code === 1000) return null;
    if (code >= 4000) {
      return new Problem({ status: code - 4000, detail: detailOf(reason) || undefined, closed: code });
    }
    // Browsers do not show the status of a refused WebSocket.
    const refused = code === 1006 ? await get(url`api/v1/functions/${this.#name}`).then(() => null, (e) => e) : null;
    return refused ?? new Problem({ title: t('stream.closed'), detail: CLOSED.includes(code) ? t(`stream.closed.${code}`) : detailOf(reason), closed: code });
  }
}
