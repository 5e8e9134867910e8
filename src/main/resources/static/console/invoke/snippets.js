// An invocation as a command or a program. Credentials are a placeholder, $TOKEN.
import { isSecret } from './history.js';
import { me } from '../session.js';

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** JSON strings are also strings of JavaScript and Python. */
const quoted = JSON.stringify;

/** The headers as [name, value], or [name, prefix, true] where $TOKEN follows the prefix. */
function withPlaceholders(headers) {
  const all = Object.entries(headers).map(([name, value]) => (isSecret(name) ? [name, /^(\S+) \S/.exec(value)?.[1].concat(' ') ?? '', true] : [name, value]));
  if (me.mode !== 'none') all.unshift(['Authorization', me.mode === 'basic' ? 'Basic ' : 'Bearer ', true]);
  return all;
}

const hasToken = (headers) => headers.some(([, , secret]) => secret);

function curlHeader([name, value, secret]) {
  if (secret) return `-H "${name}: ${value}$TOKEN"`;
  return `-H ${shell(value === '' ? `${name};` : `${name}: ${value}`)}`;
}

function curl({ method, address, headers, body, file }) {
  const parts = [
    `curl -i ${method === 'HEAD' ? '--head' : `-X ${method}`} ${shell(String(address))}`,
    ...withPlaceholders(headers).map(curlHeader),
  ];
  if (file) parts.push(`--data-binary ${shell(`@${file.name}`)}`);
  else if (body !== undefined) parts.push(`--data-raw ${shell(body)}`);
  return parts.join(' \\\n  ');
}

function fetchOf({ method, address, headers, body, file }) {
  const all = withPlaceholders(headers);
  return [
    ...(hasToken(all) ? ["const TOKEN = '…';"] : []),
    ...(file ? [`const file = new Blob(['…']); // ${file.name}`] : []),
    `const response = await fetch(${quoted(String(address))}, {`,
    `  method: ${quoted(method)},`,
    '  headers: {',
    ...all.map(([name, value, secret]) => `    ${quoted(name)}: ${secret ? `\`${value}\${TOKEN}\`` : quoted(value)},`),
    '  },',
    ...(file ? ['  body: file,'] : body !== undefined ? [`  body: ${quoted(body)},`] : []),
    '});',
    'console.log(response.status, await response.text());',
  ].join('\n');
}

function python({ method, address, headers, body, file }) {
  const all = withPlaceholders(headers);
  return [
    ...(hasToken(all) ? ['import os', ''] : []),
    'import requests',
    '',
    'response = requests.request(',
    `    ${quoted(method)},`,
    `    ${quoted(String(address))},`,
    '    headers={',
    ...all.map(([name, value, secret]) => `        ${quoted(name)}: ${secret ? `${quoted(value)} + os.environ["TOKEN"]` : quoted(value)},`),
    '    },',
    ...(file ? [`    data=open(${quoted(file.name)}, "rb"),`] : body !== undefined ? [`    data=${quoted(body)}.encode(),`] : []),
    ')',
    'print(response.status_code, response.text)',
  ].join('\n');
}

export const SNIPPETS = { curl, fetch: fetchOf, python };
