package io.dcf.gateway.call;

/** The clients that call functions at addresses, with their connections. */
public final class FunctionClients implements AutoCloseable {

    private final WatcherRunner watcher = new WatcherRunner();
    private final HttpRunner http = new HttpRunner();

    /** Calls the function at the address. */
    public Runner at(FunctionAddress address) {
        return address.http() ? http.at(address) : watcher.at(address);
    }

    @Override
    public void close() {
        watcher.close();
    }
}
