using Tango.Build.TestKit;

namespace Tango.Build.PackageTests.Infrastructure;

internal static class ProjectCreatorExtensions
{
    /// <summary>Declares a step.</summary>
    public static ProjectCreator TangoStep(
        this ProjectCreator project, string name, string type, params (string Name, string Value)[] arguments) =>
        project.ItemInclude("TangoStep", name, [new("Type", type), .. arguments.Select(argument => KeyValuePair.Create<string, string?>(argument.Name, argument.Value))]);
}
