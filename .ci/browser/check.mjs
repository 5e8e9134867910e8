// Uses the Swagger UI as a new user does: tries all operations, top to bottom, with their examples.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { firstLine, launch, watch } from './browser.mjs';

const [base, screenshots] = process.argv.slice(2);
const origin = new URL(base).origin;
const root = base.replace(/\/*$/, '/');

// All other operations must return 2xx.
const EXPECTED = {
  'POST /api/v1/functions': { status: 201 },
  'POST /api/v1/functions/{name}/invocations': { status: 200, body: 'hello world' },
  'POST /function/{name}': { status: 200 }, // the output for the chosen file, of which there is none
  'DELETE /api/v1/functions/{name}': { status: 204 },
};
// Its response has no end, and the page shows a response only at its end.
const ENDLESS = 'GET /api/v1/events';
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
const ELEMENT_MILLIS = 10_000;
const ANSWER_MILLIS = 60_000;

let passed = 0;
let failed = 0;
const events = [];

function fail(what) {
  failed++;
  console.error(`browser: FAILED: ${what}`);
}

/** The errors of the page since the last call, without duplicates. */
const takeEvents = () => [...new Set(events.splice(0))];

async function open(browser, viewport) {
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(ELEMENT_MILLIS);
  watch(context, origin, events);
  const page = await context.newPage();
  await page.goto(`${root}swagger-ui/index.html`);
  const operation = page.locator('.swagger-ui .opblock').first();
  await operation.waitFor().catch(() => {
    throw new Error(`${page.url()} shows no operation`);
  });
  // All requests of the page must be complete before its errors are checked.
  await page.waitForLoadState('networkidle');
  return page;
}

const shoot = (page, name, options = {}) =>
  page.screenshot({ path: path.join(screenshots, `${name}.png`), animations: 'disabled', ...options });

/** The operation down to its response, without the many screens of documented responses. */
async function shootOperation(page, block, name) {
  const { x, y, width, height } = await block.boundingBox();
  const table = block.locator('.live-responses-table');
  const live = (await table.count()) ? await table.boundingBox() : null;
  const scrolled = await page.evaluate(() => window.scrollY);
  const shown = live ? live.y + live.height - y : Math.min(height, page.viewportSize().height);
  await shoot(page, name, { fullPage: true, clip: { x, y: y + scrolled, width, height: shown } });
}

async function documented() {
  const answer = await fetch(`${root}v3/api-docs`);
  if (!answer.ok) throw new Error(`${root}v3/api-docs answers ${answer.status}`);
  const api = await answer.json();
  return {
    tags: (api.tags ?? []).map((tag) => tag.name),
    operations: Object.entries(api.paths).flatMap(([path, item]) =>
      METHODS.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`),
    ),
  };
}

/** The page against the document that it is made from. */
function compare(shown, shownTags, api) {
  if (shownTags.join() !== api.tags.join()) {
    fail(`the page's sections are ${shownTags.join(', ')}; the document's tags are ${api.tags.join(', ')}`);
  }
  for (const operation of api.operations) {
    const times = shown.filter((each) => each === operation).length;
    if (times !== 1) fail(`${operation} is on the page ${times} times instead of once`);
  }
  for (const operation of new Set(shown)) {
    if (!api.operations.includes(operation)) fail(`${operation} is on the page but not in the document`);
  }
  for (const operation of Object.keys(EXPECTED)) {
    if (!api.operations.includes(operation)) fail(`${operation} is expected but not in the document`);
  }
  // Operations after it would find no function.
  const removal = shown.indexOf('DELETE /api/v1/functions/{name}');
  const stranded = shown[removal + 1];
  if (stranded) fail(`${shown[removal]} is not last on the page: ${stranded} follows`);
}

/** Names of what is required but left for the reader to fill in. */
async function emptyRequired(block) {
  const names = [];
  for (const row of await block.locator('tr[data-param-name]').all()) {
    const field = row.locator('input:not([type=file]), select, textarea').first();
    const required = await row.locator('.parameter__name.required').count();
    if (required && (await field.count()) && !(await field.inputValue()).trim()) {
      names.push(await row.getAttribute('data-param-name'));
    }
  }
  const body = block.locator('textarea.body-param__text');
  const bodyRequired = await block.locator('.opblock-section-request-body .opblock-title.required').count();
  if (bodyRequired && (await body.count()) && !(await body.inputValue()).trim()) names.push('the body');
  return names;
}

const send = (method, path, body, headers = {}) => fetch(root + path, { method, body, headers });

/** The id of an invocation that suits an operation, as a user copies it: one that has ended, runs, or was cancelled. */
async function invocation(operation) {
  const [method] = operation.split(' ');
  const answer = await send('POST', `function/${method === 'GET' ? 'quick' : 'slow'}`, 'x', { Prefer: 'respond-async' });
  const { id } = await answer.json();
  if (method === 'GET') await send('GET', `api/v1/invocations/${id}?wait=30s`);
  if (method === 'POST') await send('DELETE', `api/v1/invocations/${id}`);
  return id;
}

async function withFunctions(action) {
  const json = { 'Content-Type': 'application/json' };
  const functions = [
    { service: 'quick', image: 'builtin/echo' },
    { service: 'slow', image: 'builtin/sleep', envVars: { DELAY: '60s' } },
  ];
  for (const each of functions) await send('POST', 'api/v1/functions', JSON.stringify(each), json);
  await action();
  for (const { service } of functions) await send('DELETE', `api/v1/functions/${service}`);
}

async function tryOut(page, block, operation, number) {
  const problems = [];
  let status = 'none';
  try {
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    if (operation.includes('{id}')) {
      await block.locator('tr[data-param-name="id"] input').fill(await invocation(operation));
    }
    const empty = await emptyRequired(block);
    if (empty.length) throw new Error(`required but not filled in: ${empty.join(', ')}`);
    if (operation === ENDLESS) {
      await block.locator('.opblock-summary-control').click();
      passed++;
      return;
    }
    await block.getByRole('button', { name: 'Execute' }).click();

    const live = block.locator('.live-responses-table .response');
    const column = live.locator('.response-col_status');
    await column.waitFor({ timeout: ANSWER_MILLIS }).catch(() => {
      throw new Error(`shows no response within ${ANSWER_MILLIS / 1000} s`);
    });
    const [code, remark] = (await column.innerText()).trim().split(/\s+/);
    status = code;
    const pre = live.locator('.response-col_description .highlight-code pre');
    const body = (await pre.count()) ? (await pre.innerText()).trim() : '';
    const expected = EXPECTED[operation] ?? {};
    if (expected.status ? code !== String(expected.status) : !/^2\d\d$/.test(code)) {
      problems.push(`answers ${code} instead of ${expected.status ?? '2xx'}: ${body.replace(/\s+/g, ' ')}`);
    } else if (expected.body !== undefined && body !== expected.body) {
      problems.push(`shows ${JSON.stringify(body)} instead of ${JSON.stringify(expected.body)}`);
    }
    if (remark) problems.push(`the page calls the answer ${code} '${remark}'`);
  } catch (e) {
    problems.push(firstLine(e));
  }
  console.log(`${operation} ${status}`);
  const name = `${String(number).padStart(2, '0')}-${operation.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;
  await shootOperation(page, block, name);
  await block.locator('.opblock-summary-control').click();
  problems.push(...takeEvents());
  if (problems.length) fail(`${operation}: ${problems.join('; ')}`);
  else passed++;
}

async function check(browser) {
  const page = await open(browser, { width: 1280, height: 900 });
  await shoot(page, 'opened');
  takeEvents().forEach((event) => fail(event));

  const api = await documented();
  const blocks = await page.locator('.opblock').all();
  const shown = [];
  for (const block of blocks) {
    const method = await block.locator('.opblock-summary-method').innerText();
    shown.push(`${method.trim()} ${await block.locator('.opblock-summary-path').getAttribute('data-path')}`);
  }
  const tags = await page.locator('.opblock-tag').evaluateAll((all) => all.map((tag) => tag.dataset.tag));
  compare(shown, tags, api);

  await withFunctions(async () => {
    for (const [i, block] of blocks.entries()) await tryOut(page, block, shown[i], i + 1);
  });
  await shoot(page, 'tried', { fullPage: true });

  const narrow = await open(browser, { width: 390, height: 844 });
  await shoot(narrow, 'narrow');
  takeEvents().forEach((event) => fail(event));
}

let browser;
try {
  await mkdir(screenshots, { recursive: true });
  browser = await launch();
  await check(browser);
} catch (e) {
  fail(firstLine(e));
  takeEvents().forEach((event) => fail(event));
} finally {
  await browser?.close();
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
