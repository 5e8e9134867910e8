// Uses the console as users do: on a desktop and on a phone, in English and in Korean, in light and dark colours. The checks of
// each view are in console/VIEW.mjs. All functions of the bridge are deleted. Names after the directory select views, and
// PLACES=2 only the first two of the four combinations, which have both devices, languages and colours.
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { accessible, fits } from './accessible.mjs';
import { firstLine, launch, watch } from './browser.mjs';
import { translations } from './translations.mjs';

const [base, screenshots, ...selected] = process.argv.slice(2);
const root = base.replace(/\/*$/, '/');
const origin = new URL(root).origin;

const ELEMENT_MILLIS = 20_000;
const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const PLACES = [
  { device: 'desktop', language: 'en', options: { ...DESKTOP, locale: 'en-US', colorScheme: 'light' } },
  { device: 'phone', language: 'ko', options: { ...PHONE, locale: 'ko-KR', colorScheme: 'dark' } },
  { device: 'desktop', language: 'ko', options: { ...DESKTOP, locale: 'ko-KR', colorScheme: 'dark' } },
  { device: 'phone', language: 'en', options: { ...PHONE, locale: 'en-US', colorScheme: 'light' } },
].slice(0, Number(process.env.PLACES ?? 4));

/** Chromium also reports requests that a page ends itself, such as streams. */
const ABORTED = /^request: .* net::ERR_ABORTED$/;

let passed = 0;
let failed = 0;

function fail(what) {
  failed++;
  console.error(`browser: FAILED: console: ${what}`);
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

/** Calls the bridge. A body that is neither text nor bytes is sent as JSON. */
function api(method, address, body, headers = {}) {
  const raw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  return fetch(new URL(address.replace(/^\//, ''), root), {
    method,
    headers: raw ? headers : { 'Content-Type': 'application/json', ...headers },
    body: raw ? body : JSON.stringify(body),
  });
}

async function deleteFunctions() {
  const { functions } = await (await api('GET', 'api/v1/functions?limit=500')).json();
  await Promise.all(functions.map(({ name }) => api('DELETE', `api/v1/functions/${name}`)));
}

/** What a check can use: everything of a new page in one place. */
async function toolsOf(browser, { device, language, options }, events) {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(ELEMENT_MILLIS);
  watch(context, origin, events);
  const page = await context.newPage();
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== new URL(root).host) events.push(`another host: ${socket.url()}`);
  });
  /** Loads the console with an address such as #/functions and waits until it shows the view. */
  const open = async (hash = '') => {
    await page.goto('about:blank');
    await page.goto(`${root}console/${hash}`);
    await page.locator('#view main').first().waitFor();
    if (/^#\/functions\/./.test(hash)) await page.locator('#tab > *, #view .problem, #view .empty, #view .narrow').first().waitFor({ state: 'attached' });
  };
  const shoot = (name) =>
    page.screenshot({ path: path.join(screenshots, `console-${name}-${device}-${language}.png`), animations: 'disabled', fullPage: true });
  const phone = device === 'phone';
  /** What holds for all states of all views; it is also called after each check. */
  const inspect = async () => {
    const problems = [...(await accessible(page)), ...(await fits(page, phone))];
    expect(!problems.length, problems.join('; '));
  };
  return { browser, context, page, base: root, open, inspect, api, expect, shoot, language, device, phone, ...(await translations(root, language)) };
}

async function check(title, { run }, tools, events) {
  const allowed = [ABORTED];
  const problems = [];
  try {
    await run({ ...tools, allow: (pattern) => allowed.push(pattern) });
    await tools.inspect();
  } catch (e) {
    problems.push(firstLine(e));
  }
  problems.push(...new Set(events.splice(0).filter((event) => !allowed.some((pattern) => pattern.test(event)))));
  if (problems.length) {
    fail(`${title}: ${problems.join('; ')}`);
    await tools.shoot(`failed-${failed}`).catch(() => {});
  } else {
    passed++;
    console.log(`console: ${title}`);
  }
}

async function checkView(browser, view, checks, place) {
  const events = [];
  await deleteFunctions();
  const tools = await toolsOf(browser, place, events);
  for (const each of checks) {
    await check(`${view}: ${each.name} (${place.device}, ${place.language})`, each, tools, events);
  }
  await tools.context.close();
}

let browser;
try {
  await mkdir(screenshots, { recursive: true });
  browser = await launch();
  const files = (await readdir(new URL('./console/', import.meta.url))).sort();
  const views = files.map((file) => path.parse(file).name).filter((view) => !selected.length || selected.includes(view));
  for (const view of views) {
    const { default: checks } = await import(`./console/${view}.mjs`);
    for (const place of PLACES) await checkView(browser, view, checks, place);
  }
  await deleteFunctions();
} catch (e) {
  fail(firstLine(e));
} finally {
  await browser?.close();
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
