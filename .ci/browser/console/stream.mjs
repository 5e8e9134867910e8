// Runs functions as streams: by mouse, by keyboard, with files, in live conversations, and with failures.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const EVERY_BYTE = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7 + (i >> 8)) & 255));
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex');
const outputs = (page) => page.locator('#outputs li');
const texts = (page) => page.locator('#outputs pre').allInnerTexts();
const state = (page, text) => page.locator('#state', { hasText: text }).waitFor();
const button = (page, name) => page.getByRole('button', { name, exact: true });
const choose = (page, name) => page.getByRole('radio', { name, exact: true }).check();

async function send(page, t, text) {
  await page.locator('#text').fill(text);
  await button(page, t('invoke.send')).click();
}

/** Waits for the end of a request that had this number of outputs. */
const done = (page, t, plural, count) => state(page, t('stream.done', { outputs: plural('stream.outputs', count), time: '' }).replace(/[,.\s]+$/, '').replace(/ in$/, ''));

async function same(page, expect, expected) {
  await outputs(page).nth(expected.length - 1).waitFor();
  const found = JSON.stringify(await texts(page));
  expect(found === JSON.stringify(expected), `shows ${found}`);
}

async function saved(page, t, number) {
  const download = page.waitForEvent('download');
  await button(page, t('stream.save', { n: number })).click();
  return readFile(await (await download).path());
}

const pick = (page, name, bytes) => page.locator('input[type=file]').setInputFiles({ name, mimeType: '', buffer: bytes });

async function drop(page, bytes, name) {
  const transfer = await page.evaluateHandle(
    ([content, file]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(content)], file));
      return data;
    },
    [[...bytes], name],
  );
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
}

/** The elements that Tab leads to, with a note at those without a visible focus ring. */
async function stops(page) {
  const order = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const at = document.activeElement;
      if (at === document.body) return null;
      const ring = [at, at.closest('label')].some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
      return `${ring ? '' : 'without ring: '}${at.id || at.name || at.textContent.trim()}`;
    });
    if (name === null || order.includes(name)) break;
    order.push(name);
  }
  return order;
}

