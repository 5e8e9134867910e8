// The frame of the console: addresses, navigation, language, theme, keyboard and connection.
import { Outage } from '../outage.mjs';

const RECONNECT_MILLIS = 1500;
const other = { en: 'ko', ko: 'en' };
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

/** The focused element's text, with a note if it has no visible focus ring. */
const focused = (page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (at === document.body) return null;
    const ring = [at, at.closest('label')].some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
    return `${ring ? '' : 'without ring: '}${at.tagName === 'SELECT' ? at.labels[0].firstElementChild.textContent : at.textContent.trim()}`;
  });

export default [
  {
    name: 'is where / and /demo lead',
    run: async ({ page, base, expect }) => {
      for (const path of ['', 'console', 'demo', 'demo/']) {
        await page.goto(base + path);
        await page.locator('#view main').waitFor();
        expect(page.url() === `${base}console/`, `/${path} leads to ${page.url()}`);
      }
    },
  },
  {
    name: 'speaks the language of the browser',
    run: async ({ page, t, expect, language }) => {
      await heading(page, t('shell.functions'));
      const declared = await page.locator('html').getAttribute('lang');
      expect(declared === language, `the page declares ${declared}`);
    },
  },
  {
    name: 'navigates, and the back button returns',
    run: async ({ page, open, t, expect }) => {
      await open();
      for (const view of ['deploy', 'system', 'functions', 'deploy']) {
        const link = page.getByRole('link', { name: t(`shell.${view}`), exact: true });
        await link.click();
        await page.locator(`#view main`).waitFor();
        expect((await link.getAttribute('aria-current')) === 'page', `${view} is not marked as current`);
        expect(page.url().endsWith(`#/${view}`), `${view} leads to ${page.url()}`);
      }
      await page.goBack();
      await heading(page, t('shell.functions'));
    },
  },
  {
    name: 'shows the functions at an unknown address',
    run: async ({ page, open, t }) => {
      for (const hash of ['#/nothing', '#nothing', '#/functions/', '#/%']) {
        await open(hash);
        await heading(page, t('shell.functions'));
      }
    },
  },
  {
    name: 'leads to the API',
    run: async ({ page, base, open, t, expect }) => {
      await open();
      const address = await page.getByRole('link', { name: t('shell.api'), exact: true }).evaluate((link) => link.href);
      expect(address === `${base}swagger-ui/index.html`, `leads to ${address}`);
      expect((await fetch(address)).ok, `${address} is not there`);
    },
  },
  {
    name: 'keeps the language that the user chooses',
    run: async ({ page, open, t, expect, language }) => {
      await open();
      await page.getByLabel(t('shell.language')).selectOption(other[language]);
      await page.locator(`html[lang=${other[language]}]`).waitFor();
      await open('#/system');
      const kept = await page.locator('html').getAttribute('lang');
      expect(kept === other[language], `the language is ${kept} after a reload`);
      await page.locator('header select').first().selectOption(language);
      await page.locator(`html[lang=${language}]`).waitFor();
      await heading(page, t('shell.system'));
    },
  },
  {
    name: 'keeps the theme that the user chooses',
    run: async ({ page, open, t, expect }) => {
      await open();
      const choose = (theme) => page.getByLabel(t('shell.theme')).selectOption(theme);
      await choose('light');
      const light = await background(page);
      await choose('dark');
      const dark = await background(page);
      expect(light !== dark, `light and dark are both ${light}`);
      await open();
      expect((await background(page)) === dark, 'the theme is lost by a reload');
      await choose('system');
      for (const [colorScheme, expected] of [['light', light], ['dark', dark]]) {
        await page.emulateMedia({ colorScheme });
        expect((await background(page)) === expected, `the theme of the system is not used: ${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme: null });
    },
  },
  {
    name: 'can be skipped to the content',
    run: async ({ page, open, t, expect }) => {
      await open();
      await page.keyboard.press('Tab');
      const skip = page.getByRole('link', { name: t('shell.skip') });
      const { x, y } = await skip.boundingBox();
      expect(x >= 0 && y >= 0, 'the focused link is not visible');
      await page.keyboard.press('Enter');
      expect((await page.evaluate(() => document.activeElement.id)) === 'view', 'the focus is not in the content');
    },
  },
  {
    name: 'can be used with only the keyboard',
    run: async ({ page, open, t, expect }) => {
      await open();
      const order = [t('shell.skip'), 'DCF Bridge', t('shell.functions'), t('shell.deploy'), t('shell.system'), t('shell.api'), t('shell.language'), t('shell.theme')];
      for (const expected of order) {
        await page.keyboard.press('Tab');
        const found = await focused(page);
        expect(found === expected, `Tab leads to ${found} instead of ${expected}`);
      }
      for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await heading(page, t('shell.system'));
    },
  },
  {
    name: 'says once that the bridge cannot be reached, and recovers',
    run: async ({ page, base, open, inspect, t, expect, allow }) => {
      const bridge = new Outage(base);
      await bridge.open();
      allow(/^another host: http:\/\/localhost:/);
      allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/);
      await page.goto(`${bridge.base}console/`);
      await heading(page, t('shell.functions'));
      // the last module
      await page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/metrics.js')));
      await bridge.close();
      const banner = page.getByText(t('shell.offline'));
      await banner.waitFor();
      await page.waitForTimeout(RECONNECT_MILLIS);
      expect((await banner.count()) === 1, `says so ${await banner.count()} times`);
      await inspect();
      await page.getByRole('link', { name: t('shell.deploy'), exact: true }).click();
      await heading(page, t('shell.deploy'));
      await bridge.open();
      await banner.waitFor({ state: 'detached' });
      await open();
      await bridge.close();
    },
  },
  {
    name: 'follows the events only while it is shown',
    run: async ({ page, open, expect }) => {
      await open();
      const show = (hidden) =>
        page.evaluate((value) => {
          Object.defineProperty(document, 'hidden', { value, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }, hidden);
      const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/api/v1/events'));
      await show(true);
      await ended;
      const again = page.waitForEvent('request', (request) => request.url().endsWith('/api/v1/events'));
      await show(false);
      await again;
      expect((await page.locator('.banner').count()) === 0, 'reports an outage');
    },
  },
  {
    name: 'wraps the longest name in every view',
    run: async ({ page, open, api, inspect }) => {
      const name = `f-${'w'.repeat(61)}`;
      await api('PUT', `api/v1/functions/${name}`, { service: name, image: 'builtin/echo' });
      for (const view of ['', ...['invoke', 'stream', 'asynchronous', 'logs', 'metrics', 'definition'].map((tab) => `/${name}/${tab}`)]) {
        await open(`#/functions${view}`);
        await page.getByText(name).first().waitFor();
        await inspect();
      }
      await open('#/system'); // which asks for no function
      await api('DELETE', `api/v1/functions/${name}`);
    },
  },
  {
    name: 'says that it needs JavaScript',
    run: async ({ browser, base, expect }) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${base}console/`);
      const text = await page.locator('body').innerText();
      await context.close();
      expect(text.includes('JavaScript'), `shows '${text}'`);
    },
  },
];
