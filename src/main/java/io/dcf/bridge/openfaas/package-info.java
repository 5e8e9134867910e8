/** The API of OpenFaaS, for its clients such as faas-cli. */
@NullMarked
package io.dcf.bridge.openfaas;

import org.jspecify.annotations.NullMarked;
