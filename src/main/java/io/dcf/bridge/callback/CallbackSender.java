package io.dcf.bridge.callback;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends callbacks. Its client is made for the first one. */
@Component
public final class CallbackSender {

    private static final int IDLE_CONNECTIONS = 8;

    private final CallbackProperties settings;
    private final CallbackUrls urls;
    private final @Nullable WebhookSignature signature;
    private @Nullable OkHttpClient client;

    CallbackSender(CallbackProperties settings, CallbackUrls urls) {
        this.settings = settings;
        this.urls = urls;
        this.signature = settings.secret().isEmpty() ? null : new WebhookSignature(settings.secret());
    }

    /** Sends a callback once. Returns what went wrong, without the URL, or null if its host accepted it. */
    public @Nullable String send(Callback callback) {
        HttpUrl url = HttpUrl.parse(callback.url());
        String rule = urls.brokenRule(url);
        if (url == null || rule != null) {
            return "The URL of the callback " + rule + ".";
        }
        try (Response response = client().newCall(CallbackRequest.of(callback, url, signature, Instant.now()))
                .execute()) {
            return response.isSuccessful() ? null : refusal(response);
        } catch (IOException e) {
            return failure(e);
        }
    }

    /** Cancels what is being sent. */
    synchronized void cancel() {
        if (client != null) {
            client.dispatcher().cancelAll();
        }
    }

    private synchronized OkHttpClient client() {
        if (client == null) {
            client = newClient();
        }
        return client;
    }

    private static String refusal(Response response) {
        return "The callback's host responded with status " + response.code()
                + (response.isRedirect() ? "; redirects are not followed." : ".");
    }

    private String failure(IOException cause) {
        if (cause instanceof PrivateAddressException) {
            return "The address of the callback's host is not public, and bridge.async.callback.allow-private is false.";
        } else if (cause instanceof UnknownHostException) {
            return "The callback's host has no address.";
        } else if (cause instanceof InterruptedIOException) {
            return "The callback's host did not respond within "
                    + settings.timeout().toMillis() + " ms.";
        } else if (cause instanceof SSLException) {
            return "TLS to the callback's host failed: " + cause.getMessage();
        }
        return "The connection to the callback's host failed: " + cause.getMessage();
    }

    private OkHttpClient newClient() {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .callTimeout(settings.timeout())
                .connectTimeout(settings.timeout())
                .readTimeout(settings.timeout())
                .writeTimeout(settings.timeout())
                .followRedirects(false)
                .followSslRedirects(false)
                .fastFallback(false)
                .proxy(Proxy.NO_PROXY)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES));
        return settings.allowPrivate()
                ? builder.build()
                : builder.socketFactory(new PublicSockets()).build();
    }
}
