package io.dcf.bridge.fault;

import io.dcf.bridge.TestProxy;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What can go wrong with what a gateway says, on its way, and what callers are then to be told. */
enum Fault implements TestProxy.Way {
    DELAY(200, "") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            LockSupport.parkNanos(100_000_000);
            to.getOutputStream().write(bytes);
        }
    },
    TRICKLE(200, "") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            for (int i = 0; i < bytes.length; i++) {
                to.getOutputStream().write(bytes[i]);
                if (i % 8 == 0) {
                    LockSupport.parkNanos(100_000);
                }
            }
        }
    },
    /** In the middle of a frame. */
    CUT(503, "UNAVAILABLE") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            to.getOutputStream().write(bytes, 0, Math.min(bytes.length, FRAME_HEADER + 1));
            to.close();
        }
    },
    RESET(503, "UNAVAILABLE") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            to.setSoLinger(true, 0);
            to.close();
        }
    },
    /** Says no more, but listens. */
    HALF_CLOSE(503, "UNAVAILABLE") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            if (!to.isOutputShutdown()) {
                to.shutdownOutput();
            }
        }
    },
    SWALLOW(504, "DEADLINE_EXCEEDED") {
        @Override
        void strike(TestProxy proxy) {
            proxy.swallow();
        }

        @Override
        public void carry(byte[] bytes, Socket from, Socket to) {
            throw new UnsupportedOperationException();
        }
    },
    /** Of the frames that HTTP/2 is made of. */
    GARBLED_FRAMES(502, "INTERNAL") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            Arrays.fill(bytes, 0, Math.min(FRAME_HEADER, bytes.length), (byte) 0xFF);
            to.getOutputStream().write(bytes);
        }
    },
    /** Of what frames carry: the tag of the field in which the mark is. */
    GARBLED_MESSAGES(502, "CANCELLED") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
                bytes[at - 2] = NO_TAG;
            }
            to.getOutputStream().write(bytes);
        }
    },
    /** Of messages, each of which announces 2 GiB. */
    GARBLED_LENGTHS(502, "RESOURCE_EXHAUSTED") {
        @Override
        public void carry(byte[] bytes, Socket from, Socket to) throws IOException {
            ByteBuffer frames = ByteBuffer.wrap(bytes);
            int size;
            for (int at = 0; at + FRAME_HEADER + 5 <= bytes.length; at += FRAME_HEADER + size) {
                size = frames.getInt(at) >>> 8;
                if (bytes[at + 3] == DATA && size > 5) {
                    frames.putInt(at + FRAME_HEADER + 1, Integer.MAX_VALUE);
                }
            }
            to.getOutputStream().write(bytes);
        }
    };

    /** What everything that the gateway says begins with. */
    static final String MARK = "canary";

    private static final int FRAME_HEADER = 9;
    private static final byte DATA = 0;
    private static final byte NO_TAG = 7;

    final int status;
    final String code;

    Fault(int status, String code) {
        this.status = status;
        this.code = code;
    }

    void strike(TestProxy proxy) {
        proxy.answers(this);
    }

    /** Whose invocations they are: what one fault does to a function is not to weigh on the next. */
    String function() {
        return name().toLowerCase().replace('_', '-');
    }
}
