package io.dcf.bridge.callback;

import java.io.IOException;

/** A connection was not opened, since its address is not public. */
final class PrivateAddressException extends IOException {}
