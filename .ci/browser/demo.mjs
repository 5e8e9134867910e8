// Uses the demo page as a new user does: by mouse, by keyboard and on a phone.
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import axe from 'axe-core';
import { firstLine, launch, watch } from './browser.mjs';

const [base, screenshots] = process.argv.slice(2);
const root = base.replace(/\/*$/, '/');
const origin = new URL(root).origin;

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };
const ELEMENT_MILLIS = 10_000;
const AT_ONCE_MILLIS = 2_000;
const EVERY_BYTE = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7 + (i >> 8)) & 255));
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Chromium also reports this for complete responses that must not be stored; the page shows the actual result. */
const ABORTED = /^request: POST \S+\/stream net::ERR_ABORTED$/;

let passed = 0;
let failed = 0;
const events = [];
const takeEvents = () => [...new Set(events.splice(0))];

function fail(what) {
  failed++;
  console.error(`browser: FAILED: ${what}`);
}

function same(found, expected, what) {
  const [a, b] = [found, expected].map((each) => JSON.stringify(each));
  if (a !== b) throw new Error(`${what} ${a} instead of ${b}`);
}

/** Checks one feature of the page; unexpected errors of the browser fail it too. */
async function check(name, work, expected = []) {
  const problems = [];
  try {
    await work();
  } catch (e) {
    problems.push(firstLine(e));
  }
  problems.push(...takeEvents().filter((event) => ![ABORTED, ...expected].some((pattern) => pattern.test(event))));
  if (problems.length) {
    fail(`demo: ${name}: ${problems.join('; ')}`);
  } else {
    passed++;
    console.log(`demo: ${name}`);
  }
}

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');

const api = (method, what, body) =>
  fetch(`${root}api/v1/functions${what}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });

async function newPage(browser, options) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  context.setDefaultTimeout(ELEMENT_MILLIS);
  watch(context, origin, events);
  const page = await context.newPage();
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(root).host) events.push(`another host: ${socket.url()}`);
  });
  await open(page);
  return page;
}

async function open(page) {
  await page.goto(`${root}demo`);
  await page.locator('#functions label, #deploy:visible').first().waitFor();
}

const outputs = (page) => page.locator('#outputs li');
const texts = (page) => page.locator('#outputs pre').allInnerTexts();
const state = (page, words) => page.locator('#state', { hasText: words }).waitFor();
const shoot = (page, name) =>
  page.screenshot({ path: path.join(screenshots, `demo-${name}.png`), animations: 'disabled', fullPage: true });

async function send(page, text) {
  await page.getByLabel('Text', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

async function saved(page, number) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Save output ${number}`, exact: true }).click();
  return readFile(await (await download).path());
}

