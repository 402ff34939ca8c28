using Tango.Analyzers.Tests.Infrastructure;

namespace Tango.Analyzers.Tests.Behavior;

/// <summary>What makes results of deterministic steps differ, each beside code that looks like it and is fine.</summary>
public sealed class NondeterminismTests
{
    [Theory]
    [InlineData("return {|TANGO0120:DateTime.UtcNow|}.Ticks;")]
    [InlineData("var now = {|TANGO0120:DateTime.Now|}; var year = now.Year; return year + 1;")]
    [InlineData("return Stamp(); long Stamp() => {|TANGO0120:Environment.TickCount64|};")]
    [InlineData("var rows = new List<long>(); rows.Add({|TANGO0120:DateTimeOffset.UtcNow|}.Ticks); return rows;")]
    [InlineData("return new { At = {|TANGO0120:DateTime.Today|} };")]
    [InlineData("var row = new Row(); row.At = {|TANGO0120:DateTime.UtcNow|}; return row;")]
    [InlineData("return new Row { At = {|TANGO0120:DateTime.UtcNow|} };")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); return {|TANGO0120:watch.Elapsed|};")]
    [InlineData("if ({|TANGO0120:DateTime.UtcNow|}.Hour < 12) return 1; return 2;")]
    [InlineData("return new Random((int){|TANGO0120:DateTime.Now|}.Ticks).Next();")]
    [InlineData("return Helper(); ", "long Helper() => {|TANGO0120:DateTime.UtcNow|}.Ticks;")]
    [InlineData("return new[] { 1 }.Select(x => x + {|TANGO0120:DateTime.UtcNow|}.Ticks).ToList();")]
    public Task The_clock_in_a_result_is_reported(string body, string members = "") => VerifyAsync(body, members);

