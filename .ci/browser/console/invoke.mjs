// Invokes functions: requests of all forms, responses in all views, the history, and code to copy, which is run.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { promisify } from 'node:util';

const run = promisify(execFile);

const EVERY_BYTE = Buffer.from(Array.from({ length: 8192 }, (_, i) => (i * 7 + (i >> 8)) & 255));
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const LONG = 'a long line of text\n'.repeat(10_000);

/** What an HTTP function responds: most paths respond with the request as it came. */
async function respond(request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const body = Buffer.concat(parts);
  const { pathname } = new URL(request.url, 'http://function');
  if (pathname === '/pixel') return response.setHeader('Content-Type', 'image/png').end(PIXEL);
  if (pathname === '/long') return response.setHeader('Content-Type', 'text/plain').end(LONG);
  if (pathname === '/teapot') return response.writeHead(418, { 'X-Pot': 'short' }).end('stout');
  if (pathname === '/private') return response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="function"' }).end('not you');
  if (pathname === '/slow') return setTimeout(() => response.end('late'), 20_000).unref();
  if (pathname === '/endless') {
    const timer = setInterval(() => response.write('tick '), 50);
    return response.on('close', () => clearInterval(timer));
  }
  response.setHeader('Content-Type', 'application/json').setHeader('X-Own', 'seen');
  const text = JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body: body.toString().slice(0, 1000), size: body.length });
  response.end(text.replace('{', '{"big":12345678901234567890,"10":1,"2":2,'));
}

const server = http.createServer(respond);
server.unref();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

async function deploy(api) {
  const address = `http://localhost:${server.address().port}`;
  await api('POST', 'api/v1/functions', { service: 'web', image: 'web', annotations: { 'dcf.io/address': address } });
  await api('POST', 'api/v1/functions', { service: 'echo', image: 'builtin/echo' });
  await api('POST', 'api/v1/functions', { service: 'fail', image: 'builtin/fail' });
}

const field = (page, name) => page.locator(`[data-field="${name}"]`);
const send = (page, t) => page.getByRole('button', { name: t('invoke.send'), exact: true }).click();
const state = (page, words) => page.locator('#result .state', { hasText: words }).waitFor();
const shown = (page) => page.locator('#result .output').innerText();
const choose = (page, name) => page.locator('form.card').getByRole('radio', { name, exact: true }).check();
const look = (page, name) => page.locator('#result').getByRole('radio', { name, exact: true }).check();

async function form(page, t, { method = 'POST', path = '', kind = 'text', body }) {
  await page.locator('.address select').selectOption(method);
  await field(page, 'path').fill(path);
  if (body === undefined) return;
  await choose(page, t(`invoke.${kind}`));
  await field(page, 'body').fill(body);
}

/** The response of the function that repeats the request. */
async function request(page, t) {
  await look(page, t('output.text'));
  return JSON.parse(await shown(page));
}

async function saved(page, t) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: t('output.save'), exact: true }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

async function attach(page, t, name, bytes, type = '') {
  await choose(page, t('invoke.file'));
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: type, buffer: bytes });
}

