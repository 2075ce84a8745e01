package io.binrelay.cli.demo;

/** Work on the source that goes on by itself, from threads of its own. */
interface Load extends AutoCloseable {
    /** Creates the schema. */
    void createSchema();

    /** Begins. */
    void start();

    /** Ends; returns when the last transaction has ended. Idempotent. */
    @Override
    void close();

    /** Transactions committed so far. */
    long transactions();

    /** Rows changed so far by committed transactions. */
    long rows();

    /** Statements that changed definitions so far. */
    long definitions();
}
