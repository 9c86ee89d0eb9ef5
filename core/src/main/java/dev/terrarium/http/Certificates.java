package dev.terrarium.http;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate authorities are believed: Java's own, and those of the files that {@code SSL_CERT_FILE} and its relatives
 * name.
 *
 * <p>Added, not instead: a file with one company's authority must not make every other server unknown.
 */
final class Certificates {
    private static final List<String> VARIABLES =
            List.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "PIP_CERT", "CURL_CA_BUNDLE");

    private Certificates() {}

    /** Empty when nobody names a file, so that Java's own context serves, which costs nothing. */
    static Optional<SSLContext> of(Environment environment) {
        var extra = new ArrayList<Certificate>();
        for (String variable : VARIABLES) {
            environment
                    .variable(variable)
                    .ifPresent(file ->
                            extra.addAll(read(variable, environment.directory().resolve(file))));
        }
        return extra.isEmpty() ? Optional.empty() : Optional.of(context(extra));
    }

    private static List<Certificate> read(String variable, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        } catch (IOException | GeneralSecurityException e) {
            throw new UserError(
                    Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            "`" + variable + "` names `" + file + "`, which is no readable file of PEM certificates",
                            "correct the variable or unset it"),
                    e);
        }
    }

    private static SSLContext context(List<Certificate> extra) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int next = 0;
            for (X509Certificate usual : trusted(null)) {
                all.setCertificateEntry("usual-" + next++, usual);
            }
            for (Certificate one : extra) {
                all.setCertificateEntry("extra-" + next++, one);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(all), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java has key stores and TLS", e);
        }
    }

    private static List<X509Certificate> trusted(@Nullable KeyStore store) throws GeneralSecurityException {
        for (TrustManager manager : managers(store)) {
            if (manager instanceof X509TrustManager x509) {
                return List.of(x509.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