/** The name of the focused element, with a note if it has no visible focus ring. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === document.body) return null;
    const ring = [at, at.closest('label')].some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
    return `${ring ? '' : 'without ring: '}${at.id || at.value || at.textContent}`;
  });

async function tabs(page) {
  const order = [];
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    const name = await focused(page);
    if (name === null || order.includes(name)) break;
    order.push(name);
  }
  return order;
}

async function tabTo(page, id) {
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === id) return;
  }
  throw new Error(`Tab does not lead to ${id}`);
}

async function drop(page, bytes, name) {
  const transfer = await page.evaluateHandle(
    ([content, file]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(content)], file));
      return data;
    },
    [[...bytes], name],
  );
  await page.dispatchEvent('#drop', 'drop', { dataTransfer: transfer });
}

async function accessible(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target).join(', ')}`);
  same(found, [], 'axe finds');
}

async function fitsPhone(page) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > PHONE.width) throw new Error(`is ${width} px wide on a screen of ${PHONE.width}`);
  const small = await page.locator('button:visible, a:visible, label:has(input):visible, textarea:visible').evaluateAll((all) =>
    all.map((each) => [each.textContent.trim(), each.getBoundingClientRect().height]).filter(([, height]) => height < 40),
  );
  same(small, [], 'too low to touch:');
}

async function byMouse(page) {
  await check('shows the page at /demo', async () => {
    same(page.url(), `${root}demo/`, 'leads to');
    same(await page.getByRole('heading', { level: 1 }).innerText(), 'DCF Bridge', 'is headed');
  });
  await check('leads to the API', async () => {
    same(await page.getByRole('link', { name: 'API' }).evaluate((a) => a.href), root, 'leads to');
  });
  await check('deploys echo if there are no functions', async () => {
    await page.getByRole('button', { name: 'Deploy builtin/echo as echo' }).click();
    await page.getByRole('radio', { name: /^echo/ }).waitFor();
    same(await page.evaluate(() => document.activeElement.value), 'echo', 'the focus is at');
    same(await page.getByRole('radio', { name: /^echo/ }).isChecked(), true, 'echo is chosen:');
  });
  await check('formats JSON without changing digits', async () => {
    await send(page, '{"big":12345678901234567890,"list":[1,{}],"text":"a, {b}: \\"c\\""}');
    await state(page, 'Done: 1 output');
    const expected = '{\n  "big": 12345678901234567890,\n  "list": [\n    1,\n    {}\n  ],\n  "text": "a, {b}: \\"c\\""\n}';
    same(await texts(page), [expected], 'shows');
  });
  await check('shows text as text', async () => {
    await page.getByLabel('All text as one input').check();
    await send(page, '<img src=x onerror=alert(1)>\n<b>two</b>');
    await state(page, 'Done: 1 output');
    same(await texts(page), ['<img src=x onerror=alert(1)>\n<b>two</b>'], 'shows');
    same(await page.locator('#outputs img, #outputs pre b').count(), 0, 'elements made of it:');
    await page.getByLabel('One input per line').check();
  });
  await check('shows which line is not JSON, and converts it', async () => {
    await send(page, '{"a":1}\nplain words');
    await page.getByText('Line 2 is not JSON').waitFor();
    await shoot(page, 'not-json');
    await page.getByRole('button', { name: 'Make JSON strings' }).click();
    same(await page.getByLabel('Text', { exact: true }).inputValue(), '{"a":1}\n"plain words"', 'holds');
  });
}

async function files(page) {
  await check('sends a chosen file and saves it, byte for byte', async () => {
    await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'bytes.bin', mimeType: '', buffer: EVERY_BYTE });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await state(page, 'Done: 1 output');
    same(hash(await saved(page, 1)), hash(EVERY_BYTE), 'the hash is');
    same((await texts(page))[0].slice(0, 11), '00 07 0e 15', 'shows');
  });
  await check('sends a dropped image and shows it', async () => {
    await drop(page, PIXEL, 'pixel.png');
    await page.getByText('pixel.png').waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.waitForFunction(() => document.querySelector('#outputs img')?.naturalWidth === 1);
    same(hash(await saved(page, 1)), hash(PIXEL), 'the hash is');
    await page.getByRole('button', { name: 'Use text' }).click();
  });
}

async function byKeyboard(page) {
  await check('can be traversed with Tab, with a focus ring at each stop', async () => {
    await open(page);
    const order = ['API', 'refresh', 'echo', 'request', 'text', 'line', 'choose', 'send', 'stop', 'clear', 'log'];
    same(await tabs(page), order, 'leads to');
  });
  await check('sends two lines and shows two outputs with only the keyboard', async () => {
    await open(page);
    await tabTo(page, 'text');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('{"line":1}\n{"line":2}');
    await page.keyboard.press('Control+Enter');
    await state(page, 'Done: 2 outputs');
    same(await texts(page), ['{\n  "line": 1\n}', '{\n  "line": 2\n}'], 'shows');
    same(await focused(page), 'text', 'the focus is at');
  });
}

async function converses(page) {
  await check('converses: three messages, three replies', async () => {
    await page.getByLabel('Live conversation').check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await state(page, 'Connected to echo');
    await send(page, 'one\ntwo');
    await outputs(page).nth(1).waitFor();
    await send(page, '{"three":3}');
    await outputs(page).nth(2).waitFor();
    same(await texts(page), ['one', 'two', '{\n  "three": 3\n}'], 'shows');
    await shoot(page, 'conversation');
    await page.getByRole('button', { name: 'Disconnect' }).click();
    await state(page, 'Disconnected');
  });
  await check('converses in bytes', async () => {
    await page.getByLabel('File', { exact: true }).setInputFiles({ name: 'bytes.bin', mimeType: '', buffer: EVERY_BYTE });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await outputs(page).first().waitFor();
    same(hash(await saved(page, 1)), hash(EVERY_BYTE), 'the hash is');
    await page.getByRole('button', { name: 'Use text' }).click();
    await page.getByLabel('One request').check();
    await state(page, 'Ended');
  });
}

async function looks(browser) {
  const variants = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['phone', { viewport: PHONE, isMobile: true, hasTouch: true, colorScheme: 'light' }],
    ['phone-dark', { viewport: PHONE, isMobile: true, hasTouch: true, colorScheme: 'dark' }],
  ];
  for (const [name, options] of variants) {
    const page = await newPage(browser, options);
    await check(`is accessible and fits: ${name}`, async () => {
      await send(page, `{"hello":"world","list":[1,2,3]}\n"${'long'.repeat(60)}"\n["done"]`);
      await state(page, 'Done: 3 outputs');
      await shoot(page, name);
      if (options.isMobile) await fitsPhone(page);
      await accessible(page);
    });
    await page.context().close();
  }
}

async function goesWrong(page) {
  await check('stops at once', async () => {
    await api('POST', '', { service: 'slow', image: 'builtin/sleep', envVars: { DELAY: '30s' } });
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('radio', { name: /^slow/ }).check();
    await send(page, '{"wait":true}');
    await state(page, 'sent to slow');
    const since = Date.now();
    await page.getByRole('button', { name: 'Stop' }).click();
    await state(page, 'Stopped after 0 outputs');
    if (Date.now() - since > AT_ONCE_MILLIS) throw new Error(`takes ${Date.now() - since} ms`);
    await page.getByRole('radio', { name: /^echo/ }).check();
    await send(page, '{"go":"on"}');
    await state(page, 'Done: 1 output');
  });
  await check('shows the problem of a deleted function', async () => {
    await api('DELETE', '/echo');
    await send(page, '{"a":1}');
    await state(page, 'Failed');
    const problem = await page.locator('#outputs .problem').innerText();
    for (const part of ['404', "'echo'", 'GET /api/v1/functions lists', 'trace ']) {
      if (!problem.includes(part)) throw new Error(`shows '${problem.replace(/\s+/g, ' ')}' without ${part}`);
    }
    await shoot(page, 'problem');
    await accessible(page);
  }, [/^answer: POST .*\/echo\/stream 404$/]);
  const problem = async () => (await page.locator('#outputs .problem').innerText()).replace(/\s+/g, ' ');
  await check('shows why a conversation was closed', async () => {
    await api('POST', '', { service: 'echo', image: 'builtin/echo' });
    await page.getByLabel('Live conversation').check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await state(page, 'Connected to echo');
    await api('DELETE', '/echo');
    await send(page, 'anyone?');
    await state(page, 'Failed');
    const shown = await problem();
    if (!/404.*'echo'.*closed with 4404/.test(shown)) throw new Error(`shows '${shown}'`);
  });
  await check('shows why a conversation was refused', async () => {
    await send(page, 'anyone?');
    await state(page, 'Failed');
    const shown = await problem();
    if (!/404.*'echo'/.test(shown) || shown.includes('closed with')) throw new Error(`shows '${shown}'`);
  }, [/^console: WebSocket .*\/echo\/stream' failed: .* 404 /, /^answer: GET .*\/functions\/echo 404$/]);
  await check('shows why a deployment failed', async () => {
    await api('DELETE', '/slow');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('button', { name: /^Deploy/ }).waitFor();
    await api('POST', '', { service: 'echo', image: 'builtin/echo' });
    await page.getByRole('button', { name: /^Deploy/ }).click();
    await page.locator('#trouble', { hasText: '409' }).waitFor();
    await accessible(page);
    await api('DELETE', '/echo');
  }, [/^answer: POST .*\/functions 409$/]);
}

let browser;
try {
  await mkdir(screenshots, { recursive: true });
  browser = await launch();
  const page = await newPage(browser, {});
  await byMouse(page);
  await files(page);
  await byKeyboard(page);
  await converses(page);
  await looks(browser);
  await goesWrong(page);
} catch (e) {
  fail(`demo: ${firstLine(e)}`);
} finally {
  await browser?.close();
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
