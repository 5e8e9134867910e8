// Submits, follows, retries and cancels asynchronous invocations.
const button = (page, name) => page.getByRole('button', { name, exact: true });
const badge = (page, t, state) => page.locator('#invocation .badge', { hasText: t(`async.state.${state}`) }).waitFor();
const rows = (page) => page.locator('#queue li');

async function submit(page, t, text) {
  await page.getByLabel(t('async.input')).fill(text);
  await button(page, t('async.submit')).click();
}

export default [
  {
    name: 'submits with the keyboard, and shows state, times and output',
    run: async ({ page, open, api, t, expect, shoot }) => {
      await api('POST', 'api/v1/functions', { service: 'echo', image: 'builtin/echo' });
      await open('#/functions/echo/asynchronous');
      await page.getByText(t('async.choose')).waitFor();
      await page.getByLabel(t('async.input')).fill('{"later":true}');
      await page.keyboard.press('Control+Enter');
      await badge(page, t, 'succeeded');
      await page.locator('#invocation .tree', { hasText: '"later"' }).waitFor();
      for (const key of ['submitted', 'started', 'finished']) await page.locator('#invocation dt', { hasText: t(`async.${key}`) }).waitFor();
      expect(/\/asynchronous\/[-0-9a-f]{36}$/.test(page.url()), `the address is ${page.url()}`);
      await page.locator('#queue .badge', { hasText: t('async.state.succeeded') }).first().waitFor();
      await shoot('asynchronous');
    },
  },
  {
    name: 'shows the invocation that the address names',
    run: async ({ page, open, t }) => {
      const address = new URL(page.url()).hash;
      await open(address);
      await badge(page, t, 'succeeded');
      await page.locator('#invocation .tree', { hasText: '"later"' }).waitFor();
    },
  },
  {
    name: 'shows the queue in pages, and filters it by state',
    run: async ({ page, open, api, t, expect }) => {
      await Promise.all(Array.from({ length: 25 }, () => api('POST', 'function/echo', 'x', { Prefer: 'respond-async' })));
      await open('#/functions/echo/asynchronous');
      await rows(page).nth(19).waitFor();
      await button(page, t('async.more')).click();
      await rows(page).nth(24).waitFor();
      await page.getByLabel(t('async.filter')).selectOption('cancelled');
      await page.getByText(t('async.empty')).waitFor();
      expect((await rows(page).count()) === 0, 'shows invocations in other states');
      await page.getByLabel(t('async.filter')).selectOption('');
      await rows(page).first().waitFor();
    },
  },
  {
    name: 'shows the problem of a failed invocation, and retries it',
    run: async ({ page, open, api, t, expect }) => {
      await api('POST', 'api/v1/functions', { service: 'fail', image: 'builtin/fail' });
      await open('#/functions/fail/asynchronous');
      await page.getByText(t('async.options')).click();
      await page.getByLabel(t('async.maxattempts')).fill('1');
      await submit(page, t, 'x');
      await badge(page, t, 'failed');
      await page.locator('#invocation .problem', { hasText: '502' }).waitFor();
      await page.locator('#invocation dd', { hasText: t('async.attempts', { n: 1, max: 1 }) }).waitFor();
      await button(page, t('async.retry')).click();
      await page.locator('#invocation dd', { hasText: t('async.attempts', { n: 2, max: 2 }) }).waitFor();
      await badge(page, t, 'failed');
      expect((await button(page, t('async.cancel')).getAttribute('aria-disabled')) === 'true', 'a failed invocation can be cancelled');
    },
  },
  {
    name: 'shows a running invocation and cancels it',
    run: async ({ page, open, api, t }) => {
      await api('POST', 'api/v1/functions', { service: 'slow', image: 'builtin/sleep', envVars: { DELAY: '60s' } });
      await open('#/functions/slow/asynchronous');
      await submit(page, t, 'x');
      await badge(page, t, 'running');
      await button(page, t('async.cancel')).click();
      await badge(page, t, 'cancelled');
      await page.locator('#queue .badge', { hasText: t('async.state.cancelled') }).first().waitFor();
    },
  },
  {
    name: 'shows why a submission was refused, and keeps what was typed',
    run: async ({ page, open, t, expect, allow }) => {
      allow(/^answer: POST .*\/invocations 400$/);
      await open('#/functions/echo/asynchronous');
      await page.getByText(t('async.options')).click();
      await page.getByLabel(t('async.callback.url')).fill('http://not-allowed.example/');
      await submit(page, t, 'kept');
      await page.locator('form .problem', { hasText: '400' }).waitFor();
      expect((await page.getByLabel(t('async.input')).inputValue()) === 'kept', 'the text is lost');
    },
  },
];
