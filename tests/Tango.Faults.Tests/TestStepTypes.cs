using Tango.Core.Tests.Child;
using Tango.Steps;

namespace Tango.Core.Tests.Execution;

/// <summary>The step types for a <see cref="Project"/> here: the pipeline that faults are tried on, and the steps of this assembly, which misbehave.</summary>
internal static class TestStepTypes
{
    public static StepTypeCatalog Catalog { get; } = StepTypeReader.Read(new StepAssemblies(typeof(TestStepTypes).Assembly.Location)
    {
        ProjectAssemblies = [typeof(FaultPipeline).Assembly.Location],
        References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => path != typeof(TestStepTypes).Assembly.Location)],
    });
}
