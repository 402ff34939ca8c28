using System.Globalization;
using Tango.Analyzers.Tests.Infrastructure;

namespace Tango.Analyzers.Tests.StepTypes;

/// <summary>What a build says of step types, the analyzer says of their source: the same code, the same words.</summary>
public sealed class SameAsBuildTests
{
    [Theory]
    [InlineData("public class S : Step<int> { }")]
    [InlineData("public class S : Step<int> { internal int Run() => 1; }")]
    [InlineData("public class S : Step<int> { public static int Run() => 1; }")]
    [InlineData("public class S : Step<int> { public int Run<T>() => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(int a) => 1; public Task<int> RunAsync() => null!; }")]
    [InlineData("public class S : Step<int> { public int Run(int target) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(int timeout) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([Parameter(\"Type\")] int x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([Parameter(\"a.b\")] int x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(int größe) => 1; }")]
    [InlineData("[Step(Version = \"1.0\")] public class S : Step<int> { public int Run() => 1; }")]
    [InlineData("[Step(Version = \"\")] public class S : Step<int> { public int Run() => 1; }")]
    [InlineData("[Step] internal class S : Step<int> { public int Run() => 1; }")]
    [InlineData("class Outer { [Step] public class S : Step<int> { public int Run() => 1; } }")]
    [InlineData("[Step] public abstract class S : Step<int> { public int Run() => 1; }")]
    [InlineData("[Step] public class S<T> : Step<int> { public int Run() => 1; }")]
    [InlineData("[Step] public class S { public int Run() => 1; }")]
    [InlineData("public class S(int x) : Step<int> { public int Run() => x; }")]
    [InlineData("public class S : Step<int> { public string Run() => \"\"; }")]
    [InlineData("public class S : Step<int> { public void Run() { } }")]
    [InlineData("public class S : Step { public int Run() => 1; }")]
    [InlineData("public static class F { [Step] internal static int S() => 1; }")]
    [InlineData("static class F { [Step] public static int S() => 1; }")]
    [InlineData("public class F { [Step] public int S() => 1; }")]
    [InlineData("public static class F { [Step] public static T S<T>(T x) => x; }")]
    [InlineData("public static class F { [Step] public static int S(int x) => x; public static int S() => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(ref int x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(in int x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(out int x) => x = 1; }")]
    [InlineData("public unsafe class S : Step<int> { public int Run(int* x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(ReadOnlySpan<int> x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(int x, [Parameter(\"X\")] int y) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"a\")] int x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"0f8fad5b\")] Guid x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([SkipInId(Default = \"1\")] Version x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([Secret] int x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([Secret] string[] x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([Secret] object x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([Secret] string x = \"hunter2\") => 1; }")]
    [InlineData("public class S : Step<int> { protected int Run() => 1; }")]
    [InlineData("public class S : Step<int> { public int Run() => 1; public int Run(string x) => 2; public int Run(int x) => 3; }")]
    [InlineData("public class B : Step<int> { public int Run() => 1; } public class S : B { public int Run(int x) => x; }")]
    [InlineData("public class S : Step<IEnumerable<int>> { public List<string> Run() => []; }")]
    [InlineData("public class S : Step<(int, string)> { public (string, int) Run() => (\"\", 1); }")]
    [InlineData("public class S : Step<int?> { public string Run() => \"\"; }")]
    [InlineData("public class S : Step<long> { public int Run() => 1; }")]
    [InlineData("public class S : Step<Dictionary<string, List<int[]>>> { public Task<int> RunAsync() => null!; }")]
    [InlineData("public static class F { [Step(Version = \"a-b\")] public static int S(int label, int Label2, in int x) => 1; }")]
    [InlineData("namespace N.M { public class O { [Step] public sealed class S : Step<int> { int Run() => 1; } } }")]
    [InlineData("public class S : Step<int> { public int Run(int a, int A) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(System.TypedReference x) => 1; }")]
    [InlineData("public unsafe class S : Step<int> { public int Run(delegate*<int> x) => 1; }")]
    public async Task An_error_has_the_words_of_the_build(string source)
    {
        var compilation = Source.Parse(source).Compile();

        var expected = BuildMessages.Of(compilation);
        var found = await Analysis.RunAsync(compilation, isBuild: false);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("public class S : Step<int> { public int Run(int x = 1, CancellationToken cancellationToken = default) => x; }")]
    [InlineData("public class S : Step { public void Run() { } }")]
    [InlineData("public class S : Step { public Task RunAsync(StepContext type) => Task.CompletedTask; }")]
    [InlineData("public class S : Step<int> { public ValueTask<int> RunAsync() => default; }")]
    [InlineData("public class S : Step<int?> { public int Run() => 1; }")]
    [InlineData("public class S : Step<IReadOnlyList<object>> { public List<string> Run() => []; }")]
    [InlineData("public class S : Step<object> { public string Run() => \"\"; }")]
    [InlineData("public class S : Step<IEnumerable<object>> { public string[] Run() => []; }")]
    [InlineData("public abstract class B<T> : Step<T> { public virtual T Run(T x) => x; } public class S : B<int> { public override int Run(int x) => 1; }")]
    [InlineData("public class B : Step<int> { public int Run() => 1; } public class S : B { public new int Run() => 2; }")]
    [InlineData("internal class S : Step<int> { public string Run(ref int target) => \"\"; }")]
    [InlineData("public abstract class S : Step<int> { }")]
    [InlineData("public class S(int x = 0) { public int X => x; }")]
    [InlineData("[Step(Version = \"2026a\")] public class S : Step<int> { public int Run([SkipInId(Default = 1)] long x, [SkipInId(Default = 1)] double y, [SkipInId] DateTime z) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run([Parameter(\"Folder\")] string directory, [Secret] string? key = null) => 1; }")]
    [InlineData("public static class F { [Step] public static Task<int> S(params int[] x) => null!; public static int T() => 1; }")]
    public async Task What_a_build_takes_is_not_reported(string source)
    {
        var compilation = Source.Parse(source).Compile();

        Assert.Empty(BuildMessages.Of(compilation));
        Assert.Empty(await Analysis.RunAsync(compilation));
    }

    [Theory]
    [InlineData("DateTime x", "12:00")]
    [InlineData("DateOnly x", "January 31")]
    [InlineData("TimeOnly x", "noon")]
    public async Task A_text_that_only_the_build_can_read_is_left_to_it(string parameter, string value)
    {
        var compilation = Source.Parse($"public class S : Step<int> {{ public int Run([SkipInId(Default = \"{value}\")] {parameter}) => 1; }}").Compile();

        Assert.Single(BuildMessages.Of(compilation));
        Assert.Empty(await Analysis.RunAsync(compilation));
    }
}
