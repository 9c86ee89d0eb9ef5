package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import java.util.List;

/** All rules for Dockerfiles. */
public final class DockerfileRules {
    public static final List<DockerfileRule> ALL = List.of(
            new LegalSyntax(),
            new BindAllInterfaces(),
            new ExplicitStartCommand(),
            new ValidStageReferences(),
            new VenvOnPath(),
            new VenvPathAndInterpreterMatch(),
            new NoEditableInstall(),
            new HostVenvExcluded(),
            new RuntimeSharedLibraries(),
            new TargetPlatformMatch(),
            new MinimalIgnoreFile(),
            new NonRootUser(),
            new NumericUser(),
            new CodeNotWritable(),
            new NoCompilerInRuntime(),
            new NoSecretsInArgOrEnv(),
            new BuildSecretsByMount(),
            new NoSecretFiles(),
            new NoCredentialsInManifests(),
            new NoSshKeysForGit(),
            new TlsVerificationOn(),
            new VerifiedDownloads(),
            new NoIndexMixing(),
            new NoDebugMode(),
            new RevisionLabel(),
            new NoLatest(),
            new LogsToStdout(),
            new ExecFormCommand(),
            new Pid1HandlesSigterm(),
            new ProductionServer(),
            new NoInstallAtStart(),
            new BaseTagExplicit(),
            new FullLockOfTransitives(),
            new LockEnforcedAtInstall(),
            new DepsBeforeSource(),
            new SlimBase(),
            new MultiStageBuild(),
            new SupportedPython(),
            new SupportedOsRelease());

    private DockerfileRules() {}
}
