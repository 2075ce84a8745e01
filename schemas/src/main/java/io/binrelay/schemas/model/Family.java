package io.binrelay.schemas.model;

/** The two families of servers whose binary logs are alike in form and different in detail. */
public enum Family {
    MYSQL,
    MARIADB
}
