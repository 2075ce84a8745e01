package io.binrelay.relay.service;

/** A throwable that carries a database server's error number. */
public interface ServerError {
    /** The number the server gave, such as 1062; 0 where it gave none. */
    int errno();
}
