/** Stand-ins for the outer world that behave like it, as contract tests check, without threads, waits or servers. */
@NullMarked
package io.binrelay.testsupport.fakes;

import org.jspecify.annotations.NullMarked;
