using Tango.Analyzers.Tests.Infrastructure;

namespace Tango.Analyzers.Tests.StepTypes;

public sealed class StepTypeAnalyzerTests
{
    private const string Normalizing = "protected override IReadOnlyDictionary<string, object?> {|TANGO0106:NormalizeArguments|}(IReadOnlyDictionary<string, object?> arguments) => arguments;";

    [Theory]
    [InlineData("public class {|TANGO0101:S|} : Step<int> { }")]
    [InlineData("public class S : Step<int> { public static int {|TANGO0101:Run|}() => 1; }")]
    [InlineData("public class S : Step<int> { int {|TANGO0101:Run|}() => 1; }")]
    [InlineData("public class {|TANGO0101:S|} : Step<int> { public int Run() => 1; public int Run(int x) => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(int a, int {|TANGO0102:target|}) => 1; }")]
    [InlineData("public abstract class B : Step<int> { public int Run(int {|TANGO0102:target|}) => 1; } public class S : B;")]
    [InlineData("[{|TANGO0103:Step(Deterministic = true, Version = \"1.0\")|}] public class S : Step<int> { public int Run() => 1; }")]
    [InlineData("[Step] class {|TANGO0104:S|} : Step<int> { public int Run() => 1; }")]
    [InlineData("public class S : Step<int> { public string {|TANGO0104:Run|}() => \"\"; }")]
    [InlineData("public class F { [Step] public int {|TANGO0104:S|}() => 1; }")]
    [InlineData("public class S : Step<int> { public int Run(ref int {|TANGO0105:x|}) => 1; }")]
    [InlineData("[Step(Deterministic = true)] public class S : Step<int> { public int Run() => 1; " + Normalizing + " }")]
    [InlineData("[Step(Deterministic = true)] public class {|TANGO0109:S|} : Step<object> { public object Run() => 1; }")]
    [InlineData("public static class F { [Step(Deterministic = true)] public static Func<int> {|TANGO0109:S|}() => () => 1; }")]
    public Task An_error_is_at_its_place(string source) => Analysis.VerifyAsync(source);

    [Fact]
    public async Task An_override_is_fine_where_no_build_plans_the_steps()
    {
        var source = Source.Parse("public class S : Step<int> { public int Run() => 1; " + Normalizing + " }");

        Assert.Empty(await Analysis.RunAsync(source.Compile(), isBuild: false));
        Assert.Single(await Analysis.RunAsync(source.Compile(), isBuild: true));
    }

    [Theory]
    [InlineData("public class S : Step<object> { public object Run() => 1; }")]
    [InlineData("[Step(Deterministic = true, Cacheable = false)] public class S : Step<object> { public object Run() => 1; }")]
    [InlineData("[Step(Deterministic = true, Caching = StepCaching.Never)] public class S : Step<object> { public object Run() => 1; }")]
    [InlineData("[Step(Deterministic = true, Format = \"My.Format.gz\")] public class S : Step<object> { public object Run() => 1; }")]
    [InlineData("[Step(Deterministic = true, Format = \"bytes.zst\")] public class S : Step<ReadOnlyMemory<byte>> { public ReadOnlyMemory<byte> Run() => default; }")]
    [InlineData("[Step(Deterministic = true)] public class S : Step<OutputFile> { public OutputFile Run() => null!; }")]
    [InlineData("[Step(Deterministic = true)] public class S : Step<IAsyncEnumerable<int>> { public IAsyncEnumerable<int> Run() => null!; }")]
    public Task A_result_that_is_not_stored_as_json_may_be_anything(string source) => Analysis.VerifyAsync(source);

    [Theory]
    [InlineData("[Step(Caching = StepCaching.Always)] public class {|TANGO0109:S|} : Step<object> { public object Run() => 1; }")]
    [InlineData("[Step(Deterministic = true, Format = \"text\")] public class {|TANGO0109:S|} : Step<int> { public int Run() => 1; }")]
    [InlineData("[Step(Deterministic = true, Format = \"json.gz\")] public class {|TANGO0109:S|} : Step<OutputFile> { public OutputFile Run() => null!; }")]
    [InlineData("[Step(Deterministic = true, Format = \"jsonl\")] public class {|TANGO0109:S|} : Step<int> { public int Run() => 1; }")]
    [InlineData("[Step(Deterministic = true, Format = \"bytes\")] public class {|TANGO0109:S|} : Step<string> { public string Run() => \"\"; }")]
    [InlineData("[Step(Deterministic = true, Format = \"directory\")] public class {|TANGO0109:S|} : Step<OutputFile> { public OutputFile Run() => null!; }")]
    public Task A_result_that_its_format_loses_is_reported(string source) => Analysis.VerifyAsync(source);
}
