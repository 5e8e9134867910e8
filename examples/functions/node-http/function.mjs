// A function that speaks HTTP: it counts the words of the posted text and returns JSON.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const server = createServer(async (request, response) => {
  if (request.method !== 'POST') {
    response.writeHead(405, { Allow: 'POST' }).end();
    return;
  }
  const words = (await text(request)).split(/\s+/).filter(Boolean);
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ words: words.length, longest: Math.max(0, ...words.map((word) => word.length)) }));
});

server.listen(process.env.PORT ?? 8080);
process.on('SIGTERM', () => {
  server.close(); // requests in progress go on to their end
  server.closeIdleConnections();
});
