using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.Metadata;

/// <summary>Assemblies that are referred to by path, and those behind them, count by content; only a package's by name and version.</summary>
public sealed class PathReferenceTests : IDisposable
{
    private const string Behind = "namespace B; public static class X { public static string Text() => \"b1\"; }";
    private const string Referred = "namespace A; public static class X { public static string Text() => \"a1\"; public static string Further() => B.X.Text(); }";
    private const string Own = "public sealed class T : Step<string> { public string Run() => A.X.Text(); } public sealed class U : Step<int> { public int Run() => 1; }";

    private readonly CompiledProjects _projects = new();

    public static TheoryData<string, string, string, string[]> Edits => new()
    {
        { "the assembly", "A", "a1", ["assembly A"] },
        { "one behind it", "B", "b1", ["assembly B"] },
    };

    public void Dispose() => _projects.Dispose();

    [Theory]
    [MemberData(nameof(Edits))]
    public void Another_content_is_noticed_by_steps_that_use_it(string what, string project, string text, string[] expected)
    {
        var changes = Begin(out var untouched, Compile());
        var assemblies = Compile(project, text);

        Assert.True(expected.SequenceEqual(changes.End(assemblies)), what);
        Assert.Empty(untouched.End(assemblies));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    public void A_raised_file_version_alone_is_another_content(string project)
    {
        var changes = Begin(out _, Compile());

        Assert.Equal([$"assembly {project}"], changes.End(Compile(project, "", new CompileOptions { FileVersion = "1.0.1.0" })));
    }

    [Fact]
    public void The_same_file_written_again_is_no_change()
    {
        var assemblies = Compile();
        var changes = Begin(out _, assemblies);
        var path = assemblies.References.Single(path => Path.GetFileName(path) == "A.dll");
        var bytes = File.ReadAllBytes(path);
        File.Delete(path);
        File.WriteAllBytes(path, bytes);

        Assert.Empty(changes.End(assemblies));
    }

    [Theory]
    [InlineData("A", "")]
    [InlineData("A", "A/1.0.0")]
    public void A_package_counts_by_its_version_alone(string behind, string version)
    {
        var packages = new Dictionary<string, string> { ["A"] = "A/1.0.0", ["B"] = "B/1.0.0" };
        var changes = Begin(out _, Compile() with { PackageVersions = packages });

        Assert.Empty(changes.End(Compile(behind, version.Length == 0 ? "a1" : "") with { PackageVersions = packages }));
    }

    [Fact]
    public void An_assembly_next_to_a_package_that_needs_it_counts_by_content()
    {
        var packages = new Dictionary<string, string> { ["A"] = "A/1.0.0" };
        var changes = Begin(out _, Compile() with { PackageVersions = packages });

        Assert.Equal(["assembly B"], changes.End(Compile("B", "b1") with { PackageVersions = packages }));
    }

    // What it calls there is not followed.
    [Fact]
    public void An_own_project_behind_it_counts_by_content()
    {
        var changes = Begin(out var untouched, Compile() with { ProjectAssemblies = [Path.Combine(_projects.Folder, "bin", "B.dll")] });
        var assemblies = Compile("B", "b1") with { ProjectAssemblies = [Path.Combine(_projects.Folder, "bin", "B.dll")] };

        Assert.Equal(["assembly B"], changes.End(assemblies));
        Assert.Empty(untouched.End(assemblies));
    }

    [Fact]
    public void It_does_not_belong_to_the_framework_whose_files_are_next_to_it()
    {
        var assemblies = Compile();
        File.Copy(assemblies.References.Single(path => Path.GetFileName(path) == "System.Runtime.dll"), Path.Combine(_projects.Folder, "bin", "System.Runtime.dll"));
        var byPath = assemblies.References.Where(path => Path.GetFileName(path) is "A.dll" or "B.dll").ToList();
        var elsewhere = Directory.CreateDirectory(Path.Combine(_projects.Folder, "obj")).FullName;
        assemblies = assemblies with { Main = Path.Combine(elsewhere, "Main.dll"), PathReferences = [.. byPath] };
        File.Copy(Path.Combine(_projects.Folder, "bin", "Main.dll"), assemblies.Main);
        var changes = Begin(out _, assemblies);
        _projects.Compile("A", Referred.Replace("a1", "a2", StringComparison.Ordinal), new CompileOptions { References = ["B"] });

        Assert.Equal(["assembly A"], changes.End(assemblies));
    }

    private CodeChanges Begin(out CodeChanges untouched, StepAssemblies assemblies)
    {
        untouched = new CodeChanges(_projects, "U");
        untouched.Begin(assemblies);
        var changes = new CodeChanges(_projects, "T");
        changes.Begin(assemblies);
        return changes;
    }

    private StepAssemblies Compile(string project = "", string text = "", CompileOptions? options = null)
    {
        CompileOnce("B", Behind, []);
        CompileOnce("A", Referred, ["B"]);
        CompileOnce("Main", Own, ["A"]);
        return _projects.Assemblies("Main");

        // Compiled against another file, the same source makes another file, too.
        void CompileOnce(string name, string source, string[] references)
        {
            if (name == project || !File.Exists(Path.Combine(_projects.Folder, "bin", name + ".dll")))
            {
                var edited = name == project && text.Length > 0 ? source.Replace(text, text + "!", StringComparison.Ordinal) : source;
                _projects.Compile(name, edited, (name == project && options is not null ? options : new CompileOptions()) with { References = references });
            }
        }
    }
}
