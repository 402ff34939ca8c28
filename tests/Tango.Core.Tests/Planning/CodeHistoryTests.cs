using System.Text;
using System.Text.RegularExpressions;
using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Planning;
using Tango.Steps;

namespace Tango.Core.Tests.Planning;

/// <summary>What was remembered of the code that ran, compared with code that was compiled for real.</summary>
public sealed class CodeHistoryTests : IDisposable
{
    private const string Source = """
        namespace Demo;
        public sealed class Train : Step<int> { public int Run(int x) => Shared.Scale(x) + Loss(x); private static int Loss(int x) => x + 1; }
        public sealed class Score : Step<int> { public int Run(int x) => Shared.Scale(x); }
        internal static class Shared { public static int Scale(int x) => x * 10; }
        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly List<CompiledProjects> _projects = [];

    private string File => _directory.PathOf("code.bin");

    public void Dispose()
    {
        _directory.Dispose();
        _projects.ForEach(project => project.Dispose());
    }

    [Fact]
    public void Names_the_methods_that_changed_since_a_run()
    {
        var before = Compile(Source);
        Remember(before, "Train", "Score");

        Assert.Equal("Train.Loss", Describe(before, Compile(Source.Replace("x + 1", "x + 2", StringComparison.Ordinal)), "Train"));
        Assert.Equal("Shared.Scale", Describe(before, Compile(Source.Replace("x * 10", "x * 11", StringComparison.Ordinal)), "Score"));
    }

    [Fact]
    public void Knows_nothing_of_code_that_it_did_not_see()
    {
        var before = Compile(Source);
        Remember(before, "Score");

        Assert.Null(Describe(before, Compile(Source.Replace("x + 1", "x + 2", StringComparison.Ordinal)), "Train"));
    }

    [Fact]
    public void Keeps_what_steps_share_once()
    {
        Remember(Compile(Source), "Train", "Score");

        Assert.Single(Regex.Matches(Encoding.UTF8.GetString(System.IO.File.ReadAllBytes(File)), "Demo.Shared.Scale\\("));
    }

    [Fact]
    public void Drops_code_that_no_last_run_was_of()
    {
        var before = Compile(Source);
        var now = Compile(Source.Replace("x + 1", "x + 2", StringComparison.Ordinal));
        Remember(before, "Train");

        Remember(now, "Train");

        Assert.Null(Describe(before, now, "Train"));
        Assert.Equal("Train.Loss", Describe(now, before, "Train"));
    }

    [Fact]
    public void A_file_that_is_none_is_replaced()
    {
        System.IO.File.WriteAllText(File, "code\tabc\t0\n");
        var before = Compile(Source);

        Remember(before, "Train");

        Assert.Equal("Train.Loss", Describe(before, Compile(Source.Replace("x + 1", "x + 2", StringComparison.Ordinal)), "Train"));
    }

    private StepAssemblies Compile(string source)
    {
        var projects = new CompiledProjects();
        _projects.Add(projects);
        projects.Compile("Main", source);
        return projects.Assemblies("Main");
    }

    private void Remember(StepAssemblies assemblies, params string[] steps)
    {
        var types = steps.Select(step => Type(assemblies, step)).ToList();
        new CodeHistory(File, assemblies).Remember(types, types.Select(type => type.CodeFingerprint));
    }

    private string? Describe(StepAssemblies before, StepAssemblies now, string step) =>
        new CodeHistory(File, now).Describe(Type(before, step).CodeFingerprint, Type(now, step));

    private static StepType Type(StepAssemblies assemblies, string step) => StepTypeReader.Read(assemblies).Find(step)[0];
}
