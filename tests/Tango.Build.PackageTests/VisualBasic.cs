using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>The library has no members that only C# sees.</summary>
public sealed class VisualBasic
{
    private const string Program =
        """
        Imports Tango

        <[Step](Deterministic:=True, Version:="1", Caching:=StepCaching.Always)>
        Public Class Sum
            Inherits [Step](Of Integer)

            Public Function Run(numbers As IReadOnlyList(Of Integer), start As Integer) As Integer
                Return numbers.Sum() + start
            End Function
        End Class

        Module Program
            Sub Main()
                Dim first = [Step].Create(Of Sum)(New With {.numbers = {1, 2}, .start = 0}, New StepOptions With {.Name = "first"})
                Dim second = [Step].Create("Sum", New With {.numbers = {3}, .start = first})
                Dim cache = New MemoryStepCache()
                StepGraph.Create({second}).RunAsync(cache, options:=New RunOptions With {.MaxParallelism = 1}).Wait()
                Console.WriteLine($"{first.UniqueId.StartsWith("Sum-1-", StringComparison.Ordinal)} {second.Dependencies.Count} {cache.Contains(second.UniqueId)}")
                Console.WriteLine($"{first.ResultAsync(cache).Result + 1} {second.ResultAsync(cache).Result}")
            End Sub
        End Module
        """;

    [Fact]
    public async Task Steps_are_made_and_run_in_code()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("Program.vb", Program);
        app.WriteProject(project => project.Property("OutputType", "Exe"), path: "App.vbproj");

        var run = (await app.RunAsync(["run"])).EnsureSuccess();

        Assert.Equal(["True 1 True", "4 6"], run.Result.Lines.TakeLast(2));
    }
}
