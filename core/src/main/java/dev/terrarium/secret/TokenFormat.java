package dev.terrarium.secret;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How the tokens of one issuer look: a prefix that nothing else begins with, and what follows it.
 *
 * <p>Only formats that were made to be found. Tokens without a prefix are found by the name that they are assigned to, if at all:
 * any 32 hexadecimal digits may be a token, and mostly are none.
 *
 * @param prefix ASCII, at least two characters
 * @param rest what follows, possessive throughout so that matching is linear
 */
record TokenFormat(String issuer, String prefix, Pattern rest) {
    private static final String WORD = "[A-Za-z0-9_-]";

    static final List<TokenFormat> ALL = List.of(
            of("Amazon Web Services", "AKIA", "[A-Z2-7]{16}+"),
            of("Amazon Web Services", "ASIA", "[A-Z2-7]{16}+"),
            of("Amazon Web Services", "ABSK", "[A-Za-z0-9+/]{100,}+={0,2}+"),
            of("GitHub", "ghp_", "[A-Za-z0-9]{36,}+"),
            of("GitHub", "gho_", "[A-Za-z0-9]{36,}+"),
            of("GitHub", "ghu_", "[A-Za-z0-9]{36,}+"),
            of("GitHub", "ghs_", "[A-Za-z0-9]{36,}+"),
            of("GitHub", "ghr_", "[A-Za-z0-9]{36,}+"),
            of("GitHub", "github_pat_", "[A-Za-z0-9_]{60,}+"),
            of("GitLab", "glpat-", WORD + "{20,}+"),
            of("GitLab", "gldt-", WORD + "{20,}+"),
            of("GitLab", "glrt-", WORD + "{20,}+"),
            of("GitLab", "glptt-", "[0-9a-f]{40}+"),
            of("Bitbucket or Jira", "ATATT3", "[A-Za-z0-9_=-]{80,}+"),
            of("Bitbucket", "ATCTT3", "[A-Za-z0-9_=-]{80,}+"),
            of("the Python Package Index", "pypi-AgE", WORD + "{40,}+"),
            of("npm", "npm_", "[A-Za-z0-9]{36}+"),
            of("Docker Hub", "dckr_pat_", WORD + "{20,}+"),
            of("Docker Hub", "dckr_oat_", WORD + "{20,}+"),
            of("Artifactory", "AKCp", "[A-Za-z0-9]{60,}+"),
            of("Slack", "xoxb-", "[0-9]{8,}+-[A-Za-z0-9-]{16,}+"),
            of("Slack", "xoxp-", "[0-9]{8,}+-[A-Za-z0-9-]{16,}+"),
            of("Slack", "xoxa-", "[0-9]{1,}+-[A-Za-z0-9-]{16,}+"),
            of("Slack", "xoxr-", "[0-9]{1,}+-[A-Za-z0-9-]{16,}+"),
            of("Slack", "xoxs-", "[0-9]{8,}+-[A-Za-z0-9-]{16,}+"),
            of("Slack", "xapp-", "[0-9]-[A-Z0-9]++-[0-9]++-[a-z0-9]{32,}+"),
            of("Slack", "hooks.slack.com/services/", "T[A-Z0-9]{6,}+/B[A-Z0-9]{6,}+/[A-Za-z0-9]{20,}+"),
            of("Discord", "discord.com/api/webhooks/", "[0-9]{16,}+/[A-Za-z0-9_-]{50,}+"),
            of("Telegram", ":AA", WORD + "{33}+"),
            of("Stripe", "sk_live_", "[A-Za-z0-9]{20,}+"),
            of("Stripe", "rk_live_", "[A-Za-z0-9]{20,}+"),
            of("Stripe", "whsec_", "[A-Za-z0-9+/]{32,}+={0,2}+"),
            of("Square", "sq0atp-", WORD + "{22,}+"),
            of("Square", "sq0csp-", WORD + "{43}+"),
            of("Shopify", "shpat_", "[0-9a-fA-F]{32}+"),
            of("Shopify", "shpss_", "[0-9a-fA-F]{32}+"),
            of("Shopify", "shpca_", "[0-9a-fA-F]{32}+"),
            of("SendGrid", "SG.", WORD + "{22}+\\." + WORD + "{43}+"),
            of("Mailgun", "key-", "[0-9a-f]{32}+"),
            of("Mailchimp or Brevo", "xkeysib-", "[0-9a-f]{64}+-[A-Za-z0-9]{16}+"),
            of("OpenAI", "sk-proj-", WORD + "{40,}+"),
            of("OpenAI", "sk-svcacct-", WORD + "{40,}+"),
            of("OpenAI", "sk-", "[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}+"),
            of("Anthropic", "sk-ant-", "[a-z0-9]{3,8}+-" + WORD + "{60,}+"),
            of("OpenRouter", "sk-or-v1-", "[0-9a-f]{64}+"),
            of("Hugging Face", "hf_", "[A-Za-z]{34,}+"),
            of("Replicate", "r8_", "[A-Za-z0-9]{37,}+"),
            of("Groq", "gsk_", "[A-Za-z0-9]{52}+"),
            of("xAI", "xai-", "[A-Za-z0-9]{70,}+"),
            of("Perplexity", "pplx-", "[A-Za-z0-9]{40,}+"),
            of("Google", "AIza", WORD + "{35}+"),
            of("Google", "ya29.", WORD + "{40,}+"),
            of("Google", "GOCSPX-", WORD + "{28}+"),
            of("Azure", "AccountKey=", "[A-Za-z0-9+/]{86}=="),
            of("Azure", "SharedAccessKey=", "[A-Za-z0-9+/]{43}="),
            of("DigitalOcean", "dop_v1_", "[0-9a-f]{64}+"),
            of("DigitalOcean", "doo_v1_", "[0-9a-f]{64}+"),
            of("Databricks", "dapi", "[0-9a-f]{32}+"),
            of("HashiCorp Vault", "hvs.", WORD + "{24,}+"),
            of("HashiCorp Vault", "hvb.", WORD + "{90,}+"),
            of("Doppler", "dp.pt.", "[A-Za-z0-9]{40,}+"),
            of("Doppler", "dp.st.", "[A-Za-z0-9_.-]{40,}+"),
            of("Grafana", "glsa_", "[A-Za-z0-9]{32}_[0-9a-f]{8}+"),
            of("Grafana", "glc_", "[A-Za-z0-9+/]{32,}+={0,2}+"),
            of("New Relic", "NRAK-", "[A-Z0-9]{27}+"),
            of("Sentry", "sntrys_", "[A-Za-z0-9+/_=-]{40,}+"),
            of("Supabase", "sbp_", "[0-9a-f]{40}+"),
            of("Linear", "lin_api_", "[A-Za-z0-9]{40}+"),
            of("Notion", "ntn_", "[A-Za-z0-9]{40,}+"),
            of("Figma", "figd_", WORD + "{40,}+"),
            of("Postman", "PMAK-", "[0-9a-f]{24}-[0-9a-f]{34}+"),
            of("Pulumi", "pul-", "[0-9a-f]{40}+"),
            of("PlanetScale", "pscale_tkn_", "[A-Za-z0-9_.=-]{32,}+"),
            of("PlanetScale", "pscale_pw_", "[A-Za-z0-9_.=-]{32,}+"),
            of("Tailscale", "tskey-", "[a-z]++-[A-Za-z0-9]++-[A-Za-z0-9]{16,}+"),
            of("Netlify", "nfp_", "[A-Za-z0-9]{36,}+"),
            of("Heroku", "HRKU-", "[A-Za-z0-9_-]{36,}+"),
            of("age", "AGE-SECRET-KEY-1", "[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}+"),
            of(
                    "a JSON Web Token's issuer",
                    "eyJ",
                    "[A-Za-z0-9_-]{12,}+\\.eyJ[A-Za-z0-9_-]{12,}+\\.[A-Za-z0-9_-]{16,}+"));

    TokenFormat {
        if (prefix.length() < 2) {
            throw new IllegalArgumentException("nothing is told by `" + prefix + "`");
        }
    }

    private static TokenFormat of(String issuer, String prefix, String rest) {
        return new TokenFormat(issuer, prefix, Pattern.compile(rest));
    }

    /** Whether whoever sees the token may use it for nothing: keys for pages that everybody reads, and those of documentation. */
    boolean isHarmless(String token, FileRole role) {
        return switch (prefix) {
            case "AIza" -> role == FileRole.PAGE;
            case "eyJ" -> Jwt.isHarmless(token);
            default -> false;
        };
    }
}
