package io.binrelay.relay.config;

/** What each service reads. */
public final class Catalogues {
    /** What capture reads; keys of appliers may stand beside. */
    public static final KeyCatalogue CAPTURE =
            KeyCatalogue.of("capture", CommonKeys.all()).with(CaptureKeys.all()).beside(ApplierKeys.all());

    /** What an applier reads; keys of capture may stand beside. */
    public static final KeyCatalogue APPLIER =
            KeyCatalogue.of("applier", CommonKeys.all()).with(ApplierKeys.all()).beside(CaptureKeys.all());

    private Catalogues() {}
}
