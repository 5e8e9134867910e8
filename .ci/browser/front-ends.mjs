// Runs the blocks of a document on a page of another origin than the bridge's: each block `js` prints what its comments
// `// prints: ` say, and the components of the block `jsx` work.
//   node front-ends.mjs DOCUMENT BRIDGE_PORT PAGE_PORT
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { build } from 'esbuild';
import { launch } from './browser.mjs';

const [document, bridgePort, pagePort] = process.argv.slice(2);
const MILLIS = 30_000;
const root = `http://localhost:${pagePort}/`;
const text = (await readFile(document, 'utf8')).replaceAll('localhost:8080', `localhost:${bridgePort}`);
const blocks = (language) => [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code);
const settled = (printed) => printed.replace(/\b\d+\.\d ms/, 'DURATION ms');

const react = await build({
  stdin: {
    contents: `import { createRoot } from 'react-dom/client';\n${blocks('jsx').join('')}
      createRoot(document.body).render(<><Invoke name="echo" /><Log name="echo" /></>);`,
    loader: 'jsx',
    resolveDir: path.dirname(new URL(import.meta.url).pathname),
  },
  bundle: true,
  jsx: 'automatic',
  write: false,
});
const files = {
  '/': ['text/html', '<!doctype html><title>Front end</title><link rel="icon" href="data:,"><body></body>'],
  '/react': ['text/html', '<!doctype html><title>React</title><link rel="icon" href="data:,"><body></body><script src="react.js"></script>'],
  '/react.js': ['text/javascript', react.outputFiles[0].text],
};
const server = createServer((request, response) => {
  const [type, content] = files[request.url] ?? ['text/plain', ''];
  response.writeHead(content ? 200 : 404, { 'Content-Type': type }).end(content);
}).listen(pagePort);

const browser = await launch();
let passed = 0;
let failed = 0;
async function check(name, work) {
  const page = await browser.newPage();
  try {
    await work(page);
    passed++;
    console.log(`front-ends: ok: ${name}`);
  } catch (e) {
    failed++;
    console.error(`front-ends: FAILED: ${name}: ${e.message}`);
  }
  await page.close();
}

for (const code of blocks('js')) {
  const expected = settled([...code.matchAll(/\/\/ prints: (.*)$/gm)].map(([, printed]) => printed).join(' '));
  await check(`prints ${expected}`, async (page) => {
    const printed = [];
    page.on('console', (message) => printed.push(message.text()));
    page.on('pageerror', (e) => printed.push(e.message));
    await page.goto(root);
    await page.addScriptTag({ content: code, type: 'module' });
    for (const end = Date.now() + MILLIS; settled(printed.join(' ')) !== expected; ) {
      if (Date.now() > end) throw new Error(`it printed ${printed.join(' ')}`);
      await page.waitForTimeout(50);
    }
  });
}
await check('the React components invoke a function and follow its log', async (page) => {
  await page.goto(`${root}react`);
  await page.getByLabel('Input').fill('from React');
  await page.getByRole('button', { name: 'Invoke' }).click();
  await page.locator('output', { hasText: 'from React' }).waitFor({ timeout: MILLIS });
  await page.locator('pre', { hasText: 'invoked: 10 bytes in, 10 bytes out' }).waitFor({ timeout: MILLIS });
});

await browser.close();
server.close();
console.log(`front-ends: ${passed} passed, ${failed} failed`);
process.exit(failed || passed < 5 ? 1 : 0);
