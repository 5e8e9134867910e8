// What an output is, and its forms as text. Text of functions is never parsed as HTML.
import { number } from '../i18n.js';

const DEEPEST = 24;

const IMAGES = [
  ['image/png', 'png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', 'jpg', [0xff, 0xd8, 0xff]],
  ['image/gif', 'gif', [0x47, 0x49, 0x46, 0x38]],
  ['image/webp', 'webp', [0x52, 0x49, 0x46, 0x46, , , , , 0x57, 0x45, 0x42, 0x50]],
];

/** The tokens of valid JSON. */
export const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/** A size such as "1.5 KiB". */
export function size(bytes) {
  if (bytes < 1024) return `${number(bytes)} B`;
  return bytes < 1 << 20 ? `${number(Math.round(bytes / 102.4) / 10)} KiB` : `${number(Math.round(bytes / 104857.6) / 10)} MiB`;
}

/** A duration such as "2.4 ms" or "1.25 s". */
export function millis(value) {
  if (value >= 10_000) return `${number(Math.round(value / 100) / 10)} s`;
  return `${number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value))} ms`;
}

export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is a JSON object or array. */
export const isJsonDocument = (text) => /^\s*[{[]/.test(text) && isJson(text);

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
  return out.join('').trim();
}

/** The media type and the file extension of an image, by its first bytes; undefined for anything else. */
export const imageOf = (bytes) => IMAGES.find(([, , magic]) => magic.every((byte, i) => bytes[i] === byte));

/** The text of bytes, or null if they are not UTF-8. The last character of a part may be incomplete. */
export function textOf(bytes, isPart = false) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isPart });
  } catch {
    return null;
  }
}

const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

/** Bytes as in a hex editor: offset, bytes, and printable ASCII characters. */
export function hexDump(bytes, width = 16) {
  const rows = [];
  for (let at = 0; at < bytes.length; at += width) {
    const row = bytes.subarray(at, at + width);
    const ascii = Array.from(row, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${at.toString(16).padStart(6, '0')}  ${hexOf(row).padEnd(width * 3 - 1)}  ${ascii}`);
  }
  return rows.join('\n');
}

/** Lets the user save a blob as a file. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
