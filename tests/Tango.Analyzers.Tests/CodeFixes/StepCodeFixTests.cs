using Tango.Analyzers.Tests.Infrastructure;

namespace Tango.Analyzers.Tests.CodeFixes;

/// <summary>Fixes: the code before, and the code after.</summary>
public sealed class StepCodeFixTests
{
    [Theory]
    [InlineData("TANGO0101", "public static int Run() => 1;", "public int Run() => 1;")]
    [InlineData("TANGO0101", "int Run() => 1;", "public int Run() => 1;")]
    [InlineData("TANGO0101", "internal async Task<int> RunAsync() { await Task.Yield(); return 1; }", "public async Task<int> RunAsync() { await Task.Yield(); return 1; }")]
    [InlineData("TANGO0102", "public int Run(int a, int target = 1) => target;", "public int Run(int a, [Parameter(\"TargetValue\")] int target = 1) => target;")]
    [InlineData("TANGO0123", "public int Run() => (int)double.Parse(\"1.5\");", "public int Run() => (int)double.Parse(\"1.5\", CultureInfo.InvariantCulture);")]
    [InlineData("TANGO0123", "public int Run() => 1.5.ToString().Length;", "public int Run() => 1.5.ToString(CultureInfo.InvariantCulture).Length;")]
    [InlineData("TANGO0123", "public int Run() => 1.5.ToString(\"F2\").Length;", "public int Run() => 1.5.ToString(\"F2\", CultureInfo.InvariantCulture).Length;")]
    [InlineData("TANGO0123", "public int Run() => string.Format(\"{0}\", 1.5).Length;", "public int Run() => string.Format(CultureInfo.InvariantCulture, \"{0}\", 1.5).Length;")]
    [InlineData("TANGO0123", "public int Run(double x) => $\"{x:F2}\".Length;", "public int Run(double x) => string.Create(CultureInfo.InvariantCulture, $\"{x:F2}\").Length;")]
    [InlineData("TANGO0123", "public int Run(string x) => x.ToUpper().Length;", "public int Run(string x) => x.ToUpperInvariant().Length;")]
    [InlineData("TANGO0128", "public int Run(string path) => File.ReadAllText(path).Length;", "public int Run(InputFile path) => File.ReadAllText(path.Path).Length;")]
    [InlineData("TANGO0128", "public int Run(string path) { Logger.Info(path); return File.ReadAllText(path).Length; }", "public int Run(InputFile path) { Logger.Info(path.Path); return File.ReadAllText(path.Path).Length; }")]
    [InlineData("TANGO0130", "public async Task<int> RunAsync() { while (true) await Task.Delay(1); }", "public async Task<int> RunAsync(CancellationToken cancellationToken) { while (true) await Task.Delay(1); }")]
    [InlineData("TANGO0130", "public async Task<int> RunAsync(int x = 1) { while (true) await Task.Delay(x); }", "public async Task<int> RunAsync(int x = 1, CancellationToken cancellationToken = default) { while (true) await Task.Delay(x); }")]
    public async Task What_has_one_right_way_is_fixed(string code, string before, string after) =>
        Assert.Equal(Step(after), await Fixing.ApplyAsync(Step(before), code));

    [Fact]
    public async Task A_version_keeps_its_letters_and_digits() => Assert.Equal(
        "[Step(Version = \"1x0\")] public class S : Step<int> { public int Run() => 1; }",
        await Fixing.ApplyAsync("[Step(Version = \"1.0\")] public class S : Step<int> { public int Run() => 1; }", "TANGO0103"));

    [Theory]
    [InlineData("TANGO0101", "public int Run() => 1; public int Run(int x) => x;")]
    [InlineData("TANGO0101", "public int Other() => 1;")]
    [InlineData("TANGO0102", "public int Run(int größe) => 1;")]
    [InlineData("TANGO0102", "public int Run([SkipInId] int target) => 1;")]
    [InlineData("TANGO0123", "public int Run(double x) => (\"x = \" + x).Length;")]
    [InlineData("TANGO0128", "public int Run(string folder) => Directory.GetFiles(folder).Length;")]
    [InlineData("TANGO0128", "public int Run(string path = \"a\") => File.ReadAllText(path).Length;")]
    public async Task What_its_author_must_decide_is_not(string code, string before) => Assert.Null(await Fixing.ApplyAsync(Step(before), code));

    private static string Step(string member) => $"[Step(Deterministic = true)] public class S : Step<int> {{ {member} }}";
}
