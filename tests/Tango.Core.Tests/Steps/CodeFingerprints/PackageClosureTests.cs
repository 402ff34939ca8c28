using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.IO;
using Tango.Steps;
using Tango.Steps.Loaded;
using Tango.Steps.Metadata;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>
/// The versions of all packages that run behind a step's code count, whether the compiler knows of them or not. The compiler here sees PkgA, a reference assembly of
/// PkgR, and the own library Lib; everything else is only in what NuGet wrote down.
/// </summary>
public sealed class PackageClosureTests : IDisposable
{
    private const string Steps = """
        public sealed class A : Step<int> { public int Run() => PkgA.X.V(); }
        public sealed class R : Step<int> { public int Run() => PkgR.X.V(); }
        public sealed class Y : Step<int> { public int Run() => Lib.Y(); }
        public sealed class Z : Step<int> { public int Run() => Lib.Z(); }
        public sealed class U : Step<int> { public int Run() => 1; }
        """;

    private readonly CompiledProjects _projects = new();

    /// <summary>What it is; the step; the package that is raised; whether the step may notice.</summary>
    public static TheoryData<string, string, string, bool> Raised => new()
    {
        { "the package itself", "A", "PkgA", true },
        { "one behind it", "A", "PkgB", true },
        { "one behind that", "A", "PkgC", true },
        { "one behind it that is native code", "A", "PkgNative", true },
        { "one behind it that has only satellite assemblies", "A", "PkgSatellite", true },
        { "one behind it that is loaded by name", "A", "PkgNamed", true },
        { "one behind one that is loaded by name", "A", "PkgBehindNamed", true },
        { "one behind a package without files", "A", "PkgBehindEmpty", true },
        { "one behind a reference assembly that does not mention it", "R", "PkgB", true },
        { "one behind a package of an own library", "Y", "PkgB", true },
        { "one that an own library keeps to itself", "Z", "PkgC", true },
        { "one whose name begins like the framework's", "Z", "System.Own", true },

        { "one that nobody needs", "A", "PkgOther", false },
        { "a package without files", "A", "PkgEmpty", false },
        { "one in front of it", "Z", "PkgA", false },
        { "another one of the own library", "Z", "PkgB", false },
        { "any, for a step without packages", "U", "PkgA", false },
        { "Tango itself", "A", "Tango.Build", false },
        { "what Tango itself needs", "A", "ZstdSharp.Port", false },
    };

    public void Dispose() => _projects.Dispose();

    [Theory]
    [MemberData(nameof(Raised))]
    public void A_raised_version_is_noticed_by_the_steps_it_runs_behind(string what, string step, string package, bool noticed)
    {
        var assemblies = Compile();
        var changes = new CodeChanges(_projects, step);
        changes.Begin(assemblies);

        WriteAssets(package, "1.0.1");
        var version = package == "PkgA" ? new Dictionary<string, string>(assemblies.PackageVersions) { ["PkgA"] = "PkgA/1.0.1" } : assemblies.PackageVersions;

        string[] expected = noticed ? [$"package {package}/1.0.0", $"package {package}/1.0.1"] : [];
        Assert.True(expected.SequenceEqual(changes.End(assemblies with { PackageVersions = version })), what);
    }

    [Fact]
    public void The_running_program_counts_the_same_packages()
    {
        var compiled = Compile();
        var dependencies = Path.Combine(_projects.Folder, "bin", "Main.deps.json");
        File.WriteAllText(dependencies, Dependencies().ToJsonString());
        var listed = DependencyFile.Read(dependencies);
        var running = compiled with
        {
            References = [.. CompiledProjects.RuntimeAssemblies, CompiledProjects.TangoCore, .. listed.PackageAssemblies(dependencies, [PathOf("packages")])],
            PackageVersions = listed.Packages,
            PackageGraphs = [dependencies],
        };

        foreach (var step in new[] { "A", "R", "Y", "Z", "U" })
            Assert.Empty(Explain(compiled, step).ChangesSince(Explain(running, step)));
    }

