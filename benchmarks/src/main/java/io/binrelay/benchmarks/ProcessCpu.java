package io.binrelay.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPU time of processes, all their threads, user and system. */
final class ProcessCpu {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** USER_HZ, the unit of times in /proc, is 100 on every architecture Java 17 runs on (proc(5), time(7)). */
    private static final double TICKS_PER_SECOND = 100;

    /** Places of utime and stime behind the process name (proc(5), fields 14 and 15; the name is field 2). */
    private static final int USER_TIME = 11;

    private static final int SYSTEM_TIME = 12;

    private ProcessCpu() {}

    /** This process, garbage collector and compiler included. */
    static double seconds() {
        return SYSTEM.getProcessCpuTime() / 1e9;
    }

    /**
     * Another process of this machine, to 10 ms.
     *
     * @throws IOException there is no such process, or no /proc
     */
    static double seconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }
}
