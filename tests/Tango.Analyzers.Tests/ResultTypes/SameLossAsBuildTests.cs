using System.Globalization;
using Tango.Analyzers.Tests.Infrastructure;
using Tango.Core.Tests.Steps.Metadata.Json;
using Tango.Steps;

namespace Tango.Analyzers.Tests.ResultTypes;

/// <summary>The result types that the library's tests store and refuse: the analyzer says of them what a build says, or nothing.</summary>
public sealed class SameLossAsBuildTests : IClassFixture<SameLossAsBuildTests.Verdicts>
{
    // What the compiler does not see (state that it adds itself), and what only the framework that the build runs on can say.
    private const int LeftToTheBuild = 34;

    private readonly Verdicts _verdicts;

    public SameLossAsBuildTests(Verdicts verdicts) => _verdicts = verdicts;

    [Fact]
    public void What_is_stored_is_not_reported() =>
        Assert.Empty(ResultLossCase.Stored.Where((_, index) => _verdicts.Analyzer.ContainsKey($"Stored{index}.TheStep")).Select(row => $"{row.Type} {row.Declarations}"));

    [Fact]
    public void What_is_reported_has_the_words_of_the_build()
    {
        foreach (var (step, message) in _verdicts.Analyzer)
            Assert.Equal($"The result type of step '{step}' cannot be stored: {_verdicts.Build[step]}{StepTypeProblems.LeaveOut}", message);
    }

    [Fact]
    public void Most_of_what_is_lost_is_reported()
    {
        var silent = ResultLossCase.Lost.Where((_, index) => !_verdicts.Analyzer.ContainsKey($"Lost{index}.TheStep")).Select(row => $"{row.Type} {row.Declarations}").ToList();

        Assert.True(silent.Count <= LeftToTheBuild, $"{silent.Count}:\n{string.Join('\n', silent)}");
    }

    /// <summary>All cases, compiled once: a namespace each, with a step.</summary>
    public sealed class Verdicts : IAsyncLifetime
    {
        public IReadOnlyDictionary<string, string?> Build { get; private set; } = new Dictionary<string, string?>();

        public IReadOnlyDictionary<string, string> Analyzer { get; private set; } = new Dictionary<string, string>();

        public async Task InitializeAsync()
        {
            var compilation = Source.Parse(string.Join('\n', Sources("Stored", ResultLossCase.Stored).Concat(Sources("Lost", ResultLossCase.Lost)))).Compile();
            Build = BuildMessages.JsonLosses(compilation);
            Analyzer = (await Analysis.RunAsync(compilation)).Where(diagnostic => diagnostic.Id == "TANGO0109")
                .ToDictionary(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture).Split('\'')[1], diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture));
        }

        public Task DisposeAsync() => Task.CompletedTask;

        private static IEnumerable<string> Sources(string name, IReadOnlyList<ResultLossCase> cases) => cases.Select((row, index) =>
            $"namespace {name}{index} {{ {row.Declarations}\n[Step(Deterministic = true, Format = \"json\")] public class TheStep : Step<{row.Type}> {{ public {row.Type} Run() => throw new NotSupportedException(); }} }}");
    }
}