    // As the SDK does: it resolves what both bring in favour of the newer file.
    [Fact]
    public void A_package_that_the_framework_replaces_is_not_counted()
    {
        var assemblies = Compile();
        var changes = new CodeChanges(_projects, "A");
        changes.Begin(assemblies);
        WriteAssets("System.Text.Json", "1.0.1");

        Assert.Empty(changes.End(assemblies));
    }

    [Fact]
    public void The_packages_are_looked_at_again_when_there_are_none_yet()
    {
        var assemblies = Compile();
        File.Delete(assemblies.PackageGraphs[0]);
        var changes = new CodeChanges(_projects, "R");
        changes.Begin(assemblies);
        WriteAssets();

        Assert.Contains("package PkgB/1.0.0", changes.End(assemblies));
    }

    [Fact]
    public void A_step_without_packages_needs_no_look_at_them()
    {
        _projects.Compile("Main", "public sealed class U : Step<int> { public int Run() => 1; }");

        Assert.Empty(StepTypeReader.Read(_projects.Assemblies("Main") with { PackageGraphs = [PathOf("obj/project.assets.json")] }).Sources.Files);
    }

    [Theory]
    [InlineData("net10.0", "1")]
    [InlineData("net9.0", "2")]
    [InlineData("net10.0/linux-x64", "3")]
    [InlineData("net10.0-windows", "4")]
    [InlineData("net10.0-windows/win-x64", "5")]
    [InlineData("other", "1")]
    public void The_packages_of_the_project_s_own_target_are_read(string target, string version)
    {
        string[] targets = ["net10.0", "net9.0", "net10.0/linux-x64", "net10.0-windows7.0", "net10.0-windows7.0/win-x64"];
        var root = new JsonObject { ["targets"] = new JsonObject(), ["libraries"] = new JsonObject() };
        for (var i = 0; i < targets.Length; i++)
        {
            root["targets"]![targets[i]] = new JsonObject { [$"P/{i + 1}"] = new JsonObject { ["runtime"] = new JsonObject { ["lib/P.dll"] = new JsonObject() } } };
            root["libraries"]![$"P/{i + 1}"] = new JsonObject { ["type"] = "package", ["path"] = "p" };
        }

        using var document = JsonDocument.Parse(root.ToJsonString());

        Assert.Equal("P/" + version, Assert.Single(PackageGraphFile.Read(document.RootElement, target)).Id);
    }

    private static CodeFingerprint Explain(StepAssemblies assemblies, string step) => CodeFingerprintReader.Explain(assemblies, step)!;

    private string PathOf(string path) => Path.Combine(_projects.Folder, path.Replace('/', Path.DirectorySeparatorChar));

    private StepAssemblies Compile()
    {
        Package("PkgC", "public static int V() => 1;", []);
        Package("System.Own", "public static int V() => 2;", []);
        Package("PkgB", "public static int V() => PkgC.X.V();", ["PkgC"]);
        Package("PkgNamed", "public static int V() => 3;", []);
        Package("PkgBehindNamed", "public static int V() => 4;", []);
        Package("PkgBehindEmpty", "public static int V() => 5;", []);
        Package("PkgOther", "public static int V() => 6;", []);
        var a = Package("PkgA", "public static int V() => PkgB.X.V();", ["PkgB"]);
        Package("PkgR", "public static int V() => PkgB.X.V();", ["PkgB"]);
        var r = Package("PkgR", "public static int V() => throw null!;", [], "ref");
        var lib = _projects.Compile("Lib", "public static class Lib { public static int Y() => PkgA.X.V(); public static int Z() => PkgC.X.V() + System.Own.X.V(); }", new CompileOptions { References = ["PkgA", "PkgC", "System.Own"] });
        var main = _projects.Compile("Main", Steps, new CompileOptions { References = ["PkgA", "PkgR", "Lib"] });
        WriteAssets();
        return new StepAssemblies(main)
        {
            References = [.. CompiledProjects.ReferenceAssemblies, CompiledProjects.TangoCore, a, r, lib],
            ProjectAssemblies = [lib],
            PackageVersions = new Dictionary<string, string> { ["PkgA"] = "PkgA/1.0.0", ["PkgR"] = "PkgR/1.0.0" },
            PackageGraphs = [PathOf("obj/project.assets.json")],
            PackageTarget = "net10.0",
        };
    }

