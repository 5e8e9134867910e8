/** Where functions run: the engine interface, and the engine whose functions this gateway keeps and runs itself. */
@NullMarked
package io.dcf.gateway.engine;

import org.jspecify.annotations.NullMarked;
