// Makes the screenshots of the documentation: a dozen functions with some load, in light and dark colours. It takes two minutes,
// so that the plots have something to show.
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { firstLine, launch } from './browser.mjs';

const [base, directory] = process.argv.slice(2);
const root = base.replace(/\/*$/, '/');

const LOAD_MILLIS = 120_000;
const MOST_BYTES = 150 * 1024;
const DESKTOP = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const json = { 'Content-Type': 'application/json' };

/** Names with their definition and the pause between two invocations. */
const FUNCTIONS = {
  'checksum': { image: 'builtin/sha256', pause: 80 },
  'geocode': { image: 'builtin/sleep', envVars: { DELAY: '15ms' }, pause: 120 },
  'greeter': { image: 'builtin/echo', pause: 60 },
  'image-labels': { image: 'builtin/sleep', envVars: { DELAY: '90ms' }, replicas: 3, pause: 200 },
  'invoice-pdf': { image: 'builtin/sleep', envVars: { DELAY: '240ms' }, replicas: 2, pause: 300 },
  'monthly-report': { image: 'builtin/sleep', replicas: 0 },
  'payments': { image: 'builtin/fail', envVars: { MESSAGE: 'card reader offline' }, pause: 2500 },
  'region-settings': { image: 'builtin/env', envVars: { REGION: 'seoul' }, pause: 400 },
  'search-index': { image: 'builtin/echo', replicas: 2, pause: 150 },
  'thumbnails': { image: 'builtin/sha256', replicas: 4, pause: 100 },
  'translate': { image: 'builtin/echo', replicas: 0 },
  'word-count': { image: 'builtin/echo', pause: 250 },
};

const send = (method, address, body, headers = {}) => fetch(root + address, { method, body, headers });
const later = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

async function deploy([service, { replicas = 1, pause, ...definition }]) {
  await send('PUT', `api/v1/functions/${service}`, JSON.stringify({ service, ...definition, maxReplicas: 5 }), json);
  if (replicas !== 1) await send('PUT', `api/v1/functions/${service}/replicas`, JSON.stringify({ replicas }), json);
}

/** Invokes with a rate that goes up and down. */
async function load([name, { pause }], until) {
  for (; pause && Date.now() < until; await later(pause * (1.5 + Math.sin(Date.now() / 9000 + pause)))) {
    send('POST', `function/${name}`, '{"name":"Seoul"}', json).then((answer) => answer.arrayBuffer()).catch(() => {});
  }
}

async function shoot(page, name) {
  const file = path.join(directory, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new Error(`${file} has ${size} bytes`);
  console.log(`screenshots: ${file}`);
}

async function open(context, hash, shown) {
  const page = await context.newPage();
  await page.goto(`${root}console/${hash}`);
  await page.locator(shown).first().waitFor();
  await later(1500); // for what arrives after the first rendering
  return page;
}

async function invoke(context) {
  const page = await open(context, '#/functions/greeter/invoke', '[data-field="body"]');
  await page.locator('form.card').getByRole('radio', { name: 'JSON', exact: true }).check();
  await page.locator('[data-field="body"]').fill('{"city":"Seoul","forecast":[{"day":"Mon","high":4,"low":-3},{"day":"Tue","high":6,"low":-1}]}');
  await page.keyboard.press('Control+Enter');
  await page.locator('#result .output').waitFor();
  return page;
}

async function views(browser, colorScheme) {
  const context = await browser.newContext({ ...DESKTOP, colorScheme, locale: 'en-US' });
  await shoot(await open(context, '#/functions', 'tbody tr'), `console-${colorScheme}`);
  await shoot(await invoke(context), `console-invoke-${colorScheme}`);
  await shoot(await open(context, '#/functions/image-labels/metrics', 'canvas'), `console-metrics-${colorScheme}`);
  await context.close();
  const phone = await browser.newContext({ ...PHONE, colorScheme, locale: 'ko-KR' });
  await shoot(await open(phone, '#/functions', 'tbody tr'), `console-phone-${colorScheme}`);
  await phone.close();
}

let browser;
let made = 0;
try {
  await mkdir(directory, { recursive: true });
  await Promise.all(Object.entries(FUNCTIONS).map(deploy));
  const until = Date.now() + LOAD_MILLIS + 60_000;
  const loads = Object.entries(FUNCTIONS).map((each) => load(each, until));
  browser = await launch();
  await open(await browser.newContext(), '#/functions', 'tbody tr'); // the bridge knows replicas while a page follows them
  await later(LOAD_MILLIS);
  for (const colorScheme of ['light', 'dark']) {
    await views(browser, colorScheme);
    made++;
  }
  await Promise.all(loads);
  await Promise.all(Object.keys(FUNCTIONS).map((name) => send('DELETE', `api/v1/functions/${name}`)));
} catch (e) {
  console.error(`browser: FAILED: screenshots: ${firstLine(e)}`);
} finally {
  await browser?.close();
}
console.log(`browser: ${made} passed, ${2 - made} failed`);
process.exitCode = made === 2 ? 0 : 1;
