using System.Reflection;
using Tango.Core.Tests.Steps.CodeFingerprints;
using Tango.Formats;
using Tango.Formats.Json;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.Metadata.Json;

/// <summary>What a type alone decides of its results is known before they are made, and the same as when they are stored.</summary>
public sealed class ResultLossTests : IClassFixture<ResultLossTests.Compiled>
{
    private readonly Compiled _compiled;

    public ResultLossTests(Compiled compiled) => _compiled = compiled;

    public static TheoryData<string, int> Stored => Rows(ResultLossCase.Stored);

    public static TheoryData<string, int> Lost => Rows(ResultLossCase.Lost);

    [Theory]
    [MemberData(nameof(Stored))]
    public async Task A_type_of_which_a_value_is_stored_is_not_refused_before(string type, int index)
    {
        var (step, loaded) = _compiled.Find("Stored", index);
        Assert.Null(step.Result!.JsonLoss);

        var sample = loaded.GetMethod("Run")!.Invoke(Activator.CreateInstance(loaded), null)!;
        var declared = loaded.GetMethod("Run")!.ReturnType;
        var files = new MemoryResult();
        await new JsonFormat().WriteAsync(sample, declared, files, CancellationToken.None);
        Assert.IsAssignableFrom(declared, await new JsonFormat().ReadAsync(declared, files, CancellationToken.None));
        Assert.False(string.IsNullOrEmpty(type));
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public void A_type_of_which_no_value_is_stored_is_refused_before_as_it_is_then(string type, int index)
    {
        var (step, loaded) = _compiled.Find("Lost", index);

        var reported = Assert.IsType<string>(step.Result!.JsonLoss);
        Assert.Contains(ResultLossCase.Lost[index].Names!, reported, StringComparison.Ordinal);
        Assert.NotNull(JsonFidelity.LossOf(loaded.GetMethod("Run")!.ReturnType));
        Assert.False(string.IsNullOrEmpty(type));
    }

    private static TheoryData<string, int> Rows(IReadOnlyList<ResultLossCase> cases)
    {
        var rows = new TheoryData<string, int>();
        for (var index = 0; index < cases.Count; index++)
            rows.Add($"{cases[index].Type} {cases[index].Declarations}", index);

        return rows;
    }

    /// <summary>All cases, compiled once: a namespace each, with a step.</summary>
    public sealed class Compiled : IDisposable
    {
        private readonly CompiledProjects _projects = new();
        private readonly StepTypeCatalog _catalog;
        private readonly Assembly _assembly;

        public Compiled()
        {
            var path = _projects.Compile("Losses", string.Join('\n', [.. ResultLossCase.Stored.Select((one, i) => Source("Stored", one, i)), .. ResultLossCase.Lost.Select((one, i) => Source("Lost", one, i))]));
            _catalog = StepTypeReader.Read(_projects.Assemblies("Losses"));
            _assembly = Assembly.Load(File.ReadAllBytes(path));
        }

        public void Dispose() => _projects.Dispose();

        internal (StepType Step, Type Loaded) Find(string kind, int index)
        {
            Assert.Empty(_catalog.Diagnostics);
            var name = $"{kind}{index}.ResultStep";
            return (Assert.Single(_catalog.Find(name)), _assembly.GetType(name, throwOnError: true)!);
        }

        private static string Source(string kind, ResultLossCase one, int index) => $$"""
            namespace {{kind}}{{index}}
            {
                {{one.Declarations}}
                public class ResultStep : Step<{{one.Type}}> { public {{one.Type}} Run() => {{one.Sample ?? "default!"}}; }
            }
            """;
    }
}