export default [
  {
    name: 'formats JSON without changing digits',
    run: async ({ page, open, api, t, plural, expect }) => {
      await api('POST', 'api/v1/functions', { service: 'echo', image: 'builtin/echo' });
      await open('#/functions/echo/stream');
      await send(page, t, '{"big":12345678901234567890,"list":[1,{}],"text":"a, {b}: \\"c\\""}');
      await done(page, t, plural, 1);
      await same(page, expect, ['{\n  "big": 12345678901234567890,\n  "list": [\n    1,\n    {}\n  ],\n  "text": "a, {b}: \\"c\\""\n}']);
    },
  },
  {
    name: 'sends each line as an input',
    run: async ({ page, t, plural, expect, shoot }) => {
      await send(page, t, `{"hello":"world","list":[1,2,3]}\n"${'long'.repeat(60)}"\n["done"]`);
      await done(page, t, plural, 3);
      expect((await outputs(page).count()) === 3, 'the old output is still there');
      await shoot('stream');
    },
  },
  {
    name: 'sends plain text, shows it as text, and says before how it will be sent',
    run: async ({ page, t, plural, expect }) => {
      await page.locator('#text').fill('{"a":1}\n<img src=x onerror=alert(1)>\n<b>two</b>');
      await page.getByText(t('stream.notjson', { line: 2 })).waitFor();
      await button(page, t('invoke.send')).click();
      await done(page, t, plural, 1);
      await same(page, expect, ['{"a":1}\n<img src=x onerror=alert(1)>\n<b>two</b>']);
      expect((await page.locator('#outputs img, #outputs pre b').count()) === 0, 'makes elements of it');
    },
  },
  {
    name: 'makes JSON strings of lines that are not JSON',
    run: async ({ page, t, plural, expect }) => {
      await page.locator('#text').fill('{"a":1}\nplain words');
      await button(page, t('stream.quote')).click();
      expect((await page.locator('#text').inputValue()) === '{"a":1}\n"plain words"', 'changes nothing');
      await button(page, t('invoke.send')).click();
      await done(page, t, plural, 2);
    },
  },
  {
    name: 'sends all text as one input',
    run: async ({ page, t, plural, expect }) => {
      await choose(page, t('stream.all'));
      await send(page, t, '1\n2');
      await done(page, t, plural, 1);
      await same(page, expect, ['1\n2']);
      await choose(page, t('stream.line'));
    },
  },
  {
    name: 'sends a chosen file and saves it, byte for byte',
    run: async ({ page, t, plural, expect }) => {
      await pick(page, 'bytes.bin', EVERY_BYTE);
      await button(page, t('invoke.send')).click();
      await done(page, t, plural, 1);
      expect(hash(await saved(page, t, 1)) === hash(EVERY_BYTE), 'the bytes are others');
      expect((await texts(page))[0].startsWith('000000  00 07 0e 15'), 'shows no bytes');
    },
  },
  {
    name: 'sends a dropped image and shows it',
    run: async ({ page, t, expect }) => {
      await drop(page, PIXEL, 'pixel.png');
      await page.getByText('pixel.png').waitFor();
      await button(page, t('invoke.send')).click();
      await page.waitForFunction(() => document.querySelector('#outputs img')?.naturalWidth === 1);
      expect(hash(await saved(page, t, 1)) === hash(PIXEL), 'the bytes are others');
      await button(page, t('stream.usetext')).click();
    },
  },
  {
    name: 'can be traversed with Tab, with a focus ring at each stop',
    run: async ({ page, open, t, expect }) => {
      await open('#/functions/echo/stream');
      const order = (await stops(page)).join(', ');
      const expected = ['transport', 'text', 'unit', t('file.choose'), t('invoke.send'), t('stream.stop'), t('stream.clear'), 'log'].join(', ');
      expect(order.endsWith(expected) && !order.includes('without ring'), `leads to ${order}`);
    },
  },
  {
    name: 'sends two lines with only the keyboard, and keeps the focus',
    run: async ({ page, t, plural, expect }) => {
      await page.locator('#text').focus();
      await page.keyboard.press('Control+A');
      await page.keyboard.type('{"line":1}\n{"line":2}');
      await page.keyboard.press('Control+Enter');
      await done(page, t, plural, 2);
      await same(page, expect, ['{\n  "line": 1\n}', '{\n  "line": 2\n}']);
      expect((await page.evaluate(() => document.activeElement.id)) === 'text', 'the focus is elsewhere');
    },
  },
  {
    name: 'converses: three messages, three replies, plain text too',
    run: async ({ page, t, expect, shoot }) => {
      await choose(page, t('stream.conversation'));
      await button(page, t('stream.connect')).click();
      await state(page, t('stream.connected'));
      await send(page, t, 'one\ntwo');
      await outputs(page).nth(1).waitFor();
      await send(page, t, '{"three":3}');
      await same(page, expect, ['one', 'two', '{\n  "three": 3\n}']);
      await shoot('conversation');
      await button(page, t('stream.disconnect')).click();
      await state(page, t('stream.disconnected'));
    },
  },
  {
    name: 'converses in bytes, and ends with another selection',
    run: async ({ page, t, expect }) => {
      await pick(page, 'bytes.bin', EVERY_BYTE);
      await button(page, t('invoke.send')).click();
      await outputs(page).first().waitFor();
      expect(hash(await saved(page, t, 1)) === hash(EVERY_BYTE), 'the bytes are others');
      await button(page, t('stream.usetext')).click();
      await choose(page, t('stream.request'));
      await state(page, t('stream.ended'));
    },
  },
  {
    name: 'keeps only the latest outputs of a long stream, and says so',
    run: async ({ page, t, plural, expect }) => {
      await page.locator('#text').evaluate((text) => { // typing so many lines takes seconds
        text.value = Array.from({ length: 700 }, (_, i) => `{"n":${i}}`).join('\n');
        text.dispatchEvent(new Event('input', { bubbles: true }));
      });
      await button(page, t('invoke.send')).click();
      await done(page, t, plural, 700);
      expect((await outputs(page).count()) === 500, `shows ${await outputs(page).count()}`);
      await page.locator('#count', { hasText: t('stream.latest', { n: 500 }) }).waitFor();
      const end = await page.locator('#log').evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);
      expect(end < 40, `the end is ${end} px away`);
      await button(page, t('stream.clear')).click();
      await outputs(page).first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'keeps the text while another tab is shown',
    run: async ({ page, t, expect }) => {
      await page.locator('#text').fill('"still here"');
      await page.getByRole('link', { name: t('function.invoke'), exact: true }).click();
      await page.getByRole('link', { name: t('function.stream'), exact: true }).click();
      await page.locator('#text').waitFor();
      expect((await page.locator('#text').inputValue()) === '"still here"', 'the text is lost');
    },
  },
  {
    name: 'stops at once',
    run: async ({ page, open, api, t, plural }) => {
      await api('POST', 'api/v1/functions', { service: 'slow', image: 'builtin/sleep', envVars: { DELAY: '30s' } });
      await open('#/functions/slow/stream');
      await send(page, t, '{"wait":true}');
      await state(page, t('stream.sent', { inputs: plural('stream.count', 1) }));
      await button(page, t('stream.stop')).click();
      await state(page, t('stream.stopped', { outputs: plural('stream.outputs', 0) }));
      await open('#/functions/echo/stream');
      await send(page, t, '{"go":"on"}');
      await done(page, t, plural, 1);
    },
  },
  {
    name: 'shows the problem of a function that fails',
    run: async ({ page, open, api, t, plural, expect, allow }) => {
      allow(/^answer: POST .*\/fail\/stream 502$/);
      await api('POST', 'api/v1/functions', { service: 'fail', image: 'builtin/fail' });
      await open('#/functions/fail/stream');
      await send(page, t, '{"a":1}');
      await state(page, t('stream.failed', { outputs: plural('stream.outputs', 0) }));
      const problem = await page.locator('#outputs .problem').innerText();
      expect(/502[\s\S]*'fail'[\s\S]*INTERNAL · trace /.test(problem), `shows ${problem}`);
    },
  },
  {
    name: 'shows why a conversation was closed',
    run: async ({ page, t, plural, expect }) => {
      await choose(page, t('stream.conversation'));
      await send(page, t, 'anyone?');
      await state(page, t('stream.failed', { outputs: plural('stream.outputs', 0) }));
      const problem = await page.locator('#outputs .problem').innerText();
      expect(problem.includes("502") && problem.includes(t('problem.closed', { code: 4502 })), `shows ${problem}`);
    },
  },
  {
    name: 'shows why a conversation was refused',
    run: async ({ page, open, api, t, expect, allow }) => {
      allow(/^console: WebSocket .*\/fail\/stream' failed: .* 404 /);
      allow(/^answer: GET .*\/functions\/fail 404$/);
      // With events the page would notice that the function has gone, and leave the tab.
      await page.route('**/api/v1/events', (route) => route.fulfill({ contentType: 'text/event-stream', body: ': nothing\n\n' }));
      await open('#/functions/fail/stream');
      await choose(page, t('stream.conversation'));
      await api('DELETE', 'api/v1/functions/fail');
      await send(page, t, 'anyone?');
      await page.locator('#outputs .problem', { hasText: '404' }).waitFor();
      const problem = await page.locator('#outputs .problem').innerText();
      expect(problem.includes("'fail'") && !problem.includes(t('problem.closed', { code: '' })), `shows ${problem}`);
    },
  },
  {
    name: 'shows the problem of a deleted function, and what helps',
    run: async ({ page, t, plural, expect, allow }) => {
      allow(/^answer: POST .*\/fail\/stream 404$/);
      await choose(page, t('stream.request'));
      await send(page, t, '{"a":1}');
      await state(page, t('stream.failed', { outputs: plural('stream.outputs', 0) }));
      const problem = await page.locator('#outputs .problem').innerText();
      for (const part of ['404', "'fail'", 'GET /api/v1/functions lists', 'trace ']) expect(problem.includes(part), `shows ${problem}`);
    },
  },
  {
    name: 'shows why a conversation with a deleted function was closed',
    run: async ({ page, open, api, t, expect }) => {
      const gone = { name: 'gone', image: 'builtin/echo', replicas: 1, availableReplicas: 1, state: 'ready' };
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.route('**/api/v1/events', (route) => route.fulfill({
        contentType: 'text/event-stream',
        body: `event: functions\ndata: ${JSON.stringify({ functions: [gone] })}\n\n`,
      }));
      await api('POST', 'api/v1/functions', { service: 'gone', image: 'builtin/echo' });
      await open('#/functions/gone/stream');
      await choose(page, t('stream.conversation'));
      await button(page, t('stream.connect')).click();
      await state(page, t('stream.connected'));
      await api('DELETE', 'api/v1/functions/gone');
      await send(page, t, 'anyone?');
      await page.locator('#outputs .problem', { hasText: '404' }).waitFor();
      const problem = await page.locator('#outputs .problem').innerText();
      expect(problem.includes("'gone'") && problem.includes(t('problem.closed', { code: 4404 })), `shows ${problem}`);
    },
  },
];
