package io.dsfm.ratis.wire;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks host names up on threads of its own, as Java does it: a name server that does not answer, as for the name of a
 * machine that is gone, holds up who connects to that name, and no event loop. Addresses in digits are taken as they are.
 *
 * <p>Threading: any thread. One lookup of a name at a time, for all who ask for it meanwhile.
 *
 * <p>Failure: {@link UnknownHostException}, when Java's own lookup gives up or takes too long.
 */
final class NameLookup extends AddressResolverGroup<InetSocketAddress> {

    /** How this machine does it. */
    static final NameLookup INSTANCE = new NameLookup(InetAddress::getAllByName, Duration.ofSeconds(5));

    private final Names names;
    private final Duration patience;
    private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();
    private final Executor threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "name-lookup");
        thread.setDaemon(true);
        return thread;
    });

    /** A lookup that may take its time. */
    interface Names {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    /** Who asks is told after {@code patience} that there is no answer. */
    NameLookup(Names names, Duration patience) {
        this.names = names;
        this.patience = patience;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new Resolver(executor).asAddressResolver();
    }

    private void find(String host, BiConsumer<@Nullable List<InetAddress>, @Nullable Throwable> then) {
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            try {
                then.accept(List.of(InetAddress.getByName(host)), null); // asks nobody
            } catch (UnknownHostException e) {
                then.accept(null, e);
            }
            return;
        }
        CompletableFuture<List<InetAddress>> lookup =
                underWay.computeIfAbsent(host, name -> CompletableFuture.supplyAsync(() -> findNow(name), threads));
        lookup.whenComplete((found, failure) -> {
            underWay.remove(host, lookup); // the next one asks anew
            then.accept(found, failure instanceof CompletionException ? failure.getCause() : failure);
        });
    }

    private List<InetAddress> findNow(String host) {
        try {
            InetAddress[] found = names.find(host);
            if (found.length == 0) {
                throw new UnknownHostException(host);
            }
            return List.of(found);
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    /** For the connections of one event loop. */
    private final class Resolver extends InetNameResolver {

        Resolver(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            find(host, (found, failure) -> settle(promise, found == null ? null : found.get(0), failure));
            giveUpLater(host, promise);
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            find(host, (found, failure) -> settle(promise, found, failure));
            giveUpLater(host, promise);
        }

        /** Who asks may ask again, and say what is wrong; the lookup goes on. */
        private void giveUpLater(String host, Promise<?> promise) {
            if (promise.isDone()) {
                return;
            }
            ScheduledFuture<?> timer = executor()
                    .schedule(
                            () -> promise.tryFailure(new UnknownHostException(
                                    host + ": no answer of the name server after " + patience.toMillis() + " ms")),
                            patience.toNanos(),
                            TimeUnit.NANOSECONDS);
            promise.addListener(done -> timer.cancel(false));
        }

        private <T> void settle(Promise<T> promise, @Nullable T found, @Nullable Throwable failure) {
            if (executor().isShutdown()) {
                return; // nobody is left who would hear of it
            }
            if (failure == null) {
                promise.trySuccess(found);
            } else {
                promise.tryFailure(failure);
            }
        }
    }
}
