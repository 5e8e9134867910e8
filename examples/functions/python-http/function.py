"""A function that speaks HTTP: GET /greet?name=Kim greets Kim, and so does POST with the name as the body."""
import os
import signal
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

GREETING = os.environ.get("GREETING", "Hello")


class Function(BaseHTTPRequestHandler):
    def do_GET(self):
        url = urlsplit(self.path)
        if url.path == "/greet":
            self.greet(parse_qs(url.query).get("name", ["world"])[0])
        else:
            self.answer(404, f"Nothing is at {url.path}. Try /greet?name=Kim")

    def do_POST(self):
        self.greet(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

    def greet(self, name):
        self.answer(200, f"{GREETING}, {name}!")

    def answer(self, status, text):
        body = f"{text}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", len(body))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = False  # so that server_close waits for the requests in progress


server = Server(("", int(os.environ.get("PORT", "8080"))), Function)
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever()
server.server_close()
