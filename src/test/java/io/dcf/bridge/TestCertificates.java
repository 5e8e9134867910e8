package io.dcf.bridge;

import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import okhttp3.tls.HeldCertificate;

/** An authority and what it signs, made anew for each test. */
public record TestCertificates(HeldCertificate authority) {

    public TestCertificates() {
        this(new HeldCertificate.Builder()
                .certificateAuthority(0)
                .commonName("test authority")
                .build());
    }

    /** A certificate that bears the names. */
    public HeldCertificate sign(String... names) {
        var certificate = new HeldCertificate.Builder().commonName(names[0]).signedBy(authority);
        for (String name : names) {
            certificate.addSubjectAlternativeName(name);
        }
        return certificate.build();
    }

    /** A server's TLS with the certificate; where an authority is given, it asks clients for one that it signed. */
    public static ServerCredentials server(HeldCertificate certificate, TestCertificates... clients)
            throws IOException {
        var credentials = TlsServerCredentials.newBuilder()
                .keyManager(stream(certificate.certificatePem()), stream(certificate.privateKeyPkcs8Pem()));
        if (clients.length > 0) {
            credentials
                    .trustManager(stream(clients[0].authority.certificatePem()))
                    .clientAuth(ClientAuth.REQUIRE);
        }
        return credentials.build();
    }

    /** Writes the authority's certificate, as a Secret names it. */
    public Path write(Path directory) throws IOException {
        return Files.writeString(directory.resolve("ca.crt"), authority.certificatePem());
    }

    /** Writes a certificate and its key, as a Secret names them. */
    public static void write(Path directory, HeldCertificate certificate) throws IOException {
        Files.writeString(directory.resolve("tls.crt"), certificate.certificatePem());
        Files.writeString(directory.resolve("tls.key"), certificate.privateKeyPkcs8Pem());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