    [Theory]
    [InlineData("var start = DateTime.UtcNow; Logger.Info($\"took {DateTime.UtcNow - start}\"); return 1;")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); Metrics[\"seconds\"] = watch.Elapsed.TotalSeconds; return 1;")]
    [InlineData("var watch = System.Diagnostics.Stopwatch.StartNew(); Summary = $\"{watch.ElapsedMilliseconds} ms\"; return 1;")]
    [InlineData("Console.WriteLine(DateTime.Now); return 1;")]
    [InlineData("var last = DateTime.UtcNow; if (DateTime.UtcNow - last > TimeSpan.FromSeconds(1)) { Progress.Report(new StepProgress(0.5, \"half\")); last = DateTime.UtcNow; } return 1;")]
    [InlineData("var deadline = DateTime.UtcNow.AddSeconds(5); while (!File.Exists(WorkDirectory) && DateTime.UtcNow < deadline) { } return 1;")]
    [InlineData("if (WorkDirectory == \"\") throw new InvalidOperationException($\"failed at {DateTime.UtcNow:o}\"); return 1;")]
    [InlineData("Logger.Info(Stamp()); return 1;", "string Stamp() => DateTime.UtcNow.ToString(\"o\");")]
    [InlineData("return new DateTime(2026, 1, 1);")]
    [InlineData("return 1;", "public DateTime Created { get; } = DateTime.UtcNow; public DateTime Unused() => DateTime.UtcNow;")]
    public Task The_clock_in_logs_and_metrics_is_not(string body, string members = "") => VerifyAsync(body, members);

    [Theory]
    [InlineData("return {|TANGO0121:Guid.NewGuid()|};")]
    [InlineData("var random = {|TANGO0121:new Random()|}; return random.Next(10);")]
    [InlineData("return {|TANGO0121:Random.Shared|}.NextDouble();")]
    [InlineData("var rows = new[] { 1, 2 }; {|TANGO0121:Random.Shared|}.Shuffle(rows); return rows;")]
    [InlineData("return Enumerable.Range(0, 9).OrderBy(_ => {|TANGO0121:Guid.NewGuid()|}).ToList();")]
    [InlineData("return {|TANGO0121:_random|}.Next();", "private readonly Random _random = new();")]
    [InlineData("return {|TANGO0121:\"a\".GetHashCode()|};")]
    [InlineData("return {|TANGO0121:HashCode.Combine(1, 2)|};")]
    [InlineData("return {|TANGO0121:System.Security.Cryptography.RandomNumberGenerator.GetInt32(5)|};")]
    public Task Chance_in_a_result_is_reported(string body, string members = "") => VerifyAsync(body, members);

    [Theory]
    [InlineData("return new Random(7).Next();")]
    [InlineData("return _random.Next();", "private readonly Random _random = new(42);")]
    [InlineData("var path = Path.Combine(WorkDirectory, Guid.NewGuid().ToString(\"N\")); File.WriteAllText(path, \"a\"); return new OutputFile(path);")]
    [InlineData("Thread.Sleep(Random.Shared.Next(10)); return 1;")]
    [InlineData("return 5.GetHashCode();")]
    [InlineData("return new Guid(\"0f8fad5b-d9cb-469f-a165-70867728950e\");")]
    public Task Chance_with_a_seed_or_in_a_name_is_not(string body, string members = "") => VerifyAsync(body, members);

    [Theory]
    [InlineData("return {|TANGO0122:Environment.MachineName|};")]
    [InlineData("var token = {|TANGO0122:Environment.GetEnvironmentVariable(\"MODE\")|}; return token ?? \"\";")]
    [InlineData("return {|TANGO0122:Directory.GetCurrentDirectory()|};")]
    [InlineData("return new DateTime(1).Add({|TANGO0122:TimeZoneInfo.Local|}.BaseUtcOffset);")]
    public Task The_environment_in_a_result_is_reported(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("var threads = Environment.ProcessorCount; Parallel.For(0, 9, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => { }); return 1;")]
    [InlineData("Logger.Info(Environment.MachineName); return 1;")]
    [InlineData("return Environment.GetEnvironmentVariable(\"JOB\") is null ? 1 : throw new InvalidOperationException(\"in a job\");")]
    [InlineData("return \"a\" + Environment.NewLine;")]
    public Task The_environment_elsewhere_is_not(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("return {|TANGO0123:double.Parse(\"1.5\")|};")]
    [InlineData("return {|TANGO0123:decimal.TryParse(\"1.5\", out var number)|} ? number : 0;")]
    [InlineData("return {|TANGO0123:DateTime.Parse(\"1.2.2026\")|};")]
    [InlineData("return {|TANGO0123:1.5.ToString()|};")]
    [InlineData("return {|TANGO0123:1.5.ToString(\"F2\")|};")]
    [InlineData("var x = 1.5; return $\"x = {|TANGO0123:{x:F2}|}\";")]
    [InlineData("var x = 1.5; return {|TANGO0123:\"x = \" + x|};")]
    [InlineData("return {|TANGO0123:string.Format(\"{0}\", 1.5)|};")]
    [InlineData("return {|TANGO0123:string.Join(\";\", new[] { 1.5 })|};")]
    [InlineData("return {|TANGO0123:\"title\".ToUpper()|};")]
    [InlineData("return File.ReadLines(WorkDirectory).Select(line => {|TANGO0123:double.Parse(line)|}).ToList();")]
    [InlineData("var text = new System.Text.StringBuilder(); {|TANGO0123:text.Append(1.5)|}; return text.ToString();")]
    public Task Formatting_by_the_culture_of_the_machine_is_reported(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("return double.Parse(\"1.5\", CultureInfo.InvariantCulture);")]
    [InlineData("return double.TryParse(\"1.5\", NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;")]
    [InlineData("return 1.5.ToString(CultureInfo.InvariantCulture);")]
    [InlineData("return new DateTime(1).ToString(\"o\");")]
    [InlineData("var x = 1.5; return string.Create(CultureInfo.InvariantCulture, $\"{x:F2}\");")]
    [InlineData("var x = 1.5; return FormattableString.Invariant($\"{x:F2}\");")]
    [InlineData("var loss = 1.5; Summary = $\"loss {loss:F3}\"; Logger.Info(\"loss \" + loss); return loss;")]
    [InlineData("var x = -1.5; if (x < 0) throw new ArgumentException($\"{x} is negative\"); return x;")]
    [InlineData("return int.Parse(\"5\") + long.Parse(\"6\");")]
    [InlineData("return $\"{5} rows\" + 6;")]
    [InlineData("return \"title\".ToUpperInvariant();")]
    public Task Formatting_by_the_invariant_culture_is_not(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("var set = new HashSet<string> { \"a\" }; return {|TANGO0124:set|}.ToList();")]
    [InlineData("var counts = new Dictionary<string, int>(); return {|TANGO0124:counts|}.Select(pair => pair.Key).Where(key => key != \"\").ToArray();")]
    [InlineData("var counts = new Dictionary<string, int>(); return {|TANGO0124:counts.Values|}.ToList();")]
    [InlineData("var set = new HashSet<string>(); return string.Join(\",\", {|TANGO0124:set|});")]
    [InlineData("var set = new HashSet<string>(); var rows = new List<string>(); foreach (var item in {|TANGO0124:set|}) rows.Add(item); return rows;")]
    [InlineData("var set = new HashSet<string>(); List<string> rows = [.. {|TANGO0124:set|}]; return rows;")]
    [InlineData("var bag = new System.Collections.Concurrent.ConcurrentBag<int>(); var rows = {|TANGO0124:bag|}.ToArray(); return rows;")]
    public Task The_order_of_a_hash_table_in_a_result_is_reported(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("var set = new HashSet<string> { \"a\" }; return set;")]
    [InlineData("var set = new HashSet<string> { \"a\" }; return set.Order().ToList();")]
    [InlineData("var set = new HashSet<string> { \"a\" }; return set.Where(x => x != \"\").OrderBy(x => x, StringComparer.Ordinal).ToList();")]
    [InlineData("var counts = new Dictionary<string, int>(); return counts.ToDictionary(pair => pair.Key, pair => pair.Value + 1);")]
    [InlineData("var counts = new Dictionary<string, int>(); return counts.Values.Sum() + counts.Count(pair => pair.Value > 1);")]
    [InlineData("var set = new HashSet<string>(); var rows = new List<string>(); foreach (var item in set) rows.Add(item); rows.Sort(StringComparer.Ordinal); return rows;")]
    [InlineData("var set = new HashSet<string>(); var rows = set.ToList(); rows.Sort(StringComparer.Ordinal); return rows.Count;")]
    [InlineData("var set = new HashSet<string>(); Logger.Info(string.Join(\",\", set)); return set.Count;")]
    [InlineData("var counts = new Dictionary<string, int>(); var most = 0; foreach (var pair in counts) most = Math.Max(most, pair.Value); return most;")]
    [InlineData("var set = new HashSet<string>(); HashSet<string> other = [.. set]; return other;")]
    [InlineData("var set = new HashSet<string>(); return new SortedSet<string>(set.Where(x => x != \"\"));")]
    [InlineData("var rows = new SortedSet<string>(); return rows.ToList();")]
    public Task A_sorted_result_or_one_without_an_order_is_not(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("var tasks = new[] { Task.FromResult(1) }; return {|TANGO0125:Task.WhenAny(tasks)|}.Result.Result;")]
    [InlineData("var sum = 0; Parallel.For(0, 9, i => {|TANGO0126:sum += i|}); return sum;")]
    [InlineData("var rows = new List<int>(); Parallel.ForEach(new[] { 1 }, row => {|TANGO0126:rows.Add(row)|}); return rows;")]
    [InlineData("var count = 0; Parallel.For(0, 9, i => { {|TANGO0126:count++|}; }); return count;")]
    [InlineData("using var client = new HttpClient(); return {|TANGO0127:client.GetStringAsync(\"https://example.org\")|}.Result;")]
    public Task Races_and_the_network_are_reported(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("return Task.WhenAll(new[] { Task.FromResult(1) }).Result;")]
    [InlineData("var work = Task.FromResult(1); Task.WhenAny(work, Task.Delay(1000)).Wait(); return work.Result;")]
    [InlineData("var sum = 0; Parallel.For(0, 9, i => Interlocked.Add(ref sum, i)); return sum;")]
    [InlineData("var sum = 0; var gate = new object(); Parallel.For(0, 9, i => { lock (gate) sum += i; }); return sum;")]
    [InlineData("var squares = new int[9]; Parallel.For(0, 9, i => squares[i] = i * i); return squares;")]
    [InlineData("Parallel.For(0, 9, i => { var sum = 0; sum += i; var rows = new List<int>(); rows.Add(sum); }); return 1;")]
    [InlineData("var sum = 0; foreach (var i in new[] { 1 }) sum += i; return sum;")]
    [InlineData("return new HttpMethod(\"GET\").ToString();")]
    public Task Code_that_waits_for_all_is_not(string body) => VerifyAsync(body);

    [Theory]
    [InlineData("[Step]")]
    [InlineData("")]
    public Task A_step_that_is_not_deterministic_may_do_all_this(string attribute) => Analysis.VerifyAsync(
        $"{attribute} public sealed class S : Step<string> {{ public string Run() => $\"{{Guid.NewGuid()}} {{DateTime.Now}} {{Environment.MachineName}} {{1.5}}\" + Random.Shared.Next(); }}");

    [Fact]
    public Task Function_steps_are_examined_too() => Analysis.VerifyAsync(
        """
        public static class Steps
        {
            [Step(Deterministic = true)]
            public static long Stamp(StepContext context)
            {
                context.Summary = $"{DateTime.Now}";
                return Ticks();
            }

            [Step]
            public static long Other() => DateTime.UtcNow.Ticks;

            private static long Ticks() => {|TANGO0120:DateTime.UtcNow|}.Ticks;
        }
        """);

    [Fact]
    public Task Code_that_is_no_step_is_left_alone() => Analysis.VerifyAsync(
        "public sealed class Clock { public DateTime Run() => DateTime.UtcNow; public string Text(double x) => x.ToString(); }");

    private static Task VerifyAsync(string body, string members = "") => Analysis.VerifyAsync(
        $$"""
        public sealed class Row { public DateTime At { get; set; } }

        [Step(Deterministic = true, Format = "My.Format")]
        public sealed class S : Step<object>
        {
            public object Run()
            {
                {{body}}
            }

            {{members}}
        }
        """);
}
