// A function that streams: it counts to ?to=5, with a server-sent event each second.
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const server = createServer(async (request, response) => {
  const to = Number(new URL(request.url, 'http://function').searchParams.get('to') ?? 5);
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  for (let n = 1; n <= to && !response.destroyed; n++) {
    if (n > 1) await wait(1000);
    response.write(`data: ${n}\n\n`);
  }
  response.end();
});

server.listen(process.env.PORT ?? 8080);
process.on('SIGTERM', () => {
  server.close(); // streams in progress go on to their end
  server.closeIdleConnections();
});
