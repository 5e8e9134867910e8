// What holds for every state of every view: axe-core finds nothing, nothing is wider than the screen, fingers hit what they touch.
import axe from 'axe-core';

const TOUCHED = 'button, select, textarea, input:not([type=checkbox], [type=radio], [type=file]), nav a, label:has([type=checkbox], [type=radio])';
const LOWEST = 40;
const NARROWEST = 320;

/** The violations that axe-core finds. */
export async function accessible(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations.map(({ id, nodes }) => `axe finds ${id}: ${nodes.map(({ target }) => target).join(', ')}`);
}

const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What does not fit the screen; a phone may also be narrower. */
export async function fits(page, phone) {
  const problems = [];
  if ((await overflow(page)) > 0) problems.push(`is ${await overflow(page)} px wider than the screen`);
  if (!phone) return problems;
  const low = await page.evaluate(([touched, lowest]) =>
    [...document.querySelectorAll(touched)]
      .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest('.unseen, .blocks thead'))
      .map((each) => [each.textContent.trim() || each.name || each.className || each.tagName, each.getBoundingClientRect().height])
      .filter(([, height]) => height < lowest), [TOUCHED, LOWEST]);
  if (low.length) problems.push(`too low to touch: ${low.map((each) => each.join(' ')).join(', ')}`);
  const viewport = page.viewportSize();
  await page.setViewportSize({ ...viewport, width: NARROWEST });
  if ((await overflow(page)) > 0) problems.push(`is ${await overflow(page)} px wider than a screen of ${NARROWEST}`);
  await page.setViewportSize(viewport);
  return problems;
}
