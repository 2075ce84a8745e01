/** The HTTP server of a service: health, metrics, and the verbs. */
@NullMarked
package io.binrelay.cli.http;

import org.jspecify.annotations.NullMarked;
