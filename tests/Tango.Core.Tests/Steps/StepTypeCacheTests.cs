using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.IO;
using Tango.Steps;

namespace Tango.Core.Tests.Steps;

public sealed class StepTypeCacheTests : IDisposable
{
    private const string Source = """
        public sealed record Row(string Name, int? Count);
        [Flags] public enum Sides { None, Left = 1, Right = 2 }
        [Step("train", Deterministic = true, Caching = StepCaching.Never, Version = "2", Format = "json.gz")]
        public sealed class Train : Step<List<Row>>
        {
            public List<Row> Run(
                IReadOnlyDictionary<string, Row?> rows, [Parameter("input")] InputFile file, [SkipInId] int threads = 2,
                [SkipInId(Default = new[] { "a", "b" })] string[]? words = null, double rate = 0.1, decimal price = 1.50m, char letter = 'x',
                bool flag = true, ulong big = ulong.MaxValue, Guid id = default, DateTime time = default, TimeSpan span = default,
                DateTimeOffset offset = default, DateOnly date = default, TimeOnly clock = default,
                Sides sides = Sides.Left | Sides.Right, string text = "a\nb", [SkipInId(Default = "1.2")] Version? version = null,
                [SkipInId(Default = "http://x/")] Uri? uri = null, Half half = default, double zero = -0.0, double none = double.NaN,
                float most = float.PositiveInfinity, decimal scaled = 1.500m, string pairs = "\ud83d\ude00 \ud800", char low = '\udc00',
                [SkipInId(Default = 5)] object? any = null, [SkipInId(Default = new[] { Sides.Left, Sides.Right })] Sides[]? both = null,
                [SkipInId(Default = "")] string? empty = "") => [];
        }
        public sealed class Bad : Step<int> { public int Run(int label) => 1; }
        """;

    private readonly CompiledProjects _projects = new();

    private string StateFile => Path.Combine(_projects.Folder, "obj", "step-types.bin");

    public void Dispose() => _projects.Dispose();

    [Fact]
    public void What_is_remembered_is_what_was_read()
    {
        _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeReader.Read(assemblies));

