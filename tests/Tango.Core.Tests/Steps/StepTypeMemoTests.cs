using Tango.Steps;

namespace Tango.Core.Tests.Steps;

public sealed class StepTypeMemoTests : IDisposable
{
    private const string Source = """
        public sealed record Row(string Name, int? Count);
        [Flags] public enum Sides { None, Left = 1, Right = 2 }
        [Step("train", Deterministic = true, Cacheable = false, Version = "2", Format = "json.gz")]
        public sealed class Train : Step<List<Row>>
        {
            public List<Row> Run(
                IReadOnlyDictionary<string, Row?> rows, [Parameter("input")] InputFile file, [SkipInId] int threads = 2,
                [SkipInId(Default = new[] { "a", "b" })] string[]? words = null, double rate = 0.1, decimal price = 1.50m, char letter = 'x',
                bool flag = true, ulong big = ulong.MaxValue, Guid id = default, DateTime time = default, TimeSpan span = default,
                DateTimeOffset offset = default, DateOnly date = default, TimeOnly clock = default,
                Sides sides = Sides.Left | Sides.Right, string text = "a\nb", [SkipInId(Default = "1.2")] Version? version = null,
                [SkipInId(Default = "http://x/")] Uri? uri = null, Half half = default) => [];
        }
        public sealed class Bad : Step<int> { public int Run(int label) => 1; }
        """;

    private readonly CompiledProjects _projects = new();

    private string Memo => Path.Combine(_projects.Folder, "obj", "steps.memo");

    public void Dispose() => _projects.Dispose();

    [Fact]
    public void What_is_remembered_is_what_was_read()
    {
        _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeReader.Read(assemblies));

