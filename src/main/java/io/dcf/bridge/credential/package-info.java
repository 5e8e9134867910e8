/** Authentication: users, tokens and JWTs, and the files and settings that list them. */
@NullMarked
package io.dcf.bridge.credential;

import org.jspecify.annotations.NullMarked;
