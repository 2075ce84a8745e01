package io.binrelay.applier.core;

/** What a statement would do to one account: take it away, rename or change it, or take privileges from it. */
public enum AccountEffect {
    /** Nothing. */
    NONE,
    /** It, and no other account. */
    ALONE,
    /** It and others. */
    AMONG_OTHERS
}
