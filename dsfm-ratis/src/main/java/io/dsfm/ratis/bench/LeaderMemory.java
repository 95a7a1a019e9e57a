package io.dsfm.ratis.bench;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * What another JVM has allocated, asked of its own management beans, for which it is attached to: so that both contestants
 * are measured the same way and need not know. It leaves out threads that have ended, and what the JVM itself allocates.
 *
 * <p>Threading: one thread.
 */
final class LeaderMemory implements AutoCloseable {

    /** What is given where a JVM cannot be asked. */
    static final long UNKNOWN = -1;

    private static final long NONE = -1;

    private long process = NONE;
    private @Nullable JMXConnector connector;
    private @Nullable ThreadMXBean threads;

    /** What the JVM's living threads have allocated since they started, in bytes, or {@link #UNKNOWN}. */
    long allocatedBytes(long processId) {
        try {
            ThreadMXBean asked = connected(processId);
            return Arrays.stream(asked.getThreadAllocatedBytes(asked.getAllThreadIds()))
                    .filter(bytes -> bytes > 0)
                    .sum();
        } catch (IOException | AttachNotSupportedException | RuntimeException e) {
            close(); // a JVM that was killed, or one that cannot be attached to
            return UNKNOWN;
        }
    }

    /** What was allocated between two answers. */
    static long between(long before, long after) {
        return before == UNKNOWN || after == UNKNOWN || after < before ? UNKNOWN : after - before;
    }

    @SuppressWarnings("BanJNDI") // the address is that of a process which this one has started
    private ThreadMXBean connected(long processId) throws IOException, AttachNotSupportedException {
        ThreadMXBean present = threads;
        if (present != null && process == processId) {
            return present;
        }
        close();
        VirtualMachine machine = VirtualMachine.attach(Long.toString(processId));
        String address;
        try {
            address = machine.startLocalManagementAgent();
        } finally {
            machine.detach();
        }
        JMXConnector opened = JMXConnectorFactory.connect(new JMXServiceURL(address));
        connector = opened;
        ThreadMXBean fresh = ManagementFactory.newPlatformMXBeanProxy(
                opened.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        threads = fresh;
        process = processId;
        return fresh;
    }

    @Override
    public void close() {
        JMXConnector open = connector;
        connector = null;
        threads = null;
        process = NONE;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // the JVM is gone
            }
        }
    }
}
