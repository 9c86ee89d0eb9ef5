package dev.terrarium.secret;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets here are made up, and put together in the test: no scanner of repositories should find one in this file. */
class SecretDetectionTest {
    private static final String RANDOM = "Zk8vQ2mX7pLr4TnB9wYc3HdJ6sFgA1eUo5iKxVtRqWzMbNhCyPlSaDfGjE0u";
    private static final String HEX = "3f9a1c7e5b2d8046af13c9e7b5d204863f9a1c7e5b2d8046af13c9e7b5d20486";

    /** @param what findings as {@code line: kind what}, or none */
    record Case(String path, String text, String... what) {
        @Override
        public String toString() {
            return path + ": " + text.lines().findFirst().orElse("").replaceAll("(.{40}).*", "$1…");
        }
    }

    static Stream<Case> found() {
        return Stream.of(
                new Case("app.py", "x = 'AK" + "IA" + "QWERTZUIOPASDF23'", "1: token a token of Amazon Web Services"),
                new Case("a/b.txt", "\n\ngh" + "p_" + RANDOM.substring(0, 36), "3: token a token of GitHub"),
                new Case("app.py", "github" + "_pat_" + RANDOM + RANDOM.substring(0, 22), "1: token a token of GitHub"),
                new Case("app.py", "'gl" + "pat-" + RANDOM.substring(0, 20) + "'", "1: token a token of GitLab"),
                new Case("x.yaml", "t: xo" + "xb-471108154711-" + RANDOM.substring(0, 24), "1: token a token of Slack"),
                new Case(
                        "x.py",
                        "https://hooks.slack.com/serv" + "ices/T0A1B2C3D/B0A1B2C3D/" + RANDOM.substring(0, 24),
                        "1: token a token of Slack"),
                new Case(
                        "bot.py",
                        "T = '123456789:A" + "A" + RANDOM.substring(0, 33) + "'",
                        "1: token a token of Telegram"),
                new Case(
                        "pay.py",
                        "stripe.api_key = 'sk" + "_live_" + RANDOM.substring(0, 24) + "'",
                        "1: value the value of `api_key`"),
                new Case(
                        "pay.py",
                        "charge('sk" + "_live_" + RANDOM.substring(0, 24) + "')",
                        "1: token a token of Stripe"),
                new Case(
                        "m.py",
                        "'S" + "G." + RANDOM.substring(0, 22) + "." + RANDOM.substring(0, 43) + "'",
                        "1: token a token of SendGrid"),
                new Case(
                        "m.py",
                        "'h" + "f_" + "qWzRtPqRkTuVwMyZaJcDePgHiXqSzRvPoR" + "'",
                        "1: token a token of Hugging Face"),
                new Case("ai.py", "'sk" + "-proj-" + RANDOM + "'", "1: token a token of OpenAI"),
                new Case("ai.py", "'sk" + "-ant-api03-" + RANDOM + RANDOM + "'", "1: token a token of Anthropic"),
                new Case("g.py", "'AI" + "za" + RANDOM.substring(0, 35) + "'", "1: token a token of Google"),
                new Case("d.txt", "dop" + "_v1_" + HEX, "1: token a token of DigitalOcean"),
                new Case("d.txt", "dapi" + HEX.substring(0, 32), "1: token a token of Databricks"),
                new Case(
                        "p.toml",
                        "password = 'pypi" + "-AgEIcHlwaS5vcmc" + RANDOM + "'",
                        "1: value the value of `password`"),
                new Case(
                        "az.py",
                        "'DefaultEndpointsProtocol=https;AccountKey=" + RANDOM + RANDOM.substring(0, 26) + "=='",
                        "1: token a token of Azure"),
                new Case("a.txt", "npm" + "_" + RANDOM.substring(0, 36), "1: token a token of npm"),
                new Case("key.pem", pem("", "\n"), "1: key a private key"),
                new Case("a.py", "KEY = \"\"\"\n" + pem("RSA ", "\n") + "\"\"\"", "2: key a private key"),
                new Case("a.json", "{\n \"private_key\": \"" + pem("", "\\n") + "\"}", "2: key a private key"),
                new Case("a.py", "k = ('" + pem("EC ", "\\n'\n  '") + "')", "1: key a private key"),
                new Case("id", pem("OPENSSH ", "\n"), "1: key a private key"),
                new Case(
                        "x.asc", pem("PGP ", "\n").replace("KEY-----\n", "KEY BLOCK-----\n\n"), "1: key a private key"),
                new Case("e.pem", pem("ENCRYPTED ", "\r\n"), "1: key a private key"),
                new Case(
                        "r.pem",
                        "-----BEGIN RSA PRIVATE " + "KEY-----\nProc-Type: 4,ENCRYPTED\n",
                        "1: key a private key"),
                new Case("p.ppk", "PuTTY-User-Key-" + "File-3: ssh-ed25519\n", "1: key a private key"),
                new Case(
                        "requirements.txt",
                        "six\n--extra-index-url https://deploy:hunter2@pkg.example/simple\n",
                        "2: login a login for `pkg.example`"),
                new Case(
                        "pip.conf",
                        "[global]\nindex-url = https://u:" + "pw4711@nexus.acme.io/simple",
                        "2: login a login for `nexus.acme.io`"),
                new Case(
                        "uv.toml",
                        "[[index]]\nurl = \"https://u:p%40ss@nexus.acme.io/\"",
                        "2: login a login for `nexus.acme.io`"),
                new Case(
                        "uv.lock",
                        "x = { url = \"https://:tok4711@nexus.acme.io/a.whl\" }",
                        "1: login a login for `nexus.acme.io`"),
                new Case(
                        "settings.py",
                        "URL = 'postgres://shop:Tr0ub4dor@db.acme.io/shop'",
                        "1: login a login for `db.acme.io`"),
                new Case("settings.py", "URL = 'postgres://shop:Zk8vQ2mX7pLr4@db/shop'", "1: login a login for `db`"),
                new Case(
                        ".git-credentials",
                        "https://me:" + HEX.substring(0, 20) + "@github.com",
                        "1: login a login for `github.com`"),
                new Case(
                        ".netrc",
                        "machine a.example\n  login u\n  password hunter2\n",
                        "3: login a login for `a.example`"),
                new Case(
                        ".pypirc",
                        "[pypi]\nusername = u\npassword = Tr0ub4dor&3\n",
                        "3: value the value of `password`"),
                new Case(
                        ".npmrc",
                        "//npm.acme.io/:_authToken=" + RANDOM.substring(0, 30),
                        "1: value the value of `_authToken`"),
                new Case(".env", "DEBUG=1\nAPI_TOKEN=abc123\n", "2: value the value of `API_TOKEN`"),
                new Case(".env", "export DB_PASSWORD='hunter2'", "1: value the value of `DB_PASSWORD`"),
                new Case(".env.production", "SECRET_KEY=s3cr3t", "1: value the value of `SECRET_KEY`"),
                new Case(
                        ".env", "OPENAI_KEY=\"" + RANDOM.substring(0, 20) + "\"", "1: value the value of `OPENAI_KEY`"),
                new Case(".env", "DATABASE_URL=postgres://u:p4ss@db/x", "1: login a login for `db`"),
                new Case(
                        "settings.py",
                        "SECRET_KEY = 'b^7w(z=q1!m@x&k5)c9+u2#r8$t4*e-0_v6n3jhgfdlpoiyaws'",
                        "1: value the value of `SECRET_KEY`"),
                new Case(
                        "settings.py",
                        "SECRET_KEY = '" + RANDOM.substring(0, 50) + "'",
                        "1: value the value of `SECRET_KEY`"),
                new Case(
                        "config.py",
                        "class S:\n    api_key: SecretStr = \"" + RANDOM.substring(0, 32) + "\"",
                        "2: value the value of `api_key`"),
                new Case(
                        "config.py", "connect(host='x', password=\"Tr0ub4dor&3\")", "1: value the value of `password`"),
                new Case(
                        "config.json",
                        "{\"clientSecret\": \"" + RANDOM.substring(0, 32) + "\"}",
                        "1: value the value of `clientSecret`"),
                new Case(
                        "config.py",
                        "CONFIG['aws_secret_access_key'] = '" + RANDOM.substring(0, 40) + "'",
                        "1: value the value of `aws_secret_access_key`"),
                new Case("app.yaml", "token: " + RANDOM.substring(0, 32) + " # ours", "1: value the value of `token`"),
                new Case("app.ini", "[db]\npassword = Tr0ub4dor&3\n", "2: value the value of `password`"),
                new Case(
                        "credentials",
                        "aws_secret_access_key = " + RANDOM.substring(0, 40),
                        "1: value the value of `aws_secret_access_key`"),
                new Case(
                        "a.txt",
                        "ey" + "JhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hLWtpbmcifQ.dGhpc2lzYXNpZ25hdHVyZQ",
                        "1: token a token of a JSON Web Token's issuer"));
    }

