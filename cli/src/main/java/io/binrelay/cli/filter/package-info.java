/** What replication filters make of a table or a database, told to people and programs. */
@NullMarked
package io.binrelay.cli.filter;

import org.jspecify.annotations.NullMarked;
