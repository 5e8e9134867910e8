"""A function that starts slowly, like one with a large model: it loads for LOAD_SECONDS before it listens."""
import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

print("loading", flush=True)
began = time.monotonic()
time.sleep(float(os.environ.get("LOAD_SECONDS", "10")))
LOADED = f"Loaded in {time.monotonic() - began:.1f} s.\n".encode()
print("loaded", flush=True)


class Function(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", len(LOADED))
        self.end_headers()
        self.wfile.write(LOADED)

    do_POST = do_GET


ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Function).serve_forever()
