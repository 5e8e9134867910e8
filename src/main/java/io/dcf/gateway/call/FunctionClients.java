package io.dcf.gateway.call;

/** Calls functions at their addresses, and keeps connections to them. */
public final class FunctionClients implements AutoCloseable {

    private final WatcherRunner watcher = new WatcherRunner();
    private final HttpRunner http = new HttpRunner();

    /** What calls the function that listens there. */
    public Runner at(FunctionAddress address) {
        return address.http() ? http.at(address) : watcher.at(address);
    }

    @Override
    public void close() {
        watcher.close();
    }
}
