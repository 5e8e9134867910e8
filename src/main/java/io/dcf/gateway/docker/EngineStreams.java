package io.dcf.gateway.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.core.NameParser;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Requests to the container engine whose responses are streams without a timeout.
 *
 * @param client a client that waits forever
 */
record EngineStreams(DockerClient client) implements Closeable {

    /** Sends events of containers with these labels until it is closed or the engine ends the stream. */
    ContainerEvents watch(Map<String, String> labels, ContainerEvents events) {
        return client.eventsCmd()
                .withEventTypeFilter("container")
                .withLabelFilter(labels)
                .exec(events);
    }

    /** @param credentials for the registry; if there are none, those with which this user has logged in */
    void pull(String image, Optional<AuthConfig> credentials, ResultCallback<PullResponseItem> progress) {
        NameParser.ReposTag parts = NameParser.parseRepositoryTag(image);
        PullImageCmd pull = client.pullImageCmd(parts.repos);
        if (!image.contains("@")) {
            pull.withTag(parts.tag.isEmpty() ? "latest" : parts.tag);
        }
        credentials.ifPresent(pull::withAuthConfig);
        pull.exec(progress);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
