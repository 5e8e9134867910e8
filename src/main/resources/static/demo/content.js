// The type of an output and its view. Text of functions is never parsed as HTML.
const SHOWN_CHARACTERS = 20_000;
const PRETTY_CHARACTERS = 200_000;
const SHOWN_BYTES = 256;
const DEEPEST = 24;

const IMAGES = [
  ['image/png', 'png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 'jpg', [0xff, 0xd8, 0xff]],
  ['image/gif', 'gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 'webp', [0x52, 0x49, 0x46, 0x46, , , , , 0x57, 0x45, 0x42, 0x50]],
];
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/** Creates an element; children that are strings become text. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}

export const plural = (n, what) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Formats JSON and keeps each token: parsing and writing it again would change large numbers. */
export function pretty(json) {
  const out = [];
  let depth = 0;
  let before = '';
  const newline = () => `\n${'  '.repeat(Math.min(depth, DEEPEST))}`;
  for (const [token] of json.matchAll(TOKENS)) {
    const first = before === '{' || before === '[';
    const closes = token === '}' || token === ']';
    if (closes) depth--;
    if (first !== closes) out.push(newline());
    out.push(token);
    if (token === '{' || token === '[') depth++;
    if (token === ',') out.push(newline());
    if (token === ':') out.push(' ');
    before = token;
  }
  return out.join('');
}

const imageOf = (bytes) => IMAGES.find(([, , magic]) => magic.every((byte, i) => bytes[i] === byte));

const hex = (bytes) => Array.from(bytes.subarray(0, SHOWN_BYTES), (byte) => byte.toString(16).padStart(2, '0')).join(' ');

function cut(text) {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

function ofText(text) {
  const bytes = new TextEncoder().encode(text);
  const json = /^\s*[{[]/.test(text) && isJson(text);
  const shown = json && text.length <= PRETTY_CHARACTERS ? pretty(text) : text;
  return {
    bytes,
    type: json ? 'application/json' : 'text/plain',
    ending: json ? 'json' : 'txt',
    kind: json ? 'JSON' : 'text',
    view: () => element('pre', { className: text ? '' : 'nothing' }, text ? cut(shown) : 'empty'),
  };
}

function ofBytes(bytes) {
  const [type, ending] = imageOf(bytes) ?? ['application/octet-stream', 'bin'];
  const more = bytes.length > SHOWN_BYTES ? ' …' : '';
  return {
    bytes,
    type,
    ending,
    kind: ending === 'bin' ? 'bytes' : 'image',
    view: () => element('pre', { className: 'hex' }, hex(bytes) + more),
  };
}

/** The content of an output: bytes, media type, file extension, kind and view. */
export const contentOf = ({ text, bytes }) => (bytes ? ofBytes(bytes) : ofText(text));
