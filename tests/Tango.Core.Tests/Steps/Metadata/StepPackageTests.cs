using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Diagnostics;
using Tango.Graph.Binding;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.Metadata;

/// <summary>Step types of packages: found like those of projects, and identified by the package's version.</summary>
public sealed class StepPackageTests : IDisposable
{
    private const string Count = """namespace Acme; [Step("count", Deterministic = true)] public sealed class CountLines : Step<int> { public int Run(int x) => x; }""";

    private readonly CompiledProjects _projects = new();

    public void Dispose() => _projects.Dispose();

    [Theory]
    [InlineData("CountLines")]
    [InlineData("count")]
    [InlineData("Acme.CountLines")]
    [InlineData("Acme.CountLines, Pack")]
    public void Are_found_by_each_of_their_names(string name)
    {
        _projects.Compile("Pack", Count);

        var type = Assert.Single(Read("public sealed class Own;", ("Pack", "Acme.Texts/1.0.0")).Find(name));

        Assert.Equal(("Acme.CountLines", "Pack", "Acme.Texts/1.0.0"), (type.FullName, type.AssemblyName, type.Package));
    }

    [Fact]
    public void Are_not_looked_for_in_assemblies_that_belong_to_no_package()
    {
        _projects.Compile("Pack", Count);

        Assert.Empty(Read("public sealed class Own;").Types);
    }

    [Fact]
    public void Are_hidden_by_step_types_of_the_projects()
    {
        _projects.Compile("Pack", Count);

        var catalog = Read("""public sealed class CountLines : Step<int> { public int Run() => 1; }""", ("Pack", "Acme.Texts/1.0.0"));

        Assert.Null(Assert.Single(catalog.Find("CountLines")).Package);
        Assert.NotNull(Assert.Single(catalog.Find("Acme.CountLines")).Package);
    }

    [Fact]
    public void Change_with_the_version_of_their_package_and_with_nothing_else()
    {
        _projects.Compile("Pack", Count);
        var first = FingerprintOf("Acme.Texts/1.0.0");
        var raised = FingerprintOf("Acme.Texts/1.1.0");

        // The same version, built on another machine.
        _projects.Compile("Pack", Count.Replace("=> x", "=> x + 0", StringComparison.Ordinal), new CompileOptions { Folder = "elsewhere" });

        Assert.NotEqual(first, raised);
        Assert.Equal(first, FingerprintOf("Acme.Texts/1.0.0"));
    }

    [Fact]
    public void Of_one_full_name_in_two_packages_are_told_apart_by_their_assemblies()
    {
        _projects.Compile("Pack", Count);
        _projects.Compile("Other", Count, new CompileOptions { References = [] });
        var catalog = Read("public sealed class Own;", ("Pack", "Acme.Texts/1.0.0"), ("Other", "Other/2.0.0"));

        var error = AmbiguousType.Create(DiagnosticSubject.None, "count", catalog.Find("count"));

        Assert.Equal(("TANGO0028", "'count' is a step type of Other/2.0.0 and Acme.Texts/1.0.0. Write the assembly too: Type=\"Acme.CountLines, Other\" or Type=\"Acme.CountLines, Pack\"."), (error.Code, error.Message));
        Assert.Equal("Other", Assert.Single(catalog.Find("Acme.CountLines, Other")).AssemblyName);
    }

    [Fact]
    public void Of_one_class_name_in_two_packages_are_told_apart_by_their_full_names()
    {
        _projects.Compile("Pack", Count);
        _projects.Compile("Other", Count.Replace("Acme", "Emca", StringComparison.Ordinal), new CompileOptions { References = [] });
        var catalog = Read("public sealed class Own;", ("Pack", "Acme.Texts/1.0.0"), ("Other", "Other/2.0.0"));

        var error = AmbiguousType.Create(DiagnosticSubject.None, "CountLines", catalog.Find("CountLines"));

        Assert.Equal(("TANGO0015", "'CountLines' could be Emca.CountLines or Acme.CountLines. Write the full name."), (error.Code, error.Message));
    }

    [Fact]
    public void With_errors_are_no_errors_of_a_project_that_does_not_use_them()
    {
        _projects.Compile("Pack", Count + " [Step] public sealed class Broken : Step<int> { }");

        var catalog = Read("public sealed class Own;", ("Pack", "Acme.Texts/1.0.0"));

        Assert.Equal("CountLines", Assert.Single(catalog.Types).ClassName);
        Assert.Equal("TANGO0101", Assert.Single(catalog.Diagnostics).Code);
    }

    private string FingerprintOf(string package) => Assert.Single(Read("public sealed class Own;", ("Pack", package)).Types).CodeFingerprint;

    private StepTypeCatalog Read(string own, params (string Assembly, string Package)[] packages)
    {
        _projects.Compile("Main", own, new CompileOptions { References = [] });
        return StepTypeReader.Read(_projects.Assemblies("Main") with { PackageVersions = packages.ToDictionary(package => package.Assembly, package => package.Package) });
    }
}