    private string Package(string name, string members, string[] references, string folder = "lib") => _projects.Compile(
        name,
        $$"""namespace {{name}} { public static class X { {{members}} } }""",
        new CompileOptions { References = references, Folder = $"packages/{name}/{folder}/net10.0" });

    // Every version lies in the same folder here: only what is written down says which it is.
    private void WriteAssets(string raised = "", string version = "")
    {
        Directory.CreateDirectory(PathOf("obj"));
        var root = Libraries("net10.0", raised, version, "resource");
        root["packageFolders"] = new JsonObject { [PathOf("empty")] = new JsonObject(), [PathOf("packages")] = new JsonObject() };
        AtomicFile.Write(PathOf("obj/project.assets.json"), System.Text.Encoding.UTF8.GetBytes(root.ToJsonString()));
    }

    private static JsonObject Dependencies()
    {
        var root = Libraries(".NETCoreApp,Version=v10.0", "", "", "resources");
        root["runtimeTarget"] = new JsonObject { ["name"] = ".NETCoreApp,Version=v10.0" };

        // What the framework stands in for is not in it.
        root["targets"]![".NETCoreApp,Version=v10.0"]!.AsObject().Remove("System.Text.Json/1.0.0");
        return root;
    }

    private static JsonObject Libraries(string target, string raised, string version, string resources)
    {
        var libraries = new JsonObject();
        var packages = new JsonObject();
        Add("PkgA", ["PkgB", "PkgNamed", "PkgSatellite", "PkgEmpty", "Tango.Build", "System.Text.Json"], "runtime", "lib/net10.0/PkgA.dll");
        Add("PkgB", ["PkgC", "PkgNative"], "runtime", "lib/net10.0/PkgB.dll");
        Add("PkgC", [], "runtime", "lib/net10.0/PkgC.dll");
        Add("PkgR", ["PkgB"], "runtime", "lib/net10.0/PkgR.dll");
        Add("PkgNative", [], "runtimeTargets", "runtimes/linux-x64/native/libn.so");
        Add("PkgSatellite", [], resources, "lib/net10.0/de/PkgA.resources.dll");
        Add("PkgNamed", ["PkgBehindNamed"], "runtime", "lib/net10.0/PkgNamed.dll");
        Add("PkgBehindNamed", [], "runtime", "lib/net10.0/PkgBehindNamed.dll");
        Add("PkgEmpty", ["PkgBehindEmpty"], "runtime", "lib/net10.0/_._");
        Add("PkgBehindEmpty", [], "runtime", "lib/net10.0/PkgBehindEmpty.dll");
        Add("PkgOther", ["PkgA"], "runtime", "lib/net10.0/PkgOther.dll");
        Add("System.Own", [], "runtime", "lib/net10.0/System.Own.dll");
        Add("System.Text.Json", [], "runtime", "lib/net10.0/System.Text.Json.dll");
        Add("Tango.Build", ["Tango.Core"], "build", "build/Tango.Build.props");
        Add("Tango.Core", ["ZstdSharp.Port"], "runtime", "lib/net10.0/Tango.Core.dll");
        Add("ZstdSharp.Port", [], "runtime", "lib/net9.0/ZstdSharp.dll");
        return new JsonObject { ["targets"] = new JsonObject { [target] = libraries }, ["libraries"] = packages };

        void Add(string name, string[] needed, string kind, string file)
        {
            var id = $"{name}/{(name == raised ? version : "1.0.0")}";
            var dependencies = new JsonObject(needed.Select(other => KeyValuePair.Create(other, (JsonNode?)"1.0.0")));
            libraries[id] = new JsonObject { ["type"] = "package", ["dependencies"] = dependencies, [kind] = new JsonObject { [file] = new JsonObject() } };
            packages[id] = new JsonObject { ["type"] = "package", ["path"] = name };
        }
    }
}
