package io.dcf.bridge.proxy;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * Sets the client, scheme, host and prefix of a request to those that a trusted proxy reports. Invalid values change
 * nothing.
 */
record ForwardedRequest(Request request) {

    private static final Pattern HOST = Pattern.compile("[-._A-Za-z0-9]+");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");
    private static final Pattern PREFIX = Pattern.compile("(/(?!\\.)[-._~A-Za-z0-9]+)+");

    void setClient(InetAddress client) {
        String address = InetAddresses.toAddrString(client);
        request.setRemoteAddr(address);
        request.setRemoteHost(address);
        set("X-Forwarded-For", address);
    }

    /** Changes the port too where it is the default of the old scheme. */
    void setScheme(String reported) {
        String scheme = switch (reported.toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> "https";
            case "http", "ws" -> "http";
            default -> null;
        };
        if (scheme != null) {
            boolean hadDefaultPort = hasDefaultPort();
            request.getCoyoteRequest().scheme().setString(scheme);
            request.setSecure(scheme.equals("https"));
            if (hadDefaultPort) {
                request.setServerPort(defaultPort());
            }
            set("X-Forwarded-Proto", scheme);
        }
    }

    /** Sets the Host header too, for code that reads it. */
    void setHost(String reported, String port) {
        HostAndPort host = host(reported);
        boolean hasPort = PORT.matcher(port).matches();
        if (host != null) {
            String name = host.getHost();
            request.getCoyoteRequest().serverName().setString(name.indexOf(':') < 0 ? name : "[" + name + "]");
            request.setServerPort(host.getPortOrDefault(hasPort ? Integer.parseInt(port) : defaultPort()));
        } else if (hasPort) {
            request.setServerPort(Integer.parseInt(port));
        }
        if (host != null || hasPort) {
            String effective = request.getServerName() + (hasDefaultPort() ? "" : ":" + request.getServerPort());
            set("Host", effective);
            set("X-Forwarded-Host", effective);
        }
    }

    private static @Nullable HostAndPort host(String entry) {
        try {
            HostAndPort host = HostAndPort.fromString(entry);
            return HOST.matcher(host.getHost()).matches() || InetAddresses.isInetAddress(host.getHost()) ? host : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean hasDefaultPort() {
        return request.getServerPort() == defaultPort();
    }

    private int defaultPort() {
        return "https".equals(request.getScheme()) ? 443 : 80;
    }

    void setPrefix(String reported) {
        if (PREFIX.matcher(reported).matches()) {
            set("X-Forwarded-Prefix", reported);
        }
    }

    private void set(String name, String value) {
        request.getCoyoteRequest().getMimeHeaders().setValue(name).setString(value);
    }
}
