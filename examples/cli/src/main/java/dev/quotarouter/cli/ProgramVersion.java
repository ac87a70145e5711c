package dev.quotarouter.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the jar's manifest tells. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "quotarouter "
                    + Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
                            .orElse("(not packaged)")
        };
    }
}
