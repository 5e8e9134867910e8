package io.dcf.gateway.kubernetes;

import io.dcf.gateway.manifest.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What pods have written lately. */
final class PodLogs {

    /** Of each pod, in bytes. */
    private static final int MAX = 1 << 20;

    /** Of all together, in bytes: less than gRPC takes in a message. */
    private static final int MAX_TOTAL = 7 << 19;

    /** The API server has no limit of bytes from the end. */
    private static final int MAX_LINES = 20_000;

    private PodLogs() {}

    /** A section for each pod, as the contract lays them out; each line begins with the time at which it was written. */
    static String of(List<Pod> pods, NamespacedKubernetesClient client) {
        StringBuilder text = new StringBuilder();
        int most = Math.min(MAX, MAX_TOTAL / Math.max(1, pods.size()));
        pods.stream()
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .forEach(pod -> text.append("---\nName: ")
                        .append(pod)
                        .append("\nLog:\n")
                        .append(log(pod, most, client)));
        return text.toString();
    }

    private static String log(String pod, int most, NamespacedKubernetesClient client) {
        try (InputStream log = client.pods()
                .withName(pod)
                .inContainer(Names.CONTAINER)
                .withReadyWaitTimeout(0)
                .usingTimestamps()
                .tailingLines(MAX_LINES)
                .getLogInputStream()) {
            return log == null ? "" : end(log, most);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return ""; // its container has not started, or it is gone
            }
            throw ApiFailure.explained(e);
        } catch (IOException e) {
            return "";
        }
    }

    /** The last lines that have so many bytes at most, the last one ended. */
    private static String end(InputStream log, int most) throws IOException {
        byte[] kept = new byte[0];
        boolean cut = false;
        for (byte[] read = log.readNBytes(most); read.length > 0; read = log.readNBytes(most)) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(kept);
            both.writeBytes(read);
            cut |= both.size() > most;
            kept = Arrays.copyOfRange(both.toByteArray(), Math.max(0, both.size() - most), both.size());
        }
        String text = new String(kept, StandardCharsets.UTF_8);
        String whole = cut ? text.substring(text.indexOf('\n') + 1) : text;
        return whole.isEmpty() || whole.endsWith("\n") ? whole : whole + "\n";
    }
}
