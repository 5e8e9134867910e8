// With authentication: enters a token in the Swagger UI and in the demo page.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { firstLine, launch, watch } from './browser.mjs';

const [base, screenshots] = process.argv.slice(2);
const root = base.replace(/\/*$/, '/');
const origin = new URL(root).origin;
const token = process.env.TOKEN;

const ELEMENT_MILLIS = 20_000;
const REFUSED = /^answer: \S+ \S+ 401$/;

let passed = 0;
let failed = 0;
const events = [];

function fail(what) {
  failed++;
  console.error(`browser: FAILED: ${what}`);
}

async function check(name, work) {
  const problems = [];
  try {
    await work();
  } catch (e) {
    problems.push(firstLine(e));
  }
  problems.push(...new Set(events.splice(0).filter((event) => !REFUSED.test(event) && !/ERR_ABORTED$/.test(event))));
  if (problems.length) {
    fail(`authorize: ${name}: ${problems.join('; ')}`);
  } else {
    passed++;
    console.log(`authorize: ${name}`);
  }
}

async function newPage(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(ELEMENT_MILLIS);
  watch(context, origin, events);
  const page = await context.newPage();
  await page.goto(root + address);
  return page;
}

const shoot = (page, name) => page.screenshot({ path: path.join(screenshots, `authorize-${name}.png`), animations: 'disabled' });

async function execute(block, status) {
  await block.getByRole('button', { name: 'Execute' }).click();
  await block.locator('.live-responses-table .response-col_status', { hasText: String(status) }).waitFor();
}

async function swagger(browser) {
  const page = await newPage(browser, '');
  const block = page.locator('.opblock-get', { has: page.locator('[data-path="/api/v1/functions"]') }).first();
  await check('Swagger UI: a request without credentials is refused', async () => {
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    await execute(block, 401);
  });
  await check('Swagger UI: Authorize', async () => {
    await page.locator('.scheme-container .authorize, .auth-wrapper .authorize').first().click();
    const dialog = page.locator('.dialog-ux');
    await dialog.locator('input').first().fill(token);
    await shoot(page, 'swagger');
    await dialog.locator('button[type=submit]').click();
    await dialog.locator('.btn-done').click();
  });
  await check('Swagger UI: a request with credentials is answered', () => execute(block, 200));
}

async function demo(browser) {
  const page = await newPage(browser, 'demo/');
  await check('demo: asks for a token', async () => {
    await page.locator('#caller').waitFor();
    await shoot(page, 'demo');
    await page.getByLabel('Token').fill(token);
    await page.getByRole('button', { name: 'Use', exact: true }).click();
    await page.locator('#functions label, #deploy:visible').first().waitFor();
  });
  await check('demo: deploys and invokes with it', async () => {
    const deploy = page.locator('#deploy');
    if (await deploy.isVisible()) await deploy.click();
    await page.locator('#functions label').first().waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('#state', { hasText: 'Done' }).waitFor();
  });
  await check('demo: converses with it', async () => {
    await page.getByLabel('Live conversation').check();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.locator('#state', { hasText: 'Connected to echo' }).waitFor();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await page.locator('#outputs li').first().waitFor();
    await page.getByRole('button', { name: 'Disconnect' }).click();
  });
  const socket = (...subprotocols) =>
    page.evaluate(async (offered) => {
      const said = btoa(`Bearer ${offered.token}`).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      const url = new URL('../api/v1/functions/echo/stream', document.baseURI);
      url.protocol = url.protocol.replace('http', 'ws');
      const socket = new WebSocket(url, [...offered.subprotocols, `authorization.${said}`]);
      return new Promise((resolve) => {
        socket.onopen = () => socket.send('hello');
        socket.onmessage = ({ data }) => {
          resolve(`${socket.protocol} ${data}`);
          socket.close(1000);
        };
        socket.onerror = () => resolve('failed');
      });
    }, { subprotocols, token });
  for (const subprotocol of ['dcf.stream.v1', 'problem+json']) {
    await check(`WebSocket: a page offers ${subprotocol} with its credentials`, async () => {
      const answer = await socket(subprotocol);
      if (answer !== `${subprotocol} hello`) throw new Error(`answered ${answer}`);
    });
  }
  await check('demo: does not store it', async () => {
    const kept = await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length].join());
    if (kept !== ',0,0') throw new Error(`kept ${kept}`);
    await page.reload();
    await page.locator('#caller').waitFor();
  });
}

let browser;
try {
  await mkdir(screenshots, { recursive: true });
  browser = await launch();
  await swagger(browser);
  await demo(browser);
} catch (e) {
  fail(firstLine(e));
} finally {
  await browser?.close();
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
