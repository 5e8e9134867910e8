package io.dcf.bridge.chart;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** Helm's record of a release: a Secret with its JSON, compressed, in Base64. */
final class ReleaseRecord {

    private static final Pattern COMPRESSED = Pattern.compile("H4sI[A-Za-z0-9+/]+=*");

    private ReleaseRecord() {}

    /** A first revision that has left nothing behind. */
    static Secret installed() {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("""
                    {"name":"demo","namespace":"functions","version":1,"info":{"status":"deployed"},"manifest":"",
                     "chart":{"metadata":{"apiVersion":"v2","name":"dcf-bridge","version":"0.0.1"}}}
                    """.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SecretBuilder()
                .withNewMetadata()
                .withName("sh.helm.release.v1.demo.v1")
                .withNamespace("functions")
                .addToLabels("name", "demo")
                .addToLabels("owner", "helm")
                .addToLabels("status", "deployed")
                .addToLabels("version", "1")
                .endMetadata()
                .withType("helm.sh/release.v1")
                .addToData("release", base64(base64(compressed.toByteArray()).getBytes(StandardCharsets.US_ASCII)))
                .build();
    }

    /** The manifest in the record that a request carries, whatever the encoding around it is. */
    static String manifest(String request) {
        Matcher compressed = COMPRESSED.matcher(request);
        if (!compressed.find()) {
            throw new AssertionError("no record: " + request);
        }
        byte[] bytes = Base64.getDecoder().decode(compressed.group());
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return JsonMapper.shared().readTree(gzip).path("manifest").stringValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
