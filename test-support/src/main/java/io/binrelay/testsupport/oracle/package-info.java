/** Judges that know the truth from elsewhere than from binrelay. */
@NullMarked
package io.binrelay.testsupport.oracle;

import org.jspecify.annotations.NullMarked;