        Assert.Equal(read, CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: true)));
        Assert.Equal(read, CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: false)));
        var defaults = StepTypeReader.Read(assemblies).Types[0].Parameters.Select(parameter => (parameter.Default, parameter.SkipInIdDefault));
        Assert.Equal(defaults, StepTypeMemo.Read(Memo, assemblies, write: false).Types[0].Parameters.Select(parameter => (parameter.Default, parameter.SkipInIdDefault)));
    }

    [Fact]
    public void Nothing_is_read_while_the_files_look_the_same()
    {
        var main = _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: true));
        var time = File.GetLastWriteTimeUtc(main);
        File.WriteAllBytes(main, new byte[new FileInfo(main).Length]);
        File.SetLastWriteTimeUtc(main, time);

        Assert.Equal(read, CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: true)));
    }

    [Fact]
    public void The_same_assembly_written_again_is_remembered_and_its_new_time_too()
    {
        var main = _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: true));

        // Without symbols a second reading would say less.
        File.Delete(Path.ChangeExtension(main, ".pdb"));
        File.SetLastWriteTimeUtc(main, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(read, CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: true)));

        File.WriteAllBytes(main, new byte[new FileInfo(main).Length]);
        File.SetLastWriteTimeUtc(main, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal(read, CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: true)));
    }

    [Fact]
    public void Changed_code_is_read_again()
    {
        _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var before = StepTypeMemo.Read(Memo, assemblies, write: true).Types[0].CodeFingerprint;
        _projects.Compile("Main", Source.Replace("=> [];", "=> [new(\"a\", 1)];", StringComparison.Ordinal));

        var after = StepTypeMemo.Read(Memo, assemblies, write: true).Types[0].CodeFingerprint;

        Assert.NotEqual(before, after);
        Assert.Equal(after, StepTypeMemo.Read(Memo, assemblies, write: false).Types[0].CodeFingerprint);
    }

    [Fact]
    public void Changed_code_of_a_referenced_project_is_read_again()
    {
        _projects.Compile("Lib", "public static class Lib { public static int One() => 1; }");
        _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => Lib.One(); }");
        var assemblies = _projects.Assemblies("Main", "Lib");
        var before = StepTypeMemo.Read(Memo, assemblies, write: true).Types[0].CodeFingerprint;
        _projects.Compile("Lib", "public static class Lib { public static int One() => 2; }");

        Assert.NotEqual(before, StepTypeMemo.Read(Memo, assemblies, write: true).Types[0].CodeFingerprint);
    }

    [Fact]
    public void Changed_code_behind_a_link_is_read_again()
    {
        _projects.Compile("Main", Source, new CompileOptions { Folder = "obj-out" });
        var target = _projects.Assemblies("Main");
        var link = Path.Combine(Directory.CreateDirectory(Path.Combine(_projects.Folder, "linked")).FullName, "Main.dll");
        File.CreateSymbolicLink(link, target.Main);
        var linked = target with { Main = link };
        var before = StepTypeMemo.Read(Memo, linked, write: true).Types[0].CodeFingerprint;
        _projects.Compile("Main", Source.Replace("=> [];", "=> [new(\"a\", 1)];", StringComparison.Ordinal), new CompileOptions { Folder = "obj-out" });

        Assert.NotEqual(before, StepTypeMemo.Read(Memo, linked, write: true).Types[0].CodeFingerprint);
    }

    [Fact]
    public void Another_version_of_a_package_or_another_list_of_references_is_read_again()
    {
        _projects.Compile("Pack", "public static class Pack { public static int One() => 1; }");
        var main = _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => Pack.One(); }");
        var one = _projects.Assemblies("Main") with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Pack/1.0.0" } };
        var two = one with { PackageVersions = new Dictionary<string, string> { ["Pack"] = "Pack/1.0.1" } };
        var before = StepTypeMemo.Read(Memo, one, write: true).Types[0].CodeFingerprint;

        Assert.NotEqual(before, StepTypeMemo.Read(Memo, two, write: true).Types[0].CodeFingerprint);

        File.WriteAllBytes(main, []);
        Assert.Throws<BadImageFormatException>(() => StepTypeMemo.Read(Memo, two with { References = two.References.RemoveAt(0) }, write: true));
    }

    [Fact]
    public void A_reference_that_was_missing_and_now_is_there_is_read()
    {
        _projects.Compile("Lib", "public enum Mode { Fast }");
        _projects.Compile("Main", "public sealed class S : Step<int> { public int Run(Mode mode) => 1; }");
        var assemblies = _projects.Assemblies("Main");
        var lib = assemblies.References.Single(path => Path.GetFileName(path) == "Lib.dll");
        File.Move(lib, lib + ".away");
        Assert.Empty(StepTypeMemo.Read(Memo, assemblies, write: true).Types[0].Parameters[0].Type.EnumMembers);
        File.Move(lib + ".away", lib);

        Assert.Single(StepTypeMemo.Read(Memo, assemblies, write: true).Types[0].Parameters[0].Type.EnumMembers);
    }

    [Fact]
    public void A_damaged_or_shortened_memo_is_made_anew()
    {
        _projects.Compile("Main", Source);
        var assemblies = _projects.Assemblies("Main");
        var read = CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: true));
        var good = File.ReadAllBytes(Memo);
        foreach (var place in Enumerable.Range(0, 40).Select(part => good.Length * part / 40))
        {
            var damaged = (byte[])good.Clone();
            damaged[place] ^= 0x10;
            File.WriteAllBytes(Memo, damaged);
            Assert.Equal(read, CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: false)));

            File.WriteAllBytes(Memo, good[..place]);
            Assert.Equal(read, CatalogText.Of(StepTypeMemo.Read(Memo, assemblies, write: false)));
        }

        StepTypeMemo.Read(Memo, assemblies, write: true);
        Assert.Equal(good, File.ReadAllBytes(Memo));
    }

    [Fact]
    public void Planning_leaves_no_memo()
    {
        _projects.Compile("Main", Source);

        StepTypeMemo.Read(Memo, _projects.Assemblies("Main"), write: false);

        Assert.False(File.Exists(Memo));
        Assert.False(Directory.Exists(Path.GetDirectoryName(Memo)));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_costs_only_the_memo()
    {
        _projects.Compile("Main", Source);
        File.WriteAllText(Path.Combine(_projects.Folder, "obj"), "a file where the folder should be");

        Assert.Single(StepTypeMemo.Read(Memo, _projects.Assemblies("Main"), write: true).Types);
    }

    [Fact]
    public void Only_the_memo_is_left_behind()
    {
        _projects.Compile("Main", Source);

        StepTypeMemo.Read(Memo, _projects.Assemblies("Main"), write: true);

        Assert.Equal([Memo], Directory.GetFiles(Path.GetDirectoryName(Memo)!));
    }
}
