/** The demo: the main job on this machine, with kills, told step by step, and a verdict. */
@NullMarked
package io.binrelay.cli.demo;

import org.jspecify.annotations.NullMarked;
