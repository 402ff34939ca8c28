using Tango.Diagnostics;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary><c>[CodeDependsOn]</c>: types and files that count for a step because its code says so.</summary>
public sealed class CodeDependsOnTests : IDisposable
{
    private const string Plugin = """
        public class Plugin
        {
            private int _level = 41;
            private int Hidden() => Helper.Value();
            private static class Inner { static string Text() => "inner"; class Deeper { int Two() => 2; } }
            [Obsolete("o")] public string Name => "n1";
        }
        public static class Helper { public static int Value() => 7; }
        public class Apart { public int Other() => 8; }
        """;

    private const string Files = "[CodeDependsOn(\"templates/**/*.tmpl\")]";

    private const string OnTheClass = "[ON] public sealed class S : Step<int> { public int Run() => 1; }";

    private readonly CompiledProjects _projects = new();

    public static TheoryData<string, string> Places => new()
    {
        { "the class", OnTheClass },
        { "its base", "[ON] public abstract class Base : Step<int> { } public sealed class S : Base { public int Run() => 1; }" },
        { "the method", "public sealed class S : Step<int> { [ON] public int Run() => 1; }" },
        { "the asynchronous method", "public sealed class S : Step<int> { [ON] public async Task<int> RunAsync() { await Task.Yield(); return 1; } }" },
        { "a function", "public static class F { [Step, ON] public static int S() => 1; }" },
        { "the class of a function", "[ON] public static class F { [Step] public static int S() => 1; }" },
        { "a method it calls", "public sealed class S : Step<int> { public int Run() => One(); [ON] private static int One() => 1; }" },
        { "a class it uses", "public sealed class S : Step<int> { public int Run() => Reader.One(); } [ON] public static class Reader { public static int One() => 1; }" },
        { "a struct and an interface", "public sealed class S : Step<int> { public int Run() => ((IOne)new One()).Value; } [ON] public interface IOne { int Value { get; } } public struct One : IOne { public int Value => 1; }" },
    };

    public static TheoryData<string, string, string, string[]> Types => new()
    {
        { "a private method", "Helper.Value()", "Helper.Value() + 1", ["S.Plugin.Hidden()"] },
        { "what it calls", "=> 7", "=> 9", ["S.Helper.Value()"] },
        { "the initial value of a field", "41", "42", ["S.Plugin.ctor()"] },
        { "a property", "n1", "n2", ["S.Plugin.get_Name()"] },
        { "a nested type", "\"inner\"", "\"outer\"", ["S.Plugin.Inner.Text()"] },
        { "one nested deeper", "Two() => 2", "Two() => 3", ["S.Plugin.Inner.Deeper.Two()"] },
        { "another type", "=> 8", "=> 9", [] },
    };

    public static TheoryData<string, string[]> Edits => new()
    {
        { "edit", ["file templates/a.tmpl"] },
        { "add", ["file templates/deep/c.tmpl"] },
        { "remove", ["file templates/b.tmpl"] },
        { "rename", ["file templates/a.tmpl", "file templates/d.tmpl"] },
        { "swap", ["file templates/a.tmpl", "file templates/b.tmpl"] },
        { "touch", [] },
        { "add a file that the pattern does not find", [] },
    };

    public void Dispose() => _projects.Dispose();

    [Theory]
    [MemberData(nameof(Places))]
    public void It_counts_on_all_code_that_the_step_reaches(string place, string source)
    {
        Write("templates/a.tmpl", "1");
        var changes = new CodeChanges(_projects, source.Contains("class F", StringComparison.Ordinal) ? "F.S" : "S");
        changes.Begin(Compile(source.Replace("[ON]", Files, StringComparison.Ordinal).Replace("ON", Files.Trim('[', ']'), StringComparison.Ordinal)));
        Write("templates/a.tmpl", "2");

        Assert.True(changes.End(Assemblies()) is ["file templates/a.tmpl"], place);
    }

