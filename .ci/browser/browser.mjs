// The browser of the checks, and the errors that it reports.
import { chromium } from 'playwright-core';

export const firstLine = (e) => String(e.message ?? e).split('\n')[0];

export const launch = (more = []) =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox', // Chromium has no sandbox for root
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });

/** Puts into events whatever the pages of a context complain of. */
export function watch(context, origin, events) {
  context.on('console', (message) => {
    // Failed loads are reported by the request events.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      events.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (e) => events.push(`script: ${firstLine(e.error())}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    // data: and blob: URLs cause no network request.
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) events.push(`another host: ${url}`);
  });
  context.on('requestfailed', (r) => events.push(`request: ${r.method()} ${r.url()} ${r.failure()?.errorText}`));
  context.on('response', (r) => {
    if (r.status() >= 400) events.push(`answer: ${r.request().method()} ${r.url()} ${r.status()}`);
  });
}