export default [
  {
    name: 'sends a method, path, query, header, text and deadline',
    run: async ({ page, open, api, t, expect }) => {
      await deploy(api);
      await open('#/functions/web/invoke');
      await form(page, t, { method: 'PUT', path: '/a%20b?c=d&e=%2F', body: 'one\ntwo ü 한' });
      await page.getByRole('button', { name: t('invoke.header.add') }).click();
      await field(page, 'header-0').fill('X-Mine');
      await page.getByLabel(t('invoke.header.value'), { exact: true }).fill('yes');
      await field(page, 'deadline').fill('30s');
      await send(page, t);
      await state(page, /^200/);
      const found = await request(page, t);
      expect(found.method === 'PUT' && found.url === '/a%20b?c=d&e=%2F', `requests ${found.method} ${found.url}`);
      expect(found.body === 'one\ntwo ü 한', `sends ${found.body}`);
      expect(found.headers['x-mine'] === 'yes', 'sends no header');
      expect(found.headers['content-type'] === 'text/plain; charset=utf-8', `sends ${found.headers['content-type']}`);
    },
  },
  {
    name: 'shows status, time and headers of a response that is not a success',
    run: async ({ page, t, expect, allow }) => {
      allow(/^answer: GET .*\/function\/web\/teapot 418$/);
      await form(page, t, { method: 'GET', path: '/teapot' });
      expect((await field(page, 'body').count()) === 0, 'GET has a body');
      await send(page, t);
      await state(page, /^418.* ms/);
      await page.getByText(/\(\d+\)$/).click();
      await page.locator('.headers dd', { hasText: 'short' }).waitFor();
      expect((await shown(page)) === 'stout', `shows ${await shown(page)}`);
    },
  },
  {
    name: 'does not take the 401 of a function for its own',
    run: async ({ page, t, expect, allow }) => {
      allow(/^answer: GET .*\/function\/web\/private 401$/);
      await form(page, t, { method: 'GET', path: '/private' });
      await send(page, t);
      await state(page, /^401/);
      expect((await shown(page)) === 'not you', `shows ${await shown(page)}`);
    },
  },
  {
    name: 'shows JSON as a tree that opens and closes, with all digits and in its order',
    run: async ({ page, t, expect, shoot }) => {
      await form(page, t, { kind: 'json', body: '{"a": [1, {"b": null}]}' });
      await send(page, t);
      await state(page, /^200/);
      await page.locator('.tree').waitFor();
      expect((await page.locator('.tree .key').allInnerTexts()).slice(0, 3).join() === '"big","10","2"', 'has another order');
      await page.locator('.tree .number', { hasText: '12345678901234567890' }).waitFor();
      const headers = page.locator('.tree summary', { hasText: '"headers"' });
      const before = await page.locator('.tree .leaf').count();
      await headers.click();
      await page.waitForFunction((count) => document.querySelectorAll('.tree .leaf').length < count, before);
      await headers.press('Enter');
      await page.waitForFunction((count) => document.querySelectorAll('.tree .leaf').length === count, before);
      await shoot('invoke');
    },
  },
  {
    name: 'checks and formats JSON',
    run: async ({ page, t, expect }) => {
      await form(page, t, { kind: 'json', body: '{"a":12345678901234567890,' });
      await send(page, t);
      await page.getByText(t('invoke.json.wrong')).waitFor();
      expect(await field(page, 'body').evaluate((each) => each === document.activeElement), 'the focus is elsewhere');
      await field(page, 'body').fill('{"a":12345678901234567890,"b":[]}');
      await page.getByRole('button', { name: t('invoke.format'), exact: true }).click();
      const text = '{\n  "a": 12345678901234567890,\n  "b": []\n}';
      await page.waitForFunction((wanted) => document.querySelector('[data-field=body]').value === wanted, text);
    },
  },
  {
    name: 'says what is wrong with a path, a header and a deadline',
    run: async ({ page, t, expect }) => {
      await form(page, t, { path: '/../../api/v1/functions' });
      await send(page, t);
      await page.getByText(t('invoke.path.wrong')).waitFor();
      await field(page, 'path').fill('');
      await field(page, 'header-0').fill('not a name');
      await send(page, t);
      await page.getByText(t('invoke.header.wrong')).waitFor();
      await page.getByRole('button', { name: t('invoke.header.remove', { name: 'not a name' }) }).click();
      await field(page, 'deadline').fill('soon');
      await send(page, t);
      await page.getByText(t('invoke.deadline.wrong')).waitFor();
      await field(page, 'deadline').fill('');
      expect((await page.locator('[aria-invalid=true]').count()) === 0, 'a field stays invalid');
    },
  },
  {
    name: 'sends with Ctrl+Enter, and removes the old result when a run starts; cancels a run',
    run: async ({ page, t, expect }) => {
      await form(page, t, { path: '/slow', body: 'x' });
      await field(page, 'body').press('Control+Enter');
      await state(page, t('invoke.running'));
      expect((await page.locator('#result .output').count()) === 0, 'the old result is still there');
      await page.getByRole('button', { name: t('invoke.cancel'), exact: true }).click();
      await state(page, t('invoke.cancelled'));
      expect((await field(page, 'body').inputValue()) === 'x', 'the text is lost');
    },
  },
  {
    name: 'shows what has arrived of a response that does not end',
    run: async ({ page, t }) => {
      await form(page, t, { method: 'GET', path: '/endless' });
      await send(page, t);
      await state(page, t('invoke.received', { size: '' }).trim().split(' ').at(-1));
      await page.getByRole('button', { name: t('invoke.cancel'), exact: true }).click();
      await page.getByText(t('result.partial')).waitFor();
      await page.locator('#result .output', { hasText: 'tick' }).waitFor();
    },
  },
  {
    name: 'shows and saves an image',
    run: async ({ page, t, expect }) => {
      await form(page, t, { method: 'GET', path: '/pixel' });
      await send(page, t);
      await page.waitForFunction(() => document.querySelector('#result img')?.naturalWidth === 1);
      const { name, bytes } = await saved(page, t);
      expect(name === 'web.png' && bytes.equals(PIXEL), `saves ${name} with ${bytes.length} bytes`);
      await look(page, t('output.hex'));
      expect((await shown(page)).startsWith('000000  89 50 4e 47'), 'shows no bytes');
    },
  },
  {
    name: 'says that a long text is cut, and saves all of it',
    run: async ({ page, t, expect }) => {
      await form(page, t, { method: 'GET', path: '/long' });
      await send(page, t);
      await page.locator('#result [role=note]').waitFor();
      expect((await shown(page)).length < LONG.length, 'shows all');
      const { bytes } = await saved(page, t);
      expect(bytes.toString() === LONG, `saves ${bytes.length} bytes`);
    },
  },
  {
    name: 'sends a file, byte for byte, and a large one with its progress',
    run: async ({ page, open, t, expect }) => {
      await open('#/functions/echo/invoke');
      await attach(page, t, 'bytes.bin', EVERY_BYTE);
      await page.getByRole('button', { name: t('invoke.header.add') }).click();
      await field(page, 'header-0').fill('Accept');
      await page.getByLabel(t('invoke.header.value'), { exact: true }).fill('application/octet-stream');
      await send(page, t);
      await state(page, /^200/);
      expect((await saved(page, t)).bytes.equals(EVERY_BYTE), 'the bytes are others');
      await page.evaluate(() => {
        globalThis.progress = 0;
        new MutationObserver(() => { globalThis.progress ||= document.querySelector('progress')?.max ?? 0; }).observe(document.body, { childList: true, subtree: true });
      });
      const large = Buffer.alloc(3 << 20, 'large ');
      await attach(page, t, 'large.txt', large, 'text/plain');
      await send(page, t);
      await state(page, /^200/);
      expect((await saved(page, t)).bytes.equals(large), 'the bytes are others');
      const progress = await page.evaluate(() => globalThis.progress);
      expect(progress === large.length, `the progress was up to ${progress}`);
    },
  },
  {
    name: 'sends a dropped file',
    run: async ({ page, t }) => {
      const transfer = await page.evaluateHandle(() => {
        const data = new DataTransfer();
        data.items.add(new File(['dropped'], 'a file with a very long name that has to wrap on the screen of a phone.txt', { type: 'text/plain' }));
        return data;
      });
      await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
      await page.locator('.file', { hasText: 'a very long name' }).waitFor();
      await send(page, t);
      await page.locator('#result .output', { hasText: 'dropped' }).waitFor();
    },
  },
  {
    name: 'shows the problem of a function that fails',
    run: async ({ page, open, t, expect, allow }) => {
      allow(/^answer: POST .*\/function\/fail 502$/);
      await open('#/functions/fail/invoke');
      await form(page, t, { body: 'x' });
      await send(page, t);
      await page.locator('#result .problem', { hasText: '502' }).waitFor();
      expect((await page.locator('#result .problem').innerText()).includes('INTERNAL'), 'has no code');
    },
  },
  {
    name: 'keeps what was typed while another tab is shown',
    run: async ({ page, t, expect }) => {
      await form(page, t, { path: '/kept', body: 'still here' });
      await page.getByRole('link', { name: t('function.logs'), exact: true }).click();
      await page.getByRole('link', { name: t('function.invoke'), exact: true }).click();
      await field(page, 'body').waitFor();
      expect((await field(page, 'body').inputValue()) === 'still here', 'the body is lost');
      expect((await field(page, 'path').inputValue()) === '/kept', 'the path is lost');
    },
  },
  {
    name: 'keeps a history without credentials, restores from it, and clears it',
    run: async ({ page, open, t, expect }) => {
      await open('#/functions/web/invoke');
      await form(page, t, { path: '/first?token=hidden&n=1', body: 'first body' });
      await page.getByRole('button', { name: t('invoke.header.add') }).click();
      await field(page, 'header-0').fill('X-Api-Key');
      await page.getByLabel(t('invoke.header.value'), { exact: true }).fill('hidden');
      await send(page, t);
      await state(page, /^200/);
      const stored = await page.evaluate(() => JSON.stringify(localStorage));
      expect(stored.includes('first body') && !stored.includes('hidden'), 'credentials are kept');
      await open('#/functions/web/invoke');
      await page.locator('.history button', { hasText: '/first' }).click();
      expect((await field(page, 'body').inputValue()) === 'first body', 'the body is not restored');
      expect((await field(page, 'path').inputValue()) === '/first?token=&n=1', 'the path is not restored');
      await page.getByRole('button', { name: t('history.clear'), exact: true }).click();
      await page.locator('.history').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'bounds the history',
    run: async ({ page, open, expect }) => {
      await page.evaluate(async () => {
        const { add } = await import('./invoke/history.js');
        const entry = { method: 'POST', headers: [], kind: 'text', deadline: '', status: 200, millis: 1 };
        for (let i = 0; i < 60; i++) add(`other-${i}`, { ...entry, path: '/', text: '' });
        for (let i = 0; i < 60; i++) add('web', { ...entry, path: `/${i}`, text: 'x'.repeat(10_000) });
        add('web', { ...entry, path: '/huge', text: 'x'.repeat(1 << 20) });
      });
      await open('#/functions/web/invoke');
      const count = await page.locator('.history li').count();
      expect(count > 5 && count <= 20, `has ${count} entries`);
      const size = await page.evaluate(() => JSON.stringify(localStorage).length);
      expect(size < 400_000, `has ${size} characters`);
      await page.evaluate(() => localStorage.clear());
    },
  },
  {
    name: 'copies the request as commands that send the same',
    run: async ({ page, open, t, expect }) => {
      await open('#/functions/web/invoke');
      const body = `it's "quoted" \\ $HOME \`id\` @x\n<b> ü 한 {1..3}`;
      await form(page, t, { path: `/a?list[]=1&q=it's`, body });
      await page.getByRole('button', { name: t('invoke.header.add') }).click();
      await field(page, 'header-0').fill('X-Quote');
      await page.getByLabel(t('invoke.header.value'), { exact: true }).fill(`it's "so" $HOME`);
      const code = async (name) => {
        await page.getByRole('button', { name, exact: true }).click();
        return page.locator('#snippet').innerText();
      };
      const check = (name, output) => {
        const found = JSON.parse(output.slice(output.indexOf('{"big"'), output.lastIndexOf('}') + 1));
        expect(found.body === body, `${name} sends ${found.body}`);
        expect(found.headers['x-quote'] === `it's "so" $HOME`, `${name} sends ${found.headers['x-quote']}`);
        expect(decodeURIComponent(found.url) === `/a?list[]=1&q=it's`, `${name} requests ${found.url}`);
      };
      check('curl', (await run('bash', ['-c', `${await code('curl')} -sS`])).stdout);
      check('fetch', (await run('node', ['--input-type=module', '-e', await code('fetch')])).stdout);
      const stub = 'import sys, types, json\ndef request(method, url, headers, data): print(json.dumps([method, url, headers, data.decode()])); return types.SimpleNamespace(status_code=0, text="")\nsys.modules["requests"] = types.SimpleNamespace(request=request)\n';
      const [method, url, headers, data] = JSON.parse((await run('python3', ['-c', stub + (await code('Python'))])).stdout.split('\n')[0]);
      expect(method === 'POST' && url.includes('/function/web/a?list') && headers['X-Quote'] === `it's "so" $HOME` && data === body, 'Python sends something else');
    },
  },
  {
    name: 'copies credentials as a placeholder',
    run: async ({ page, t, expect }) => {
      await field(page, 'header-0').fill('Authorization');
      await page.getByLabel(t('invoke.header.value'), { exact: true }).fill('Bearer hidden');
      for (const name of ['curl', 'fetch']) {
        await page.getByRole('button', { name, exact: true }).click();
        const code = await page.locator('#snippet').innerText();
        expect(/Bearer \$\{?TOKEN/.test(code) && !code.includes('hidden'), `${name}: ${code}`);
      }
    },
  },
  {
    name: 'copies the credentials of the console as a placeholder, and invokes nothing without the authority',
    run: async ({ page, open, t, expect }) => {
      const caller = { mode: 'token', authenticated: true, name: 'kim', authorities: ['functions:read'] };
      await page.route('**/api/v1/me', (route) => route.fulfill({ json: caller }));
      await page.evaluate(() => sessionStorage.setItem('dcf-bridge.authorization', 'Bearer hidden'));
      await open('#/functions/web/invoke');
      await page.getByRole('button', { name: 'curl', exact: true }).click();
      const code = await page.locator('#snippet').innerText();
      expect(code.includes('-H "Authorization: Bearer $TOKEN"') && !code.includes('hidden'), code);
      await page.getByText(t('invoke.forbidden')).waitFor();
      await field(page, 'path').press('Control+Enter');
      expect((await page.locator('#result .state').innerText()) === t('invoke.none'), 'invokes it');
      await page.unroute('**/api/v1/me');
      await page.evaluate(() => sessionStorage.clear());
    },
  },
  {
    name: 'invokes asynchronously, and leads to the invocation',
    run: async ({ page, open, t }) => {
      await open('#/functions/echo/invoke');
      await form(page, t, { body: 'later' });
      await page.getByLabel(t('invoke.async')).check();
      await send(page, t);
      await page.locator('#invocation .badge', { hasText: t('async.state.succeeded') }).waitFor();
      await page.locator('#invocation .output', { hasText: 'later' }).waitFor();
    },
  },
];
