/** The routes: paths, methods, the authority that each requires. */
@NullMarked
package io.dcf.bridge.route;

import org.jspecify.annotations.NullMarked;