    [Fact]
    public void It_does_not_count_on_what_the_step_does_not_reach()
    {
        Write("templates/a.tmpl", "1");
        var changes = new CodeChanges(_projects, "S");
        changes.Begin(Compile($"public sealed class S : Step<int> {{ public int Run() => 1; {Files} public int Other() => 2; }} {Files} public sealed class T : Step<int> {{ public int Run() => 1; }}"));
        Write("templates/a.tmpl", "2");

        Assert.Empty(changes.End(Assemblies()));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void All_of_a_named_type_counts(string what, string from, string to, string[] expected)
    {
        const string Step = "namespace S; [CodeDependsOn(typeof(Plugin))] public sealed class S : Step<int> { public int Run() => 1; }\n";
        var changes = new CodeChanges(_projects, "S.S");
        changes.Begin(Compile(Step + Plugin));

        Assert.Contains(from, Plugin, StringComparison.Ordinal);
        Assert.True(expected.SequenceEqual(changes.End(Compile(Step + Plugin.Replace(from, to, StringComparison.Ordinal)))), what);
    }

    [Fact]
    public void A_named_type_counts_by_its_code_and_in_a_package_by_its_version()
    {
        var changes = new CodeChanges(_projects, "S");
        changes.Begin(Named("=> 7", "1.0.0"));

        Assert.Equal(["Lib.Own`1.One()", "package Pack/1.0.0", "package Pack/1.0.1"], changes.End(Named("=> 9", "1.0.1")));

        StepAssemblies Named(string body, string version)
        {
            _projects.Compile("Pack", "namespace Pack; public sealed class Theirs { }", new CompileOptions { References = [] });
            _projects.Compile("Lib", $"namespace Lib; public class Own<T> {{ int One() {body}; }}");
            _projects.Compile("Main", "[CodeDependsOn(typeof(Lib.Own<>)), CodeDependsOn(typeof(Pack.Theirs))] public sealed class S : Step<int> { public int Run() => 1; }");
            return _projects.Assemblies("Main", "Lib") with { PackageVersions = new Dictionary<string, string> { ["Pack"] = $"Pack/{version}" } };
        }
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void Files_count_by_path_and_content(string edit, string[] expected)
    {
        Write("templates/a.tmpl", "1");
        Write("templates/b.tmpl", "2");
        var changes = new CodeChanges(_projects, "S");
        changes.Begin(Compile(OnTheClass.Replace("[ON]", Files + "[CodeDependsOn(\"templates/a.tmpl*\")]", StringComparison.Ordinal)));
        switch (edit)
        {
            case "edit": Write("templates/a.tmpl", "3"); break;
            case "add": Write("templates/deep/c.tmpl", "3"); break;
            case "remove": File.Delete(PathOf("templates/b.tmpl")); break;
            case "rename": File.Move(PathOf("templates/a.tmpl"), PathOf("templates/d.tmpl")); Write("templates/a.tmpl.old", "0"); break;
            case "swap": Write("templates/a.tmpl", "2"); Write("templates/b.tmpl", "1"); break;
            case "touch": File.SetLastWriteTimeUtc(PathOf("templates/a.tmpl"), new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc)); break;
            default: Write("templates/readme.md", ""); break;
        }

        Assert.Equal(expected, changes.End(Assemblies()).Except(["file templates/a.tmpl.old"]));
    }

    [Theory]
    [InlineData("templates/none.tmpl")]
    [InlineData("templates")]
    [InlineData("none/**")]
    [InlineData("")]
    [InlineData("/etc/hostname")]
    public void A_missing_file_is_an_error_until_it_exists(string path)
    {
        Write("templates/a.tmpl", "1");
        var assemblies = Compile($"[CodeDependsOn(\"{path}\")] public sealed class S : Step<int> {{ public int Run() => 1; }} public sealed class T : Step<int> {{ public int Run() => 1; }}");
        var memo = Path.Combine(_projects.Folder, "obj", "steps.memo");

        var catalog = StepTypeCache.Read(memo, assemblies, write: true);

        Assert.Equal(["T"], catalog.Types.Select(type => type.FullName));
        var mistake = Assert.Single(catalog.Diagnostics);
        Assert.Same(Descriptors.NamedFileNotFound, mistake.Descriptor);
        Assert.Equal("S", mistake.Subject.Step);
        Assert.Contains($"'{path}'", mistake.Message, StringComparison.Ordinal);

        if (path == "templates/none.tmpl")
        {
            Write(path, "");
            Assert.Empty(StepTypeCache.Read(memo, assemblies, write: true).Diagnostics);
        }
    }

    [Fact]
    public void A_pipe_among_the_files_is_an_error_and_is_not_opened()
    {
        if (OperatingSystem.IsWindows())
            return;

        Write("templates/a.tmpl", "1");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [PathOf("templates/p.tmpl")]))
            make.WaitForExit();

        var assemblies = Compile(OnTheClass.Replace("[ON]", Files, StringComparison.Ordinal));
        var memo = Path.Combine(_projects.Folder, "obj", "steps.memo");

        var mistake = Assert.Single(StepTypeCache.Read(memo, assemblies, write: true).Diagnostics);
        Assert.Contains("'templates/p.tmpl', which cannot be read (It is not a regular file)", mistake.Message, StringComparison.Ordinal);

        File.Delete(PathOf("templates/p.tmpl"));
        Write("templates/p.tmpl", "1");
        Assert.Empty(StepTypeCache.Read(memo, assemblies, write: true).Diagnostics);
    }

    [Fact]
    public void Files_of_a_project_whose_folder_is_not_known_are_an_error()
    {
        var assemblies = Compile(OnTheClass.Replace("[ON]", Files, StringComparison.Ordinal)) with { ProjectFolders = new Dictionary<string, string>() };

        Assert.Contains("folder of the project Main is not known", Assert.Single(StepTypeReader.Read(assemblies).Diagnostics).Message, StringComparison.Ordinal);
    }

    // Its files are where the other project is.
    [Fact]
    public void Each_project_names_its_own_files()
    {
        Write("templates/a.tmpl", "1");
        Write("../lib/templates/a.tmpl", "1");
        var assemblies = CompileBoth();
        var changes = new CodeChanges(_projects, "S");
        changes.Begin(assemblies);
        Write("templates/a.tmpl", "2");
        Assert.Empty(changes.End(assemblies));
        Write("../lib/templates/a.tmpl", "2");
        Assert.Equal(["file templates/a.tmpl"], changes.End(assemblies));

        StepAssemblies CompileBoth()
        {
            _projects.Compile("Lib", $"{Files} public static class Lib {{ public static int One() => 1; }}");
            _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => Lib.One(); }");
            return _projects.Assemblies("Main", "Lib") with
            {
                ProjectFolders = new Dictionary<string, string> { ["Main"] = PathOf("."), ["Lib"] = PathOf("../lib") },
            };
        }
    }

    private StepAssemblies Compile(string source)
    {
        _projects.Compile("Main", source);
        return Assemblies();
    }

    private StepAssemblies Assemblies() => _projects.Assemblies("Main") with { ProjectFolders = new Dictionary<string, string> { ["Main"] = PathOf(".") } };

    private string PathOf(string path) => Path.GetFullPath(Path.Combine(_projects.Folder, "project", path));

    private void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), content);
    }
}
