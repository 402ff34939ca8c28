using Tango.Caching;
using Tango.Core.Tests.Caching;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Formats;
using Tango.Steps;

namespace Tango.Core.Tests.Formats;

[Step(Deterministic = true, Version = "1")]
public sealed class UnitMatrix : Step<int[,]>
{
    public int[,] Run(int size)
    {
        var rows = new int[size, size];
        for (var place = 0; place < size; place++)
            rows[place, place] = 1;

        return rows;
    }
}

/// <summary>Formats of the user's own: found in metadata with their versions.</summary>
public sealed class CustomFormatTests : IDisposable
{
    private readonly Project _project = new();
    private readonly CompiledProjects _compiled = new();

    public void Dispose()
    {
        _project.Dispose();
        _compiled.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public void The_version_is_in_the_id_without_the_compression(string suffix)
    {
        _project.Declare<UnitMatrix>("unit", "Size=2", "Format=" + typeof(MatrixFormat).FullName + suffix);

        var identity = Assert.Single(Project.Identities(_project.Graph()));

        Assert.Equal("Tango.Core.Tests.Formats.MatrixFormat 3", identity.Entries.Single(entry => entry.Name == "format").Text);
    }

    [Fact]
    public void A_step_made_in_code_has_the_same_id()
    {
        _project.Declare<UnitMatrix>("unit", "Size=2", "Format=" + typeof(MatrixFormat).FullName);

        var step = Step.Create<UnitMatrix>(new { size = 2 }, new StepOptions { Format = typeof(MatrixFormat).FullName });

        Assert.Equal(_project.UniqueId("unit"), step.UniqueId);
    }

    [Fact]
    public void They_are_found_in_every_project_with_the_versions_they_state()
    {
        _compiled.Compile("Lib", """
            using Tango.Formats;
            namespace Lib;
            public abstract class Lines<T> : Format<T> where T : notnull
            {
                public override string Name => GetType().FullName!;
                public override ValueTask WriteAsync(T value, IResultWriter writer, CancellationToken cancellationToken) => default;
                public override ValueTask<T> ReadAsync(IResultReader reader, CancellationToken cancellationToken) => default;
            }
            [FormatVersion(7)] public class Names : Lines<string> { public sealed class Nested : Lines<int>; }
            public sealed class NoFormat : List<int>;
            """);
        _compiled.Compile("Main", "[Tango.Formats.FormatVersion(2)] public sealed class More : Lib.Names; public sealed class Numbers : Lib.Lines<int>;");

        var formats = StepTypeReader.Read(_compiled.Assemblies("Main", "Lib")).Formats;

        Assert.Equal([new("More", "Main", 2), new("Numbers", "Main", 1), new("Lib.Names", "Lib", 7), new CustomFormat("Lib.Names+Nested", "Lib", 1)], formats);
    }

    [Fact]
    public void What_is_remembered_of_them_is_what_was_read()
    {
        _compiled.Compile("Main", """
            [Tango.Formats.FormatVersion(300)]
            public sealed class Numbers : Tango.Formats.Format<string>
            {
                public override string Name => "Numbers";
                public override ValueTask WriteAsync(string value, Tango.Formats.IResultWriter writer, CancellationToken cancellationToken) => default;
                public override ValueTask<string> ReadAsync(Tango.Formats.IResultReader reader, CancellationToken cancellationToken) => default;
            }
            """);
        var memo = Path.Combine(_compiled.Folder, "steps.memo");
        var assemblies = _compiled.Assemblies("Main");
        StepTypeCache.Read(memo, assemblies, write: true);

        Assert.Equal([new CustomFormat("Numbers", "Main", 300)], StepTypeCache.Read(memo, assemblies, write: false).Formats);
    }

    [Theory]
    [InlineData("MatrixForm", "MatrixFormat")]
    [InlineData("Tango.Core.Tests.Formats.MatrixFormats", "Did you mean 'Tango.Core.Tests.Formats.MatrixFormat'?")]
    public void A_format_that_is_in_no_project_is_an_error_of_the_plan(string format, string suggestion)
    {
        _project.Declare<UnitMatrix>("unit", "Size=2", "Format=" + format);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal(("TANGO0014", "unit", "Format"), (mistake.Code, mistake.Subject.Step, mistake.Subject.Argument));
        Assert.Contains(suggestion, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_of_another_format_version_is_not_read_and_left_alone()
    {
        var cache = new DirectoryStepCache(Path.Combine(_compiled.Folder, "cache"), new FormatRegistry(name => typeof(MatrixFormat).Assembly.GetType(name)));
        await cache.PutAsync(Entry.Of("a", typeof(MatrixFormat).FullName!), new[,] { { 1 } }, typeof(int[,]));
        Entry.Reseal(cache.PathForStep("a"), "\"formatVersion\": 3", "\"formatVersion\": 2");

        var read = await cache.TryGetAsync("a", typeof(int[,]));

        Assert.Equal(CacheReadState.Unusable, read.State);
        Assert.Equal("it was written by version 2 of the format 'Tango.Core.Tests.Formats.MatrixFormat', and this is version 3", read.UnusableBecause);
        Assert.True(cache.Contains("a"));
    }
}
