// With authentication: logs in as a new user does, in mode token to the Swagger UI and the console, in mode basic to the console.
// The file that the bridge reads the tokens from gets further ones meanwhile.
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { accessible } from './accessible.mjs';
import { firstLine, launch, watch } from './browser.mjs';
import { translations } from './translations.mjs';

const [base, screenshots] = process.argv.slice(2);
const root = base.replace(/\/*$/, '/');
const origin = new URL(root).origin;
const { TOKEN: token, PASSWORD: password, BRIDGE_SECURITY_TOKENSFILE: tokens } = process.env;
const user = 'browser';
const authorization = token ? `Bearer ${token}` : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const { t } = await translations(root, 'en');
const original = token && (await readFile(tokens, 'utf8'));

const ELEMENT_MILLIS = 20_000;
const ABORTED = /ERR_ABORTED$/;
const REFUSED = /^answer: \S+ \S+ 401$/;

let passed = 0;
let failed = 0;
const events = [];

function fail(what) {
  failed++;
  console.error(`browser: FAILED: ${what}`);
}

function expect(condition, message) {
  if (!condition) throw new Error(message);
}

async function check(name, work, expected = []) {
  const problems = [];
  try {
    await work();
  } catch (e) {
    problems.push(firstLine(e));
  }
  problems.push(...new Set(events.splice(0).filter((event) => ![ABORTED, ...expected].some((pattern) => pattern.test(event)))));
  if (problems.length) {
    fail(`authorize: ${name}: ${problems.join('; ')}`);
  } else {
    passed++;
    console.log(`authorize: ${name}`);
  }
}

async function newPage(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
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
  const page = await newPage(browser, 'swagger-ui/index.html');
  const block = page.locator('.opblock-get', { has: page.locator('[data-path="/api/v1/functions"]') }).first();
  await check('Swagger UI: a request without credentials is refused', async () => {
    await block.locator('.opblock-summary-control').click();
    await block.getByRole('button', { name: 'Try it out' }).click();
    await execute(block, 401);
  }, [REFUSED]);
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

const secret = (page) => page.getByLabel(t(password ? 'login.password' : 'login.token'), { exact: true });

async function login(page, value) {
  if (password) await page.getByLabel(t('login.name'), { exact: true }).fill(user);
  await secret(page).fill(value);
  await page.getByRole('button', { name: t('login.submit'), exact: true }).click();
}

const shows = (page, name) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
const send = (page) => page.getByRole('button', { name: t('invoke.send'), exact: true });
const closed = async (page) => expect((await secret(page).count()) === 0, 'asks for credentials');

async function accepted(page) {
  await check('console: asks for credentials, without a refused request before', async () => {
    await secret(page).waitFor();
    await shoot(page, 'console');
    const found = await accessible(page);
    expect(!found.length, found.join('; '));
  });
  await check('console: says that wrong credentials are rejected', async () => {
    await login(page, 'wrong');
    await page.getByText(t('login.rejected')).waitFor();
  }, [REFUSED]);
  await check('console: logs in, and shows who is logged in', async () => {
    await login(page, token ?? password);
    await shows(page, t('shell.functions'));
    await page.locator('header .who', { hasText: user }).waitFor();
  });
}

async function kept(page) {
  await check('console: keeps the credentials in this tab over a reload', async () => {
    await page.reload();
    await shows(page, t('shell.functions'));
    await closed(page);
  });
  await check('console: keeps them nowhere else', async () => {
    const stored = await page.evaluate(() => document.cookie + JSON.stringify(localStorage));
    expect(!stored.includes(authorization.split(' ')[1]), `stored ${stored}`);
    const other = await page.context().newPage();
    await other.goto(`${root}console/`);
    await secret(other).waitFor();
    await other.close();
  });
}

async function used(page) {
  await check('console: deploys and invokes with them', async () => {
    await page.getByRole('button', { name: t('empty.echo') }).click();
    await page.getByRole('link', { name: 'echo', exact: true }).or(page.getByRole('heading', { level: 1, name: 'echo' })).first().waitFor();
    await page.goto(`${root}console/#/functions/echo/invoke`);
    await page.locator('[data-field="body"]').fill('hello');
    await send(page).click();
    await page.locator('#result .output', { hasText: 'hello' }).waitFor();
  });
  await check('console: converses with them', async () => {
    await page.goto(`${root}console/#/functions/echo/stream`);
    await page.getByRole('radio', { name: t('stream.conversation') }).check();
    await page.getByRole('button', { name: t('stream.connect'), exact: true }).click();
    await page.locator('#state', { hasText: t('stream.connected') }).waitFor();
    await page.locator('#text').fill('hello');
    await send(page).click();
    await page.locator('#outputs li').first().waitFor();
    await page.getByRole('button', { name: t('stream.disconnect'), exact: true }).click();
  });
}

async function sockets(page) {
  const socket = (subprotocol) =>
    page.evaluate(async (offered) => {
      const said = btoa(offered.authorization).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
      const url = new URL('../api/v1/functions/echo/stream', document.baseURI);
      url.protocol = url.protocol.replace('http', 'ws');
      const socket = new WebSocket(url, [offered.subprotocol, `authorization.${said}`]);
      return new Promise((resolve) => {
        socket.onopen = () => socket.send('hello');
        socket.onmessage = ({ data }) => {
          resolve(`${socket.protocol} ${data}`);
          socket.close(1000);
        };
        socket.onerror = () => resolve('failed');
      });
    }, { subprotocol, authorization });
  for (const subprotocol of ['dcf.stream.v1', 'problem+json']) {
    await check(`WebSocket: a page offers ${subprotocol} with its credentials`, async () => {
      const answer = await socket(subprotocol);
      expect(answer === `${subprotocol} hello`, `answered ${answer}`);
    });
  }
}

const line = (name, value, ...authorities) => `${name}:${createHash('sha256').update(value).digest('hex')}:${authorities.join(' ')}\n`;

/** Waits until the bridge has read the file again. */
async function known(value) {
  const until = Date.now() + ELEMENT_MILLIS;
  while ((await fetch(`${root}api/v1/functions`, { headers: { Authorization: `Bearer ${value}` } })).status !== 200) {
    expect(Date.now() < until, 'the bridge does not read the changed file');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function expires(page) {
  const guest = `${token}-guest`;
  await check('console: reports once that credentials expired, and keeps what was entered', async () => {
    await appendFile(tokens, line('guest', guest, 'functions:read', 'functions:invoke') + line('reader', `${token}-reader`, 'functions:read'));
    await known(guest);
    await page.getByRole('button', { name: t('shell.logout') }).click();
    await login(page, guest);
    await page.goto(`${root}console/#/functions/echo/invoke`);
    await page.locator('[data-field="body"]').fill('still here');
    await writeFile(tokens, original + line('reader', `${token}-reader`, 'functions:read'));
    await page.getByText(t('login.expired')).waitFor(); // the bridge ends the stream of events
    await shoot(page, 'expired');
    expect((await page.getByText(t('login.expired')).count()) === 1, 'says it more than once');
    expect((await page.locator('.problem:visible, .banner:visible').count()) === 0, 'also shows a problem');
    await login(page, token);
    await secret(page).waitFor({ state: 'detached' });
    expect((await page.locator('[data-field="body"]').inputValue()) === 'still here', 'the text is lost');
    await send(page).click();
    await page.locator('#result .output', { hasText: 'still here' }).waitFor();
  }, [REFUSED, /ERR_INCOMPLETE_CHUNKED_ENCODING/]);
}

async function limited(page) {
  await check('console: disables what the authorities do not allow', async () => {
    await page.getByRole('button', { name: t('shell.logout') }).click();
    await login(page, `${token}-reader`);
    const disabled = async (button) => {
      await button.waitFor();
      expect((await button.getAttribute('aria-disabled')) === 'true', `${await button.innerText()} is enabled`);
    };
    await page.goto(`${root}console/#/functions/echo/invoke`);
    await disabled(send(page));
    await page.getByText(t('invoke.forbidden')).waitFor();
    await disabled(page.getByRole('button', { name: t('function.delete'), exact: true }));
    await page.goto(`${root}console/#/deploy`);
    await disabled(page.getByRole('button', { name: t('shell.deploy'), exact: true }));
    await page.goto(`${root}console/#/functions`);
    await disabled(page.getByRole('button', { name: t('functions.remove', { name: 'echo' }) }));
    await shoot(page, 'reader');
  });
}

async function leaves(page) {
  await check('console: forgets them when the user logs out', async () => {
    await page.getByRole('button', { name: t('shell.logout') }).click();
    await secret(page).waitFor();
    const stored = await page.evaluate(() => JSON.stringify(sessionStorage));
    expect(stored === '{}', `stored ${stored}`);
    await page.reload();
    await secret(page).waitFor();
  });
}

let browser;
try {
  await mkdir(screenshots, { recursive: true });
  browser = await launch();
  if (token) await swagger(browser); // in mode basic, browsers ask for a password themselves
  const page = await newPage(browser, 'console/');
  await accepted(page);
  await kept(page);
  await used(page);
  await sockets(page);
  if (token) {
    await expires(page);
    await limited(page);
  }
  await leaves(page);
} catch (e) {
  fail(firstLine(e));
} finally {
  await browser?.close();
  if (token) await writeFile(tokens, original);
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
