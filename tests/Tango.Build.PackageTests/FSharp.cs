using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>What is read of steps is compiled code, whatever language it was written in.</summary>
public sealed class FSharp
{
    private const string Steps =
        """
        namespace Flowers

        open System.Collections.Generic
        open System.Runtime.InteropServices
        open System.Threading.Tasks
        open Tango

        type Flower = { Name: string; Petals: int; Height: float option }

        [<Step(Deterministic = true)>]
        type Sum() =
            inherit Step<int>()
            member _.Run(numbers: IReadOnlyList<int>, [<Optional; DefaultParameterValue(2)>] start: int) = Seq.sum numbers + start

        [<Step(Deterministic = true)>]
        type Grow() =
            inherit Step<Flower>()
            member step.RunAsync(petals: int) =
                step.Summary <- sprintf "%d petals" petals
                task {
                    do! Task.Yield()
                    return { Name = "rose"; Petals = petals; Height = Some 0.5 }
                }

        [<Step(Deterministic = true)>]
        type Describe() =
            inherit Step<string list>()
            member _.Run(flower: Flower) = [ flower.Name; string flower.Petals; string flower.Height ]

        module Functions =
            [<Step("join", Deterministic = true)>]
            let join (parts: string list) (separator: string) = String.concat separator parts
        """;

    private const string Program =
        """
        module Program

        open System
        open System.Collections.Generic
        open Tango

        [<Step(Deterministic = true, Version = "1", Caching = StepCaching.Always)>]
        type Sum() =
            inherit Step<int>()
            member _.Run(numbers: IReadOnlyList<int>, start: int) = Seq.sum numbers + start

        [<EntryPoint>]
        let main _ =
            let first = Step.Create<Sum>({| numbers = [ 1; 2 ]; start = 0 |}, StepOptions(Name = "first"))
            let second = Step.Create("Sum", {| numbers = [ 3 ]; start = first |})
            let cache = MemoryStepCache()
            StepGraph.Create([ second ]).RunAsync(cache, options = RunOptions(MaxParallelism = 1)).Wait()
            printfn "%b %d %b" (first.UniqueId.StartsWith("Sum-1-", StringComparison.Ordinal)) second.Dependencies.Count (cache.Contains second.UniqueId)
            printfn "%d %O" (first.ResultAsync(cache).Result + 1) (second.ResultAsync(cache).Result)
            try
                Step.Create<Sum>({| number = 1 |}) |> ignore
            with :? TangoException as mistakes -> printfn "%s" mistakes.Diagnostics[0].Code
            0
        """;

    [Fact]
    public async Task Steps_are_made_and_run_in_code()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Program.fs", Program);
        app.WriteProject(project => project.Property("OutputType", "Exe").ItemInclude("Compile", "Program.fs"), path: "App.fsproj");

        var run = (await app.RunAsync(["run"])).EnsureSuccess();

        Assert.Equal(["true 1 true", "4 6", "TANGO0002"], run.Result.Lines.TakeLast(3));
    }

    [Fact]
    public async Task Classes_and_functions_are_steps_records_and_lists_are_results()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Steps.fs", Steps);
        app.WriteProject(
            project => project
                .ItemInclude("Compile", "Steps.fs")
                .TangoStep("sum", "Sum", ("Numbers", "1;2;3"))
                .TangoStep("flower", "Grow", ("Petals", "ref:sum"))
                .TangoStep("words", "Describe", ("Flower", "ref:flower"))
                .TangoStep("text", "join", ("Parts", "ref:words"), ("Separator", "/"), ("ExportTo", "text.txt")),
            path: "App.fsproj");

        var first = (await app.BuildAsync()).EnsureSuccess();

        Assert.Contains(first.TangoLines, line => line.StartsWith("Tango: 4 ran in", StringComparison.Ordinal));
        Assert.Contains(first.TangoLines, line => line.EndsWith("8 petals", StringComparison.Ordinal));
        Assert.Equal("rose/8/Some(0.5)", app.Read("text.txt").Trim());

        // The code of each step is followed by itself: a comment changes nothing, a changed function its own step.
        app.Edit("Steps.fs", "String.concat separator parts", "String.concat separator (List.rev parts) // reversed");
        app.Edit("Steps.fs", "type Flower =", "/// Grown.\ntype Flower =");
        var second = (await app.BuildAsync()).EnsureSuccess();

        var ran = Assert.Single(second.TangoLines, line => line.StartsWith("Tango  ", StringComparison.Ordinal) && line.Contains(" ran ", StringComparison.Ordinal));
        Assert.StartsWith("Tango  text", ran, StringComparison.Ordinal);
        Assert.Contains("code changed", ran, StringComparison.Ordinal);
        Assert.Equal("Some(0.5)/8/rose", app.Read("text.txt").Trim());
    }
}
