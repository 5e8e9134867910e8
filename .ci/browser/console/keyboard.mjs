// Each view can be used with only the keyboard: Tab leads to all controls, and a ring shows where it is.
const TABS = ['invoke', 'stream', 'asynchronous', 'logs', 'metrics', 'definition'];
const VIEWS = ['#/functions', ...TABS.map((tab) => `#/functions/echo/${tab}`), '#/deploy', '#/system'];

/** Records from now on which controls get the focus, and which of them without a ring. */
const record = (page) =>
  page.evaluate(() => {
    const nameOf = (at) => `${at.tagName.toLowerCase()} ${at.getAttribute('aria-label') ?? at.name ?? ''} ${at.textContent.trim()}`.slice(0, 60);
    const isReached = (at) => at.checkVisibility({ visibilityProperty: true }) && at.tabIndex >= 0 && !at.matches(':disabled')
      && !(at.type === 'radio' && !at.checked && document.querySelector(`[name="${at.name}"]:checked`));
    const reached = new Set();
    const bare = new Set();
    document.addEventListener('focusin', ({ target }) => {
      reached.add(target);
      const shown = [target, target.closest('label'), target.parentElement].some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
      if (!shown) bare.add(nameOf(target));
    });
    const controls = () => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(isReached);
    globalThis.tabbed = {
      count: () => controls().length,
      missed: () => controls().filter((each) => !reached.has(each)).map(nameOf),
      bare: () => [...bare],
    };
  });

export default VIEWS.map((view) => ({
  name: `leads with Tab to all controls of ${view}`,
  run: async ({ page, open, api, expect }) => {
    await api('PUT', 'api/v1/functions/echo', { service: 'echo', image: 'builtin/echo' });
    await open(view);
    await page.waitForTimeout(300); // the first events arrive
    await record(page);
    const stops = (await page.evaluate(() => globalThis.tabbed.count())) + 12; // and what scrolls
    for (let i = 0; i < stops; i++) await page.keyboard.press('Tab');
    const [missed, bare] = await page.evaluate(() => [globalThis.tabbed.missed(), globalThis.tabbed.bare()]);
    expect(!missed.length, `Tab does not lead to ${missed.join(', ')}`);
    expect(!bare.length, `without a ring: ${bare.join(', ')}`);
  },
}));
