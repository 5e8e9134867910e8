// Shows the plots of the metrics.
const plots = (page) => page.locator('.plot canvas');
const colours = (page) =>
  page.evaluate(() => [...document.querySelectorAll('.plot .u-series:nth-child(2) .u-marker')].map((each) => getComputedStyle(each).borderColor).join());

export default [
  {
    name: 'plots rate, latency, calls in flight and replicas, with a table of the latest values',
    run: async ({ page, open, api, t, expect, shoot }) => {
      await api('POST', 'api/v1/functions', { service: 'echo', image: 'builtin/echo' });
      await Promise.all(Array.from({ length: 20 }, () => api('POST', 'function/echo', 'x')));
      await open('#/functions/echo/metrics');
      await plots(page).nth(3).waitFor();
      for (const plot of ['rate', 'latency', 'inflight', 'replicas']) await page.locator(`[data-plot=${plot}] h3`, { hasText: t(`metrics.plot.${plot}`) }).waitFor();
      await page.locator('.blocks tbody tr').first().waitFor({ timeout: 25_000 });
      const cells = await page.locator('.blocks tbody tr').first().locator('td').allInnerTexts();
      expect(cells.length === 8, `has the cells ${cells}`);
      await shoot('metrics');
    },
  },
  {
    name: 'shows 15 minutes or an hour',
    run: async ({ page, t, expect }) => {
      const hour = page.getByRole('radio', { name: t('metrics.range.60'), exact: true });
      await hour.check();
      expect(await hour.isChecked(), 'is not checked');
      await plots(page).nth(3).waitFor();
    },
  },
  {
    name: 'fits its place when the window changes',
    run: async ({ page, expect }) => {
      const size = page.viewportSize();
      await page.setViewportSize({ ...size, width: 340 });
      await page.waitForFunction(() => [...document.querySelectorAll('.plot')].every((each) => each.querySelector('.uplot').offsetWidth <= each.clientWidth));
      await page.setViewportSize(size);
      await page.waitForFunction(() => [...document.querySelectorAll('.plot')].every((each) => Math.abs(each.querySelector('.u-wrap').offsetWidth - each.clientWidth) <= 1));
      expect((await plots(page).count()) === 4, 'has other plots');
    },
  },
  {
    name: 'is drawn in the colours of the theme',
    run: async ({ page, t, expect }) => {
      const theme = page.getByLabel(t('shell.theme'));
      await theme.selectOption('light');
      await plots(page).nth(3).waitFor();
      const light = await colours(page);
      await theme.selectOption('dark');
      await plots(page).nth(3).waitFor();
      await page.waitForFunction((before) => [...document.querySelectorAll('.plot .u-series:nth-child(2) .u-marker')].map((each) => getComputedStyle(each).borderColor).join() !== before, light);
      expect(light && (await colours(page)) !== light, 'has the same colours');
      await theme.selectOption('system');
    },
  },
];
