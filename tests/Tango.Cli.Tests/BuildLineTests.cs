namespace Tango.Cli.Tests;

public sealed class BuildLineTests
{
    [Theory]
    [InlineData("/src/App.csproj(8,5): error TANGO0201: Step 'a' failed: no", "error")]
    [InlineData("/src/App.csproj : error NU1301: The local source", "error")]
    [InlineData("/src/a.targets(3,5): error : no", "error")]
    [InlineData("CSC : error CS5001: Program does not contain", "error")]
    [InlineData("/src/a.cs(1,2): warning xUnit2013: Do not use", "warning")]
    [InlineData("/src/a.idl(1,2): Command line error MIDL1001: no", "error")]
    [InlineData("MSBUILD : error MSB1003: Specify a project", "error")]
    [InlineData("/src/a.cs(1,2): warning CA1: an error: told", "warning")]
    [InlineData("    Tango  a  failed  0.2 s  no error: really", null)]
    [InlineData("    0 Error(s)", null)]
    [InlineData("  App -> /src/bin/error: x/App.dll", null)]
    public void Errors_and_warnings_of_all_tools_are_known(string line, string? kind) =>
        Assert.Equal(kind, BuildLine.IsProblem(line) ? BuildLine.IsError(line) ? "error" : "warning" : null);

    [Theory]
    [InlineData("  App -> 2 to run, 2 cached.", true)]
    [InlineData("  My App -> nothing to run.", true)]
    [InlineData("    Tango  model  run  epochs: 50 -> 20", true)]
    [InlineData("  App -> /src/bin/Debug/App.dll", false)]
    public void Lines_of_a_plan_are_known(string line, bool isPlan) => Assert.Equal(isPlan, BuildLine.IsPlan(line));

    [Theory]
    [InlineData("/src/App.csproj : error MSB4057: The target \"TangoPlan\" does not exist in the project.", true)]
    [InlineData("/src/App.csproj : error MSB4057: The target \"TangoReport\" does not exist in the project. [/src/a [b]/App.csproj::TargetFramework=net10.0]", true, " [/src/a [b]/App.csproj::TargetFramework=net10.0]")]
    [InlineData("/src/App.csproj : error MSB4057: The target \"TangoDebug\" does not exist in the project. [/src/App.csproj]", true, " [/src/App.csproj]")]
    [InlineData("/src/App.csproj : error MSB4057: The target \"TangoDeploi\" does not exist in the project. [/src/App.csproj]", false)]
    [InlineData("/src/App.csproj : error MSB4057: The target \"TangoPlans\" does not exist in the project.", false)]
    [InlineData("/src/App.csproj : error MSB4057: The target \"MyTangoPlan\" does not exist in the project.", false)]
    [InlineData("/src/My App.csproj : error MSB4057: Das Ziel \"_TangoWriteRemoteCache\" ist im Projekt nicht vorhanden. [/src/My App.csproj]", true, " [/src/My App.csproj]")]
    [InlineData("/src/App.csproj : error MSB4057: The target \"Deploy\" does not exist in the project.", false)]
    [InlineData("/src/App.csproj(1,1): error MSB4019: The imported project \"Tango.targets\" was not found.", false)]
    [InlineData("The target \"TangoPlan\" does not exist in the project.", false)]
    public void A_project_without_the_package_is_told_what_to_do(string line, bool isTold, string project = "")
    {
        var told = BuildLine.Clarify(line);

        Assert.Equal(isTold ? $"{line[..line.IndexOf(" :", StringComparison.Ordinal)]} : error MSB4057: The project does not refer to the package Tango.Build, or it is not restored. To add it: tango init. To restore it: dotnet restore.{project}" : line, told);
        Assert.Equal(BuildLine.IsError(line), BuildLine.IsError(told));
    }

    [Theory]
    [InlineData("  ::error file=a.cs,line=1::no", true)]
    [InlineData("##vso[task.uploadsummary]/a.md", true)]
    [InlineData("a :: b", false)]
    public void Commands_to_build_servers_are_known(string line, bool isCommand) => Assert.Equal(isCommand, BuildLine.IsServerCommand(line));

    [Theory]
    [InlineData("a.cs(1,2): error CS1: no|  a.cs(1,2): error CS1: no|  App -> a.dll", "a.cs(1,2): error CS1: no")]
    [InlineData("The SDK was not found.||a.cs: warning CS1: hm", "a.cs: warning CS1: hm|The SDK was not found.")]
    [InlineData("", "")]
    public void A_failure_without_an_error_is_explained_by_all_that_was_printed(string lines, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), BuildLine.Explain(lines.Split('|')));
}
