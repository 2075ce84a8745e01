/** The HTTP server of a service: health, metrics, status and errors to read, and a place for requests that change. */
@NullMarked
package io.binrelay.cli.http;

import org.jspecify.annotations.NullMarked;
