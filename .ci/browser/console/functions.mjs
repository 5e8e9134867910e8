// The table of functions, and the head of one function.

/** A stream of events with these rows, for what no real gateway shows at will. */
const withRows = (page, functions) => page.route('**/api/v1/events', (route) => route.fulfill({
  contentType: 'text/event-stream',
  body: `event: functions\ndata: ${JSON.stringify({ functions })}\n\n`,
}));

const row = (name, more = {}) => ({
  name, image: 'builtin/echo', replicas: 1, availableReplicas: 1, state: 'ready', rate: 0, errorRate: 0, inFlight: 0, invocationCount: 0, ...more,
});

/** The name of a function of its own for each device and language. */
const own = (name, { phone, language }) => `${name}-${phone ? 'phone' : 'desktop'}-${language}`;

const names = (page) => page.locator('tbody td.column-name a').allTextContents();
const rowOf = (page, name) => page.locator('tbody tr').filter({ has: page.getByRole('link', { name, exact: true }) });
const state = (t, key) => t(`state.${key}`);

async function deployed({ api }, name, image = 'builtin/echo') {
  await api('PUT', `/api/v1/functions/${name}`, { service: name, image });
}

export default [
  {
    name: 'follows the functions: they appear, are called, and disappear',
    run: async (check) => {
      const { page, open, api, expect, t } = check;
      const name = own('live', check);
      await open('#/functions');
      await deployed(check, name);
      const shown = rowOf(page, name);
      await shown.waitFor();
      expect((await shown.textContent()).includes(state(t, 'ready')), 'the new function is ready');
      await api('POST', `/function/${name}`, 'hello');
      await page.waitForFunction(([wanted]) => [...document.querySelectorAll('tbody tr')].some((tr) =>
        tr.querySelector('td.column-name').textContent.trim() === wanted && tr.querySelector('time')), [name]);
      await api('PUT', `/api/v1/functions/${name}/replicas`, { replicas: 0 });
      await shown.getByText(state(t, 'scaled-to-zero')).waitFor();
      await api('DELETE', `/api/v1/functions/${name}`);
      await shown.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'searches, filters and sorts hundreds of functions',
    run: async ({ page, open, t, expect, phone }) => {
      const rows = Array.from({ length: 300 }, (_, n) => row(`team-${n % 3}-function-${String(n).padStart(3, '0')}`, { rate: (n * 7) % 300, p95Millis: n, invocationCount: n }));
      rows[17] = row('broken', { state: 'unavailable', availableReplicas: 0, reason: 'image cannot be pulled: ' + 'registry.example.org/'.repeat(6), errorRate: 0.25 });
      await withRows(page, rows);
      await open('#/functions');
      await page.locator('tbody tr').nth(299).waitFor();
      await page.getByRole('searchbox').fill('TEAM-1 099');
      expect((await names(page)).length === 0, 'words must all match');
      await page.getByText(t('functions.none')).waitFor();
      await page.getByRole('searchbox').fill('TEAM-0 099');
      expect((await names(page)).join() === 'team-0-function-099', 'the search finds one function');
      expect(page.url().includes('q=TEAM-0'), 'the search is part of the address');
      await page.reload();
      await page.locator('tbody tr').first().waitFor();
      expect((await names(page)).join() === 'team-0-function-099', 'the address keeps the search');
      await page.getByRole('searchbox').fill('');
      await page.getByRole('radio', { name: t('state.unavailable') }).check({ force: true });
      expect((await names(page)).join() === 'broken', 'the filter finds the function that is unavailable');
      await page.getByText('image cannot be pulled').waitFor();
      await page.getByRole('radio', { name: t('functions.state.all') }).check({ force: true });
      if (phone) await page.locator('.order select').selectOption('rate');
      else {
        const button = page.getByRole('columnheader').getByRole('button', { name: t('functions.column.rate') });
        await button.click();
        expect(await button.locator('..').getAttribute('aria-sort') === 'ascending', 'the first click sorts upwards');
        await button.click();
        expect(await button.locator('..').getAttribute('aria-sort') === 'descending', 'the second click sorts downwards');
      }
      if (phone) await page.getByRole('button', { name: t('functions.ascending') }).click();
      expect((await names(page))[0] === 'team-2-function-257', `the busiest function comes first, not ${(await names(page))[0]}`);
      await page.getByRole('searchbox').fill('broken');
      await page.unroute('**/api/v1/events');
    },
  },
  {
    name: 'offers to deploy echo while there is no function',
    run: async ({ page, open, t, expect, allow }) => {
      allow(/\/functions\/echo.* 404/);
      await withRows(page, []);
      let sent = null;
      await page.route('**/api/v1/functions', (route) => {
        sent = route.request().postDataJSON();
        return route.fulfill({ status: 201, json: sent });
      });
      await open('#/functions');
      expect(await page.getByRole('link', { name: t('empty.other') }).getAttribute('href') === '#/deploy', 'the page leads to the form');
      await page.getByRole('button', { name: t('empty.echo') }).click();
      await page.waitForURL(/#\/functions\/echo\/invoke$/);
      expect(sent.service === 'echo' && sent.image === 'builtin/echo', 'echo is deployed');
      await page.unrouteAll();
    },
  },
  {
    name: 'shows why echo cannot be deployed',
    run: async ({ page, open, api, t, allow }) => {
      allow(/^answer: POST .*\/functions 409$/);
      await withRows(page, []);
      await api('PUT', '/api/v1/functions/echo', { service: 'echo', image: 'builtin/echo' });
      await open('#/functions');
      await page.getByRole('button', { name: t('empty.echo') }).click();
      await page.locator('.problem', { hasText: '409' }).waitFor();
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await api('DELETE', '/api/v1/functions/echo');
    },
  },
  {
    name: 'scales a function in the table and in its own view, to zero and back',
    run: async (check) => {
      const { page, open, api, t, expect, allow } = check;
      const name = own('scaled', check);
      allow(/\/api\/v1\/functions\/scaled-.* 404/);
      await deployed(check, name);
      await open('#/functions');
      await page.getByRole('button', { name: t('functions.scale', { name }) }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: t('scale.more') }).click();
      await dialog.getByRole('button', { name: t('scale.more') }).click();
      await dialog.getByText(t('scale.available', { available: 3, replicas: 3 })).waitFor();
      await dialog.getByRole('button', { name: t('functions.close') }).click();
      await dialog.waitFor({ state: 'detached' });
      await open(`#/functions/${name}/definition`);
      await page.getByText(t('scale.available', { available: 3, replicas: 3 })).waitFor();
      await page.getByLabel(t('scale.wanted')).fill('0');
      await page.getByLabel(t('scale.wanted')).press('Enter');
      await page.getByText(state(t, 'scaled-to-zero')).waitFor();
      await page.getByRole('button', { name: t('scale.wake') }).click();
      await page.getByText(t('scale.available', { available: 1, replicas: 1 })).waitFor();
      expect((await (await api('GET', `/api/v1/functions/${name}`)).json()).replicas === 1, 'the function runs again');
      await page.getByLabel(t('scale.wanted')).fill('many');
      await page.getByLabel(t('scale.wanted')).press('Enter');
      expect(await page.getByLabel(t('scale.wanted')).inputValue() === '1', 'what is not a number is not taken');
      await api('DELETE', `/api/v1/functions/${name}`);
    },
  },
  {
    name: 'deletes with undo, in the table and in the view of a function',
    run: async (check) => {
      const { page, open, api, t, expect, allow } = check;
      const name = own('deleted', check);
      allow(/\/api\/v1\/functions\/deleted-.* 404/);
      await deployed(check, name);
      await open('#/functions');
      await page.getByRole('button', { name: t('functions.remove', { name }) }).click();
      await page.locator('.toast').getByText(t('deletion.soon', { name })).waitFor();
      await rowOf(page, name).getByText(state(t, 'deleting')).waitFor();
      await page.locator('.toast').getByRole('button', { name: t('deletion.undo') }).click();
      await rowOf(page, name).getByText(state(t, 'ready')).waitFor();
      expect((await api('GET', `/api/v1/functions/${name}`)).status === 200, 'the function is still there');
      await open(`#/functions/${name}/definition`);
      await page.getByRole('button', { name: t('function.delete'), exact: true }).click();
      await page.locator('.toast').getByText(t('deletion.done', { name })).waitFor({ timeout: 15_000 });
      await page.getByText(t('function.missing')).waitFor();
      expect((await api('GET', `/api/v1/functions/${name}`)).status === 404, 'the function is deleted');
    },
  },
  {
    name: 'deletes when the page is left before the time to undo has passed',
    run: async (check) => {
      const { page, open, api, t, base } = check;
      const name = own('left', check);
      await deployed(check, name);
      await open('#/functions');
      await page.getByRole('button', { name: t('functions.remove', { name }) }).click();
      await page.locator('.toast').first().waitFor();
      await page.goto(`${base}livez`);
      for (let n = 0; (await api('GET', `/api/v1/functions/${name}`)).status !== 404; n++) {
        if (n === 50) throw new Error('the function was not deleted');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await open('#/functions');
    },
  },
  {
    name: 'says that a function does not exist, and offers to deploy it',
    run: async ({ page, open, t, expect, allow }) => {
      allow(/\/api\/v1\/functions\/no-such-function.* 404/);
      await open('#/functions/no-such-function/invoke');
      await page.getByText(t('function.missing')).waitFor();
      await page.getByRole('link', { name: t('function.deploy') }).click();
      await page.getByLabel(t('form.service')).waitFor();
      expect(await page.getByLabel(t('form.service')).inputValue() === 'no-such-function', 'the form has the name');
    },
  },
];
