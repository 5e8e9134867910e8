/** The certificates of TLS to the gateway: read from PEM files, and reloaded. */
@NullMarked
package io.dcf.bridge.certificate;

import org.jspecify.annotations.NullMarked;