    static Stream<Case> notFound() {
        return Stream.of(
                new Case("app.py", "KEY = 'AKIAIOSFODNN7EXAMPLE'"),
                new Case("app.py", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
                new Case("app.py", "ghp_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123"),
                new Case("app.py", "ghp_tooshort"),
                new Case("app.py", "PREFIX = 'ghp_'"),
                new Case("app.py", "morghp_" + RANDOM.substring(0, 36)),
                new Case("app.py", "sk_test_" + RANDOM.substring(0, 24)),
                new Case("app.py", "pk_live_" + RANDOM.substring(0, 24)),
                new Case("tests/test_a.py", "gh" + "p_" + RANDOM.substring(0, 36)),
                new Case("tests/fixtures/key.pem", pem("", "\n")),
                new Case("conftest.py", pem("", "\n")),
                new Case("docs/setup.rst", "gl" + "pat-" + RANDOM.substring(0, 20)),
                new Case("README.md", "gl" + "pat-" + RANDOM.substring(0, 20)),
                new Case("cert.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"),
                new Case("key.pub", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"),
                new Case("id.pub", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + RANDOM.substring(0, 40)),
                new Case("x.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQIN\n"),
                new Case("keys.py", "if text.startswith('-----BEGIN PRIVATE " + "KEY-----'):"),
                new Case("keys.py", "'-----BEGIN PRIVATE " + "KEY-----' + body"),
                new Case("keys.py", "-----BEGIN PRIVATE " + "KEY-----\n...\n-----END"),
                new Case("keys.py", "-----BEGIN PRIVATE " + "KEY-----\nMIIE...\n-----END"),
                new Case("app.py", "SECRET_KEY = os.environ[\"SECRET_KEY\"]"),
                new Case("app.py", "SECRET_KEY = os.environ.get('SECRET_KEY')"),
                new Case("app.py", "password = getpass.getpass()"),
                new Case("app.py", "password = config.password"),
                new Case("app.py", "password = 'changeme'"),
                new Case("app.py", "PASSWORD = 'postgres'"),
                new Case("app.py", "PASSWORD = \"Please enter your password:\""),
                new Case("app.py", "password_label = 'Tr0ub4dor&3'"),
                new Case("app.py", "SECRET_KEY = 'django-insecure-" + RANDOM.substring(0, 50) + "'"),
                new Case(
                        "app.py", "AUTH_PASSWORD_VALIDATORS = 'django.contrib.auth.password_validation.MinimumLength'"),
                new Case("app.py", "TOKEN_URL = '/oauth/token/AbCd1234EfGh5678'"),
                new Case("app.py", "token = '<your-token-here>'"),
                new Case("app.py", "token = 'your_api_token_1A2b3C4d5E'"),
                new Case("app.py", "token_type = 'Bearer1a2B3c4D5e6F7g8H'"),
                new Case("app.py", "csrf_token = 'csrfmiddlewaretoken'"),
                new Case("app.py", "api_key = f'{prefix}{Suffix12345abc}'"),
                new Case("app.py", "secret = get_secret('projects/1/secrets/Ab12Cd34Ef56')"),
                new Case("app.py", "secret_arn = 'arn:aws:secretsmanager:eu-1:1234:secret:Ab12Cd'"),
                new Case("app.py", "pad_token = '<|endoftext|>'"),
                new Case("app.py", "tokenizer = 'bert-base-uncased-Ab12Cd34'"),
                new Case("app.py", "public_key = '" + RANDOM.substring(0, 32) + "'"),
                new Case("app.py", "sha256 = '" + HEX + "'"),
                new Case("app.py", "password_hash = 'pbkdf2_sha256$" + RANDOM.substring(0, 32) + "'"),
                new Case("app.py", "DATABASE_URL = 'postgres://postgres:postgres@localhost/app'"),
                new Case("app.py", "DATABASE_URL = 'postgres://u:Zk8vQ2mX7pLr4@localhost:5432/app'"),
                new Case("app.py", "URL = 'https://user:password@example.com/'"),
                new Case("app.py", "URL = f'https://{user}:{password}@nexus.acme.io/'"),
                new Case("app.py", "CELERY = 'amqp://guest:guest@rabbitmq//'"),
                new Case("app.py", "URL = 'redis://:redis@redis:6379/0'"),
                new Case("app.py", "git = 'ssh://git@github.com:acme/x.git'"),
                new Case("requirements.txt", "--index-url https://${USER}:${TOKEN}@pkg.acme.io/simple"),
                new Case("requirements.txt", "six==1.16.0 --hash=sha256:" + HEX),
                new Case("poetry.lock", "content-hash = \"" + HEX + "\""),
                new Case("package.json", "{\"author\": \"A <a@b.io>\", \"integrity\": \"sha512-" + RANDOM + "\"}"),
                new Case("web/firebase.js", "apiKey: \"AI" + "za" + RANDOM.substring(0, 35) + "\""),
                new Case("web/app.min.js", "password:\"Tr0ub4dor&3\",token=\"" + RANDOM.substring(0, 32) + "\""),
                new Case(".env", "DEBUG=true\nPORT=8000\nA=b"),
                new Case(".env", "SECRET_KEY=\nDB_PASSWORD=changeme\nAPI_TOKEN=${TOKEN}\n# PASSWORD=\n"),
                new Case(".env", "API_KEY=<your key>\nX_TOKEN=xxxxxxxx\nPASSWORD=password"),
                new Case(".env", "PASSWORD_FILE=/run/secrets/db\nSECRET_NAME=prod/db"),
                new Case(".env.example", "API_TOKEN=abc123"),
                new Case(".env.test", "API_TOKEN=abc123"),
                new Case(".netrc", "machine a.example login u password changeme"),
                new Case("app.yaml", "password: \"{{ vault_db_password }}\""),
                new Case("app.yaml", "password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n"),
                new Case("app.yaml", "secretName: shop-tls-Ab12Cd34Ef"),
                new Case("app.ini", "token = %(TOKEN)s"),
                new Case("a.txt", "eyJub3QiOiJhIHRva2VuIn0.eyJzdWIiOiJ4In0aaaa.dGhpc2lzYXNpZ25hdHVyZQ"),
                new Case("icon.svg", "data:image/png;base64," + RANDOM + RANDOM),
                new Case("cipher.py", "KEY_SIZE = 32\nkey = Fernet.generate_key()"),
                new Case("app.py", "def sign(private_key: \"_EllipticCurvePrivateKey\", data: bytes):"),
                new Case("postgresql.conf", "password_encryption = scram-sha-256"),
                new Case("app.py", ""),
                new Case("", ""));
    }

    @ParameterizedTest
    @MethodSource
    void found(Case one) {
        assertThat(told(one)).containsExactly(one.what());
    }

    @ParameterizedTest
    @MethodSource
    void notFound(Case one) {
        assertThat(told(one)).isEmpty();
    }

    @Test
    void theTablesAreAsLongAsTheySay() {
        assertThat(found().count()).isEqualTo(53);
        assertThat(notFound().count()).isEqualTo(75);
        assertThat(TokenFormat.ALL).hasSizeGreaterThan(75);
    }

    @Test
    void whatWindowsWroteIsReadToo() {
        byte[] text = "\ufeffAPI_TOKEN=abc123\r\n".getBytes(UTF_16LE);

        assertThat(Secrets.in(".env", text)).extracting(Finding::line).containsExactly(1);
    }

    @Test
    void storesOfKeysAreKnownByTheirBeginning() {
        byte[] store = {0x30, (byte) 0x82, 0, 0};

        assertThat(Secrets.in("server.p12", store))
                .extracting(Finding::what)
                .containsExactly("a store of private keys");
        assertThat(Secrets.in("server.bin", store)).isEmpty();
        assertThat(Secrets.in("server.p12", new byte[] {1, 0})).isEmpty();
    }

    @Test
    void aFileOfNothingButSecretsEndsSoon() {
        assertThat(Secrets.in(".env", "API_TOKEN=abc123\n".repeat(100_000).getBytes(UTF_8)))
                .hasSize(Secrets.MOST_FINDINGS);
    }

    @Test
    void noFindingRepeatsTheSecret() {
        found().forEach(one -> Secrets.in(one.path(), one.text().getBytes(UTF_8))
                .forEach(finding -> assertThat(finding.toString())
                        .doesNotContain(
                                RANDOM.substring(0, 16), "hunter2", "Tr0ub4dor", "abc123", HEX.substring(0, 16))));
    }

    /** Long lines are what regular expressions break on: none of these may take more than linear time. */
    @Test
    void timeIsLinearInWhateverIsRead() {
        for (String piece :
                List.of("://", "password=", "-----BEGIN ", "a:b@", "sk-", "token: '", "eyJ", "=", "\"", "://a:", "-")) {
            byte[] text = piece.repeat(Secrets.MOST_BYTES / piece.length() / 4).getBytes(UTF_8);
            long start = System.nanoTime();
            Secrets.in("a.yaml", text);
            assertThat(System.nanoTime() - start).as(piece).isLessThan(5_000_000_000L);
        }
    }

    @Test
    void noBytesBreakIt() {
        var random = new Random(7);
        List<Case> cases = found().toList();
        for (int i = 0; i < 2_000; i++) {
            Case one = cases.get(random.nextInt(cases.size()));
            byte[] text = one.text().getBytes(UTF_8);
            for (int change = random.nextInt(4); change >= 0; change--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            assertThat(Secrets.in(one.path(), Arrays.copyOf(text, random.nextInt(text.length + 1))))
                    .hasSizeLessThanOrEqualTo(Secrets.MOST_FINDINGS);
        }
    }

    private static List<String> told(Case one) {
        return Secrets.in(one.path(), one.text().getBytes(UTF_8)).stream()
                .map(finding -> finding.line() + ": " + finding.kind().id() + " " + finding.what())
                .toList();
    }

    private static String pem(String kind, String end) {
        return "-----BEGIN " + kind + "PRIVATE " + "KEY-----" + end + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC" + end;
    }
}
