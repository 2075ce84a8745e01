/** Manual pages, made of what {@code --help} is made of. */
@NullMarked
package io.binrelay.cli.manual;

import org.jspecify.annotations.NullMarked;
