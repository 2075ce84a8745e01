package io.binrelay.applier;

/** Orders that an applier gives to itself, so that they outlive it. Used by one thread. */
public interface OwnOrders {
    /** Nobody listens. */
    OwnOrders UNHEARD = new OwnOrders() {
        @Override
        public void stop(String reason) {}

        @Override
        public void begin() {}
    };

    /** It has reached what it was to reach. May be called again until the order is heard. */
    void stop(String reason);

    /**
     * Its replica begins anew: nothing is to be skipped any more. May be called again until the order is heard.
     *
     * @throws io.binrelay.relay.service.BinrelayException (KAFKA) the order could not be given; that may pass
     */
    void begin();
}
