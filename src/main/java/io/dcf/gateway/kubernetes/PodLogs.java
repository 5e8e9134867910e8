package io.dcf.gateway.kubernetes;

import io.dcf.gateway.cluster.ApiFailure;
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

/** Reads the ends of pods' logs. */
final class PodLogs {

    /** In bytes, for each pod. */
    private static final int MAX_BYTES = 1 << 20;

    /** In bytes, for all pods: less than the maximum size of a gRPC message. */
    private static final int MAX_TOTAL_BYTES = 7 << 19;

    /** For each pod: the API server cannot limit the end of a log by bytes. */
    private static final int MAX_LINES = 20_000;

    private PodLogs() {}

    /** A section for each pod in the format of the contract; each line begins with its time. */
    static String of(List<Pod> pods, NamespacedKubernetesClient client) {
        StringBuilder text = new StringBuilder();
        int max = Math.min(MAX_BYTES, MAX_TOTAL_BYTES / Math.max(1, pods.size()));
        pods.stream()
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .forEach(pod -> text.append("---\nName: ")
                        .append(pod)
                        .append("\nLog:\n")
                        .append(log(pod, max, client)));
        return text.toString();
    }

    private static String log(String pod, int max, NamespacedKubernetesClient client) {
        try (InputStream log = client.pods()
                .withName(pod)
                .inContainer(Names.CONTAINER)
                .withReadyWaitTimeout(0)
                .usingTimestamps()
                .tailingLines(MAX_LINES)
                .getLogInputStream()) {
            return log == null ? "" : end(log, max);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return ""; // its container has not started, or the pod was deleted
            }
            throw ApiFailure.explained(e);
        } catch (IOException e) {
            return "";
        }
    }

    /** The last lines, up to a maximum number of bytes, each terminated. */
    private static String end(InputStream log, int max) throws IOException {
        byte[] kept = new byte[0];
        boolean cut = false;
        for (byte[] read = log.readNBytes(max); read.length > 0; read = log.readNBytes(max)) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(kept);
            both.writeBytes(read);
            cut |= both.size() > max;
            kept = Arrays.copyOfRange(both.toByteArray(), Math.max(0, both.size() - max), both.size());
        }
        String text = new String(kept, StandardCharsets.UTF_8);
        String whole = cut ? text.substring(text.indexOf('\n') + 1) : text;
        return whole.isEmpty() || whole.endsWith("\n") ? whole : whole + "\n";
    }
}
