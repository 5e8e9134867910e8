// Reads and follows logs.
import { readFile } from 'node:fs/promises';
import { Outage } from '../outage.mjs';

const button = (page, name) => page.getByRole('button', { name, exact: true });
const lines = (page) => page.locator('.line');
const invoke = (api, count) => Promise.all(Array.from({ length: count }, (_, i) => api('POST', 'function/echo', `${i}`)));

export default [
  {
    name: 'shows the log and follows it',
    run: async ({ page, open, api, shoot }) => {
      await api('POST', 'api/v1/functions', { service: 'echo', image: 'builtin/echo' });
      await invoke(api, 3);
      await open('#/functions/echo/logs');
      await lines(page).nth(3).waitFor();
      await invoke(api, 2);
      await lines(page).nth(5).waitFor();
      await shoot('logs');
    },
  },
  {
    name: 'filters, and marks what it has found',
    run: async ({ page, t, expect }) => {
      await page.getByLabel(t('logs.filter')).fill('STARTED');
      await page.getByText(t('logs.matching', { n: 1, all: 6 })).waitFor();
      expect((await lines(page).count()) === 1, `shows ${await lines(page).count()} lines`);
      expect((await page.locator('mark').first().innerText()) === 'started', 'marks something else');
      await page.getByLabel(t('logs.filter')).fill('<b>');
      await page.getByText(t('logs.nomatch')).waitFor();
      await page.getByLabel(t('logs.filter')).fill('');
    },
  },
  {
    name: 'pauses, counts what comes, and goes on',
    run: async ({ page, api, t, expect }) => {
      await button(page, t('logs.pause')).click();
      await invoke(api, 2);
      await page.getByText(t('logs.paused', { n: 2 })).waitFor();
      expect((await lines(page).count()) === 6, 'shows lines while it is paused');
      await button(page, t('logs.resume')).click();
      await lines(page).nth(7).waitFor();
    },
  },
  {
    name: 'stops following, and continues behind the last line',
    run: async ({ page, api, t, expect }) => {
      await page.getByLabel(t('logs.follow')).uncheck();
      await invoke(api, 2);
      await page.waitForTimeout(300);
      expect((await lines(page).count()) === 8, 'follows without being asked to');
      await page.getByLabel(t('logs.follow')).check();
      await lines(page).nth(9).waitFor();
      expect((await lines(page).count()) === 10, `shows ${await lines(page).count()} lines`);
    },
  },
  {
    name: 'downloads the lines',
    run: async ({ page, t, expect }) => {
      const download = page.waitForEvent('download');
      await button(page, t('logs.download')).click();
      const file = await download;
      const text = await readFile(await file.path(), 'utf8');
      expect(file.suggestedFilename() === 'echo.log', `saves ${file.suggestedFilename()}`);
      expect(text.split('\n').length === 11 && text.includes(' started: image builtin/echo'), `saves ${text}`);
    },
  },
  {
    name: 'clears, wraps, and reads another number of lines',
    run: async ({ page, t, expect }) => {
      await button(page, t('logs.clear')).click();
      await page.getByText(t('logs.empty')).waitFor();
      await page.getByLabel(t('logs.tail')).selectOption('1000');
      await lines(page).nth(9).waitFor();
      await page.getByLabel(t('logs.wrap')).uncheck();
      expect((await page.locator('.loglines').getAttribute('data-wrap')) === 'false', 'wraps');
      await page.getByLabel(t('logs.wrap')).check();
    },
  },
  {
    name: 'continues behind the last line after the connection was lost',
    run: async ({ page, base, open, api, t, expect, allow }) => {
      allow(/^another host: http:\/\/localhost:/);
      allow(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/);
      const bridge = new Outage(base);
      await bridge.open();
      await page.goto(`${bridge.base}console/#/functions/echo/logs`);
      await lines(page).nth(9).waitFor();
      await bridge.close();
      await page.getByText(t('shell.offline')).waitFor();
      expect((await page.locator('.problem').count()) === 0, 'reports the outage twice');
      await invoke(api, 1);
      await bridge.open();
      await lines(page).nth(10).waitFor();
      expect((await lines(page).count()) === 11, `shows ${await lines(page).count()} lines`);
      await open('#/functions/echo/logs');
      await bridge.close();
    },
  },
  {
    name: 'keeps only the latest lines of a long log, and says so',
    run: async ({ page, t, expect }) => {
      const kept = await page.evaluate(async () => {
        const { LogLines } = await import('./logs/lines.js');
        const kept = new LogLines();
        for (let i = 0; i < 6000; i++) kept.add({ instance: 1, text: `line ${i}` }, false);
        kept.add({ instance: 2, text: 'x'.repeat(20_000) }, false);
        return [kept.count, kept.dropped, kept.hasInstances, kept.matching('xxx')[0].text.length];
      });
      expect(kept.join() === '5000,1001,true,10000', `keeps ${kept}`);
      expect(t('logs.dropped', { n: 1 }).includes('1'), 'does not say so');
    },
  },
];
