package io.dsfm.ratis.bench;

import io.dsfm.ratis.config.NodeConfig;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.grpc.GrpcTlsConfig;

/** TLS as Ratis's gRPC has it, on all links, with certificates of both sides. */
final class PlainTls {

    private PlainTls() {}

    /** What a server, or a client with a server's files, hands to Ratis. */
    static Parameters parameters(NodeConfig config) {
        Parameters parameters = new Parameters();
        NodeConfig.Tls tls = config.tls();
        if (tls != null) {
            GrpcConfigKeys.TLS.setConf(
                    parameters,
                    new GrpcTlsConfig(
                            tls.key().toFile(),
                            tls.certificate().toFile(),
                            tls.trust().toFile(),
                            true));
        }
        return parameters;
    }
}
