package io.dcf.bridge.connection;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Requests and responses of HTTP/1.1 as bytes. */
final class Http1 {

    private Http1() {}

    static byte[] post(String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: test\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads one response: its head, and a body of the length in the head. */
    static String answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("after " + head);
            }
            head.append((char) next);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int length = lower.indexOf("content-length: ") + "content-length: ".length();
        byte[] body = new byte[Integer.parseInt(lower.substring(length, lower.indexOf('\r', length)))];
        new DataInputStream(in).readFully(body);
        return head + new String(body, StandardCharsets.UTF_8);
    }

    static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
}
