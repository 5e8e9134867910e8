/** Where functions run: what each engine does, and the one that runs functions beside this process. */
@NullMarked
package io.dcf.gateway.engine;

import org.jspecify.annotations.NullMarked;
