// A bridge that goes away and comes back: a port that passes everything on, until it is closed.
import net from 'node:net';

export class Outage {
  #target;
  #port = 0;
  #server = null;
  #sockets = new Set();

  constructor(base) {
    this.#target = new URL(base);
  }

  get base() {
    return `http://localhost:${this.#port}/`;
  }

  async open() {
    this.#server = net.createServer((client) => {
      const bridge = net.connect(this.#target.port, this.#target.hostname);
      client.pipe(bridge).pipe(client);
      for (const socket of [client, bridge]) {
        this.#sockets.add(socket);
        socket.on('error', () => {}).on('close', () => [client, bridge].forEach((each) => each.destroy()));
      }
    });
    await new Promise((resolve) => this.#server.listen(this.#port, 'localhost', resolve));
    this.#port = this.#server.address().port;
  }

  async close() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#sockets.forEach((socket) => socket.destroy());
    this.#sockets.clear();
    await closed;
  }
}