        Assert.Equal(read, CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true)));
        Assert.Equal(read, CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: false)));
        var defaults = StepTypeReader.Read(assemblies).Types[0].Parameters.Select(parameter => (parameter.Default, parameter.SkipInIdDefault));
        Assert.Equal(defaults, StepTypeCache.Read(StateFile, assemblies, write: false).Types[0].Parameters.Select(parameter => (parameter.Default, parameter.SkipInIdDefault)));
    }

    [Fact]
    public void Nothing_is_read_while_the_files_look_the_same()
    {
        var main = _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true));

        // Nobody stamps the symbols, and without them a second reading says less.
        File.Delete(Path.ChangeExtension(main, ".pdb"));

        Assert.Equal(read, CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true)));
        Assert.NotEqual(read, CatalogText.Of(StepTypeReader.Read(assemblies)));
    }

    [Fact]
    public void The_same_assembly_written_again_is_remembered_and_its_new_time_too()
    {
        var main = _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true));
        File.Delete(Path.ChangeExtension(main, ".pdb"));
        File.SetLastWriteTimeUtc(main, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal(read, CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true)));

        // A file that did not know the new time would be written again.
        var written = FileStamp.Read(StateFile);
        Assert.Equal(read, CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true)));
        Assert.Equal(written, FileStamp.Read(StateFile));
    }

    // As by an archive unpacked over it: only the time of change tells on Unix, and on Windows nothing does.
    [Fact]
    public void Another_assembly_of_the_same_size_and_time_in_the_same_file_is_read_again()
    {
        if (OperatingSystem.IsWindows())
            return;

        var main = _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => 1; }");
        var assemblies = _projects.Assemblies("Main");
        var time = File.GetLastWriteTimeUtc(main);
        var before = StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].CodeFingerprint;
        var size = new FileInfo(main).Length;

        _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => 2; }");
        File.SetLastWriteTimeUtc(main, time);

        Assert.Equal(size, new FileInfo(main).Length);
        Assert.NotEqual(before, StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].CodeFingerprint);
    }

    [Fact]
    public void Changed_code_is_read_again()
    {
        _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var before = StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].CodeFingerprint;
        _projects.Compile("Main", Source.Replace("=> [];", "=> [new(\"a\", 1)];", StringComparison.Ordinal));

        var after = StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].CodeFingerprint;

        Assert.NotEqual(before, after);
        Assert.Equal(after, StepTypeCache.Read(StateFile, assemblies, write: false).Types[0].CodeFingerprint);
    }

    [Fact]
    public void Changed_code_of_a_referenced_project_is_read_again()
    {
        _projects.Compile("Lib", "public static class Lib { public static int One() => 1; }");
        _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => Lib.One(); }");
        var assemblies = _projects.Assemblies("Main", "Lib");
        var before = StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].CodeFingerprint;
        _projects.Compile("Lib", "public static class Lib { public static int One() => 2; }");

        Assert.NotEqual(before, StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].CodeFingerprint);
    }

    [Fact]
    public void Changed_code_behind_a_link_is_read_again()
    {
        _projects.Compile("Main", Source, new CompileOptions { Folder = "obj-out" });
        var target = _projects.Assemblies("Main");
        var link = Path.Combine(Directory.CreateDirectory(Path.Combine(_projects.Folder, "linked")).FullName, "Main.dll");
        File.CreateSymbolicLink(link, target.Main);
        var linked = target with { Main = link };
        var before = StepTypeCache.Read(StateFile, linked, write: true).Types[0].CodeFingerprint;
        _projects.Compile("Main", Source.Replace("=> [];", "=> [new(\"a\", 1)];", StringComparison.Ordinal), new CompileOptions { Folder = "obj-out" });

        Assert.NotEqual(before, StepTypeCache.Read(StateFile, linked, write: true).Types[0].CodeFingerprint);
    }

    [Fact]
    public void Another_version_of_a_package_is_read_again()
    {
        _projects.Compile("Pack", "public static class Pack { public static int One() => 1; }");
        _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => Pack.One(); }");
        var one = _projects.Assemblies("Main") with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Pack/1.0.0" } };
        var two = one with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Pack/1.0.1" } };
        var before = StepTypeCache.Read(StateFile, one, write: true).Types[0].CodeFingerprint;

        Assert.NotEqual(before, StepTypeCache.Read(StateFile, two, write: true).Types[0].CodeFingerprint);
    }

    [Theory]
    [InlineData("nothing", false)]
    [InlineData(nameof(StepAssemblies.PackageTarget), true)]
    [InlineData(nameof(StepAssemblies.PackageGraphs), true)]
    [InlineData(nameof(StepAssemblies.PackageVersions), true)]
    [InlineData(nameof(StepAssemblies.PathReferences), true)]
    [InlineData(nameof(StepAssemblies.ProjectFolders), true)]
    [InlineData(nameof(StepAssemblies.References), true)]
    [InlineData(nameof(StepAssemblies.RuntimeConfigFiles), true)]
    [InlineData(nameof(StepAssemblies.RuntimeSwitches), true)]
    public void What_was_read_for_others_is_read_again(string changed, bool isRead)
    {
        var main = _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true));
        File.Delete(Path.ChangeExtension(main, ".pdb"));

        var text = new Dictionary<string, string> { ["a"] = "b" };
        var others = changed switch
        {
            nameof(StepAssemblies.PackageTarget) => assemblies with { PackageTarget = "net9.0" },
            nameof(StepAssemblies.PackageGraphs) => assemblies with { PackageGraphs = ["/obj/project.assets.json"] },
            nameof(StepAssemblies.PackageVersions) => assemblies with { PackageVersions = text },
            nameof(StepAssemblies.PathReferences) => assemblies with { PathReferences = ["/lib/a.dll"] },
            nameof(StepAssemblies.ProjectFolders) => assemblies with { ProjectFolders = text },
            nameof(StepAssemblies.References) => assemblies with { References = assemblies.References.Add("/lib/a.dll") },
            nameof(StepAssemblies.RuntimeConfigFiles) => assemblies with { RuntimeConfigFiles = ["/runtimeconfig.template.json"] },
            nameof(StepAssemblies.RuntimeSwitches) => assemblies with { RuntimeSwitches = text },
            _ => assemblies,
        };

        Assert.Equal(isRead, CatalogText.Of(StepTypeCache.Read(StateFile, others, write: false)) != read);
    }

    [Fact]
    public void A_reference_that_was_missing_and_now_is_there_is_read()
    {
        _projects.Compile("Lib", "public enum Mode { Fast }");
        _projects.Compile("Main", "public sealed class S : Step<int> { public int Run(Mode mode) => 1; }");
        var assemblies = _projects.Assemblies("Main");
        var lib = assemblies.References.Single(path => Path.GetFileName(path) == "Lib.dll");
        File.Move(lib, lib + ".away");
        Assert.Empty(StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].Parameters[0].Type.EnumMembers);
        File.Move(lib + ".away", lib);

        Assert.Single(StepTypeCache.Read(StateFile, assemblies, write: true).Types[0].Parameters[0].Type.EnumMembers);
    }

    [Fact]
    public void A_corrupt_or_truncated_file_is_written_again()
    {
        _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: true));
        var good = File.ReadAllBytes(StateFile);
        foreach (var place in Enumerable.Range(0, 40).Select(part => good.Length * part / 40))
        {
            var damaged = (byte[])good.Clone();
            damaged[place] ^= 0x10;
            File.WriteAllBytes(StateFile, damaged);
            Assert.Equal(read, CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: false)));

            File.WriteAllBytes(StateFile, good[..place]);
            Assert.Equal(read, CatalogText.Of(StepTypeCache.Read(StateFile, assemblies, write: false)));
        }

        StepTypeCache.Read(StateFile, assemblies, write: true);
        Assert.Equal(good, File.ReadAllBytes(StateFile));
    }

    [Fact]
    public void Planning_leaves_no_file()
    {
        _projects.Compile("Main", Source);

        StepTypeCache.Read(StateFile, _projects.Assemblies("Main"), write: false);

        Assert.False(File.Exists(StateFile));
        Assert.False(Directory.Exists(Path.GetDirectoryName(StateFile)));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_only_the_file()
    {
        _projects.Compile("Main", Source);
        File.WriteAllText(Path.Combine(_projects.Folder, "obj"), "a file where the folder should be");

        Assert.Single(StepTypeCache.Read(StateFile, _projects.Assemblies("Main"), write: true).Types);
    }

    [Fact]
    public void Only_the_file_is_left_behind()
    {
        _projects.Compile("Main", Source);

        StepTypeCache.Read(StateFile, _projects.Assemblies("Main"), write: true);

        Assert.Equal([StateFile], Directory.GetFiles(Path.GetDirectoryName(StateFile)!));
    }
}
