using Tango.Analyzers.Tests.Infrastructure;

namespace Tango.Analyzers.Tests.Behavior;

/// <summary>What steps do with their arguments.</summary>
public sealed class ArgumentUseTests
{
    private const string Types = "public sealed class Model { public double Bias { get; set; } public double[] Weights { get; set; } = []; public List<Model> Parts { get; } = []; }";

    [Theory]
    [InlineData("public string Run(string path) => File.ReadAllText({|TANGO0128:path|});")]
    [InlineData("public string Run(string path) { using var reader = new StreamReader({|TANGO0128:path|}); return reader.ReadToEnd(); }")]
    [InlineData("public string Run(string path) { using var stream = File.OpenRead({|TANGO0128:path|}); return \"\"; }")]
    [InlineData("public string Run(string folder) => Directory.GetFiles({|TANGO0128:folder|})[0];")]
    [InlineData("public Task<string> RunAsync(string path) => File.ReadAllTextAsync({|TANGO0128:path|});")]
    public Task A_string_whose_file_is_read_is_reported(string member) => VerifyAsync(member);

    [Theory]
    [InlineData("public string Run(InputFile file) => File.ReadAllText(file.Path);")]
    [InlineData("public string Run(string path) { File.WriteAllText(path, \"a\"); return path; }")]
    [InlineData("public string Run(string path) => File.Exists(path) ? \"a\" : \"b\";")]
    [InlineData("public string Run(string name) => File.ReadAllText(Path.Combine(WorkDirectory, name));")]
    [InlineData("public string Run(string text) { var path = Path.GetTempFileName(); return File.ReadAllText(path) + text; }")]
    public Task A_string_that_is_only_a_name_is_not(string member) => VerifyAsync(member);

    [Theory]
    [InlineData("public int Run(List<int> rows) { {|TANGO0129:rows.Add(1)|}; return rows.Count; }")]
    [InlineData("public int Run(int[] rows) { {|TANGO0129:Array.Sort(rows)|}; return rows[0]; }")]
    [InlineData("public int Run(int[] rows) { {|TANGO0129:rows[0] = 1|}; return rows[0]; }")]
    [InlineData("public int Run(IDictionary<string, int> rows) { {|TANGO0129:rows[\"a\"]++|}; return rows.Count; }")]
    [InlineData("public double Run(Model model) { {|TANGO0129:model.Bias = 1|}; return model.Bias; }")]
    [InlineData("public double Run(Model model) { {|TANGO0129:model.Weights[0] += 1|}; return model.Bias; }")]
    [InlineData("public double Run(Model model) { {|TANGO0129:model.Parts.Clear()|}; return model.Bias; }")]
    [InlineData("public double Run(IReadOnlyList<Model> models) { {|TANGO0129:models[0].Bias = 1|}; return 1; }")]
    [InlineData("public int Run(List<int> rows) { {|TANGO0129:rows.Reverse()|}; return rows[0]; }")]
    public Task A_change_of_what_was_given_is_reported(string member) => VerifyAsync(member);

    [Theory]
    [InlineData("public int Run(List<int> rows) { var copy = rows.ToList(); copy.Add(1); return copy.Count; }")]
    [InlineData("public int Run(List<int> rows) { rows = rows.ToList(); rows.Sort(); return rows[0]; }")]
    [InlineData("public int Run(int count) { count += 1; return count; }")]
    [InlineData("public int Run((int A, int B) pair) { pair.A = 1; return pair.A; }")]
    [InlineData("public int Run(System.Collections.Immutable.ImmutableList<int> rows) => rows.Add(1).Count;")]
    [InlineData("public int Run(StepContext context) { context.Summary = \"a\"; context.Metrics[\"a\"] = 1; return 1; }")]
    [InlineData("public int Run(IReadOnlyList<int> rows) => rows.Reverse().First();")]
    [InlineData("public double Run(Model model) { var copy = new Model { Bias = model.Bias }; copy.Bias = 2; return copy.Bias; }")]
    [InlineData("public int Run(int[] rows) { var counts = new Dictionary<int, int>(); foreach (var row in rows) counts[row] = 1; return counts.Count; }")]
    public Task A_change_of_a_copy_is_not(string member) => VerifyAsync(member);

    [Theory]
    [InlineData("public async Task<int> RunAsync(string[] paths) { var sum = 0; {|TANGO0130:foreach|} (var path in paths) sum += (await File.ReadAllTextAsync(WorkDirectory + path)).Length; return sum; }")]
    [InlineData("public async Task<int> RunAsync() { {|TANGO0130:while|} (true) await Task.Delay(1000); }")]
    [InlineData("public async Task<int> RunAsync() { {|TANGO0130:for|} (var i = 0; i < 9; i++) { await Task.Delay(1); } return 1; }")]
    public Task A_loop_that_cannot_be_cancelled_is_reported(string member) => VerifyAsync(member);

    [Theory]
    [InlineData("public async Task<int> RunAsync(CancellationToken cancellationToken) { for (var i = 0; i < 9; i++) await Task.Delay(1, cancellationToken); return 1; }")]
    [InlineData("public async Task<int> RunAsync(StepContext context) { for (var i = 0; i < 9; i++) await Task.Delay(1, context.CancellationToken); return 1; }")]
    [InlineData("public async Task<int> RunAsync() { await Task.Delay(1); for (var i = 0; i < 9; i++) { } return 1; }")]
    [InlineData("public async Task<int> RunAsync() { for (var i = 0; i < 9; i++) await Task.Yield(); return 1; }")]
    [InlineData("public async Task<int> RunAsync() { var tasks = new List<Func<Task>>(); for (var i = 0; i < 9; i++) tasks.Add(async () => await Task.Delay(1)); await Task.Yield(); return tasks.Count; }")]
    public Task A_loop_that_can_or_need_not_be_cancelled_is_not(string member) => VerifyAsync(member);

    [Fact]
    public Task A_given_value_is_not_changed_in_any_step() => Analysis.VerifyAsync(
        "public sealed class S : Step<int> { public int Run(List<int> rows) { {|TANGO0129:rows.Clear()|}; return 1; } }");

    private static Task VerifyAsync(string member)
    {
        var result = member.Contains("double Run", StringComparison.Ordinal) ? "double" : member.Contains("string Run", StringComparison.Ordinal) || member.Contains("<string>", StringComparison.Ordinal) ? "string" : "int";
        return Analysis.VerifyAsync($"{Types} [Step(Deterministic = true)] public sealed class S : Step<{result}> {{ {member} }}");
    }
}
