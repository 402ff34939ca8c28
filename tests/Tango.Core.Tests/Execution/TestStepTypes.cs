using Tango.Steps;

namespace Tango.Core.Tests.Execution;

/// <summary>The step types of this very assembly, read from its metadata as a build reads a project's.</summary>
internal static class TestStepTypes
{
    public static StepAssemblies Assemblies { get; } = new(typeof(TestStepTypes).Assembly.Location) { References = Platform() };

    public static StepTypeCatalog Catalog { get; } = StepTypeReader.Read(Assemblies);

    private static System.Collections.Immutable.ImmutableArray<string> Platform() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => path != typeof(TestStepTypes).Assembly.Location)];
}
