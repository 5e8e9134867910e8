/** Runs functions as containers: reconciles the containers that exist with those that should exist. */
@NullMarked
package io.dcf.gateway.container;

import org.jspecify.annotations.NullMarked;
