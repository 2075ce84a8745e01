package io.binrelay.relay.status;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Which process speaks.
 *
 * @param name the replica's name; {@code capture} for a capture
 * @param host the machine it runs on, as it calls itself
 * @param pid its process id there
 * @param version of binrelay
 */
public record ServiceId(ServiceRole role, String channel, String name, String host, long pid, String version) {
    /** The {@link #serviceKey} of every capture. */
    public static final String CAPTURE_KEY = "capture";

    public ServiceId {
        requireNonNull(role, "role is null");
        requireNonNull(channel, "channel is null");
        requireNonNull(name, "name is null");
        requireNonNull(host, "host is null");
        requireNonNull(version, "version is null");
    }

    /** The capture of a channel, in this process. */
    public static ServiceId ofCapture(String channel, String version) {
        return ofThisProcess(ServiceRole.CAPTURE, channel, "capture", version);
    }

    /** An applier of a replica, in this process. */
    public static ServiceId ofApplier(String channel, String replica, String version) {
        return ofThisProcess(ServiceRole.APPLIER, channel, replica, version);
    }

    /** The service: {@code capture} or {@code applier/NAME}. The same for all its instances. */
    public String serviceKey() {
        return role == ServiceRole.CAPTURE ? CAPTURE_KEY : applierKey(name);
    }

    /** The {@link #serviceKey} of a replica's applier. */
    public static String applierKey(String replica) {
        return ServiceRole.APPLIER.name().toLowerCase(Locale.ROOT) + "/" + replica;
    }

    /** This very process: the service's key with host and process id. */
    public String instanceKey() {
        return serviceKey() + "@" + host + ":" + pid;
    }

    private static ServiceId ofThisProcess(ServiceRole role, String channel, String name, String version) {
        return new ServiceId(
                role, channel, name, hostName(), ProcessHandle.current().pid(), version);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // The machine does not know its own name: status is for people, who see the process id still.
            return "unknown-host";
        }
    }
}
