// The login in each mode, and above a view when credentials expire. authorize.mjs logs in to bridges that have these modes.
const AUTHORITIES = ['functions:read', 'functions:write', 'functions:invoke'];

const secret = (page, t) => page.getByLabel(t('login.token'), { exact: true });

async function login(page, t, token) {
  await secret(page, t).fill(token);
  await page.getByRole('button', { name: t('login.submit'), exact: true }).click();
}

const modes = ['basic', 'token', 'jwt'].map((mode) => ({
  name: `asks for what mode ${mode} needs`,
  run: async ({ page, open, t, expect }) => {
    await page.route('**/api/v1/me', (route) => route.fulfill({ json: { mode, authenticated: false, authorities: [] } }));
    await open('#/deploy');
    await page.getByText(t(`login.mode.${mode}`)).waitFor();
    const fields = await page.locator('form input').count();
    expect(fields === (mode === 'basic' ? 2 : 1), `has ${fields} fields`);
    expect(await page.locator('form input').first().evaluate((field) => field === document.activeElement), 'the focus is elsewhere');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  },
}));

const expiry = {
  name: 'asks once above the view when credentials expire, and goes on where the user was',
  run: async ({ page, open, api, inspect, shoot, t, expect, allow }) => {
    let valid = true;
    allow(/^answer: \S+ \S+ 401$/);
    await api('PUT', 'api/v1/functions/echo', { service: 'echo', image: 'builtin/echo' });
    await page.route('**/api/v1/me', (route) => {
      const { authorization } = route.request().headers();
      if (!authorization) return route.fulfill({ json: { mode: 'token', authenticated: false, authorities: [] } });
      if (authorization !== 'Bearer good' || !valid) return route.fulfill({ status: 401, json: { status: 401, title: 'Unauthorized' } });
      return route.fulfill({ json: { mode: 'token', authenticated: true, name: 'a-client-with-quite-a-long-name', authorities: AUTHORITIES } });
    });
    await page.route('**/function/echo', (route) => (valid ? route.continue() : route.fulfill({ status: 401, json: { status: 401, title: 'Unauthorized' } })));
    await open('#/functions/echo/invoke');
    await login(page, t, 'wrong');
    await page.getByText(t('login.rejected')).waitFor();
    await inspect();
    await login(page, t, 'good');
    await page.locator('[data-field="body"]').fill('still here');
    valid = false;
    await page.getByRole('button', { name: t('invoke.send'), exact: true }).click();
    await page.getByText(t('login.expired')).waitFor();
    await shoot('expired');
    await inspect();
    valid = true;
    await login(page, t, 'good');
    await secret(page, t).waitFor({ state: 'detached' });
    expect((await page.locator('[data-field="body"]').inputValue()) === 'still here', 'the text is lost');
    await page.getByRole('button', { name: t('invoke.send'), exact: true }).click();
    await page.locator('#result .output', { hasText: 'still here' }).waitFor();
    await inspect();
    await page.getByRole('button', { name: t('shell.logout') }).click();
    await secret(page, t).waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  },
};

export default [...modes, expiry];
