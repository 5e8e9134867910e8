package io.dcf.bridge.route;

/** References to functions in paths: NAME, and also NAME.NAMESPACE in those paths that OpenFaaS has, too. There is one namespace. */
public final class FunctionReference {

    /** The namespace. It is the one that OpenFaaS's clients name where their users name none. */
    public static final String NAMESPACE = "openfaas-fn";

    private static final String SUFFIX = "." + NAMESPACE;
    private static final String OWN_PATHS = "/api/";

    private FunctionReference() {}

    /**
     * The function's name. A reference to another namespace stays as it is; it is not a valid name.
     *
     * @param path the path before the reference, or its pattern
     */
    public static String name(String path, String reference) {
        return reference.endsWith(SUFFIX) && !path.startsWith(OWN_PATHS)
                ? reference.substring(0, reference.length() - SUFFIX.length())
                : reference;
    }
}
