package io.dcf.bridge.http;

import io.dcf.bridge.problem.Problem;
import io.dcf.bridge.problem.ProblemException;
import io.dcf.bridge.problemtype.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.springframework.http.HttpHeaders;

/** The Content-Encoding of request bodies (RFC 9110, 8.4): none or gzip. */
final class ContentCoding {

    private static final List<String> GZIP = List.of("gzip", "x-gzip");

    private ContentCoding() {}

    /** Whether the body is gzip. Throws a 415 for any other encoding. */
    static boolean isGzip(HttpServletRequest request, HttpServletResponse response) {
        List<String> codings = codings(request);
        if (!codings.isEmpty() && (codings.size() > 1 || !GZIP.contains(codings.get(0)))) {
            throw unsupported(codings, response, "gzip", "Send the body without Content-Encoding, or with gzip.");
        }
        return !codings.isEmpty();
    }

    /** Throws a 415 if the body has an encoding. */
    static void requireNone(HttpServletRequest request, HttpServletResponse response) {
        List<String> codings = codings(request);
        if (!codings.isEmpty()) {
            throw unsupported(codings, response, "identity", "Send the body without Content-Encoding.");
        }
    }

    private static List<String> codings(HttpServletRequest request) {
        Enumeration<String> lines = request.getHeaders(HttpHeaders.CONTENT_ENCODING);
        if (!lines.hasMoreElements()) {
            return List.of();
        }
        return Collections.list(lines).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
    }

    private static ProblemException unsupported(
            List<String> codings, HttpServletResponse response, String accepted, String hint) {
        response.setHeader(HttpHeaders.ACCEPT_ENCODING, accepted);
        String detail = "The Content-Encoding " + String.join(", ", codings) + " is not supported.";
        return new ProblemException(
                Problem.of(ProblemType.UNSUPPORTED_ENCODING, detail).hint(hint));
    }

    /**
     * Reads gzip, except a body of many empty members: for each of them GZIPInputStream.read calls itself, until the stack overflows. Remove
     * when: GZIPInputStream reads members in a loop.
     */
    static final class Gunzip extends GZIPInputStream {

        private static final int MAX_DEPTH = 100;

        private int depth;

        Gunzip(InputStream coded) throws IOException {
            super(coded);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (++depth > MAX_DEPTH) {
                throw new ZipException("too many empty members");
            }
            try {
                return super.read(into, offset, length);
            } finally {
                depth--;
            }
        }
    }
}
