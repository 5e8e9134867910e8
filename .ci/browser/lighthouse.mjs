// Lighthouse's scores of the console's views, as a desktop and as a phone with its slow network and processor.
import lighthouse, { desktopConfig } from 'lighthouse';
import { firstLine, launch } from './browser.mjs';

const [base] = process.argv.slice(2);
const root = base.replace(/\/*$/, '/');

const LOWEST = 95;
const RUNS = 5; // other processes make a single run slower, or fail
const LOAD_MILLIS = 10_000; // the event stream of the page never ends
const PORT = 9300 + (process.pid % 500);
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const VIEWS = ['#/functions', '#/functions/echo/invoke', '#/deploy', '#/system'];
const DEVICES = { desktop: desktopConfig, phone: undefined };

let passed = 0;
let failed = 0;

const scoresOf = ({ categories }) => CATEGORIES.map((category) => Math.round(categories[category].score * 100));

/** What costs points, worst first. */
const lost = ({ audits, categories, runtimeError }) => runtimeError ? [runtimeError.message] :
  CATEGORIES.flatMap((category) => categories[category].auditRefs)
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => `${id} ${audits[id].displayValue ?? ''}`.trim());

async function measure(view, device) {
  const flags = { port: PORT, onlyCategories: CATEGORIES, maxWaitForLoad: LOAD_MILLIS, logLevel: 'silent' };
  const { lhr } = await lighthouse(`${root}console/${view}`, flags, DEVICES[device]);
  return lhr;
}

async function check(view, device) {
  const best = [0, 0, 0];
  let last;
  for (let run = 0; run < RUNS && Math.min(...best) < LOWEST; run++) {
    last = await measure(view, device);
    if (!last.runtimeError) scoresOf(last).forEach((score, i) => { best[i] = Math.max(best[i], score); });
  }
  const line = `lighthouse: ${view} (${device}): ${CATEGORIES.map((category, i) => `${category} ${best[i]}`).join(', ')}`;
  if (Math.min(...best) < LOWEST) {
    failed++;
    console.error(`browser: FAILED: ${line}: ${lost(last).join('; ')}`);
  } else {
    passed++;
    console.log(line);
  }
}

const functions = `${root}api/v1/functions`;
let browser;
try {
  browser = await launch([`--remote-debugging-port=${PORT}`]);
  await fetch(functions, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ service: 'echo', image: 'builtin/echo' }),
  });
  for (const device of Object.keys(DEVICES)) {
    for (const view of VIEWS) await check(view, device);
  }
  await fetch(`${functions}/echo`, { method: 'DELETE' });
} catch (e) {
  failed++;
  console.error(`browser: FAILED: lighthouse: ${firstLine(e)}`);
} finally {
  await browser?.close();
}
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
