// The view of the bridge, its gateway and the caller, and the secrets.
export default [
  {
    name: 'shows the gateway, the bridge, its limits and breakers, and the caller',
    run: async ({ page, open, api, t, expect }) => {
      await open('#/system');
      const info = await (await api('GET', '/api/v1/info')).json();
      await page.getByText(info.version, { exact: true }).waitFor();
      const text = await page.locator('main').textContent();
      for (const part of [t('system.answers'), info.found.detail, info.dialect, info.service, info.engine, t('system.limit.requests'), t('system.breaker.closed')]) {
        expect(text.includes(part), `the view shows ${part}`);
      }
      const me = await (await api('GET', '/api/v1/me')).json();
      for (const authority of me.authorities) expect(text.includes(authority), `the view shows ${authority}`);
      for (const link of await page.locator('.links a').all()) {
        const target = await link.evaluate((a) => a.href);
        expect((await fetch(target)).ok, `${target} exists`);
      }
    },
  },
  {
    name: 'shows open breakers, limits that are nearly reached, and a gateway that does not answer',
    run: async ({ page, open, t, expect }) => {
      await page.route('**/api/v1/info', async (route) => {
        const info = await (await route.fetch()).json();
        await route.fulfill({ json: { ...info,
          found: { answers: false, detail: 'gateway.example.org:32222 refuses connections.', hint: 'Start the gateway.' },
          breakers: [{ state: 'half-open', failureRate: 0.25, openedAt: new Date(Date.now() - 90_000).toISOString() }, { function: 'broken', state: 'open', failureRate: 1, openedAt: new Date().toISOString() }],
          limits: { requests: { used: 195, max: 200 } },
        } });
      });
      await open('#/system');
      await page.getByText(t('system.silent')).waitFor();
      await page.getByText('Start the gateway.').waitFor();
      await page.getByText(t('system.breaker.open'), { exact: true }).waitFor();
      await page.getByText(t('system.breaker.half-open')).waitFor();
      expect(await page.getByRole('link', { name: 'broken' }).getAttribute('href') === '#/functions/broken/metrics', 'a breaker leads to its function');
      await page.unrouteAll({ behavior: 'wait' });
    },
  },
  {
    name: 'creates, replaces and deletes secrets',
    run: async ({ page, open, api, t, expect, phone, language }) => {
      const name = `secret-${phone ? 'phone' : 'desktop'}-${language}`;
      await open('#/system');
      await page.getByRole('button', { name: t('secrets.new') }).click();
      await page.keyboard.type(name);
      await page.getByLabel(t('secrets.value')).fill('correct horse');
      await page.getByRole('button', { name: t('secrets.create') }).click();
      await page.locator('.toast').getByText(t('secrets.saved', { name })).waitFor();
      await page.getByRole('button', { name: t('secrets.replace', { name }) }).click();
      expect(await page.getByLabel(t('secrets.value')).inputValue() === '', 'the value is not shown');
      await page.getByLabel(t('secrets.value')).fill('battery staple');
      await page.locator('.secrets form').getByRole('button', { name: t('secrets.replace.short') }).click();
      await page.getByRole('button', { name: t('secrets.delete', { name }) }).click();
      await page.getByRole('button', { name: t('secrets.confirm') }).click();
      await page.locator('.toast').getByText(t('secrets.deleted', { name })).waitFor();
      expect(!(await (await api('GET', '/api/v1/secrets')).text()).includes(name), 'it is deleted');
    },
  },
  {
    name: 'shows why a secret cannot be created, and keeps what was entered',
    run: async ({ page, open, t, expect, allow }) => {
      allow(/POST .*\/api\/v1\/secrets 400/);
      await open('#/system');
      await page.getByRole('button', { name: t('secrets.new') }).click();
      await page.keyboard.type('Not A Name');
      await page.getByLabel(t('secrets.value')).fill('value');
      await page.getByRole('button', { name: t('secrets.create') }).click();
      await page.locator('.secrets .problem').waitFor();
      expect(await page.locator('.secrets input').inputValue() === 'Not A Name', 'the name stays');
      expect(await page.getByLabel(t('secrets.value')).inputValue() === 'value', 'the value stays');
    },
  },
];
