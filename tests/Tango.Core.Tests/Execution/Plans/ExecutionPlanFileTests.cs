using System.Numerics;
using Tango.Core.Tests.Execution.Steps;
using Tango.Execution.Arguments;
using Tango.Execution.Plans;
using Tango.Identity;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Core.Tests.Execution.Plans;

public sealed class ExecutionPlanFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string PlanFile => _directory.PathOf("plan.json");

    /// <summary>A value, the parameter it is for, and what the step is given.</summary>
    public static TheoryData<object, Type, object?> Values { get; } = new()
    {
        { ArgumentValue.Null.Instance, typeof(string), null },
        { ArgumentValue.Null.Instance, typeof(int?), null },
        { Scalar(true), typeof(bool), true },
        { Scalar(-128L), typeof(sbyte), (sbyte)-128 },
        { Scalar(255L), typeof(byte), (byte)255 },
        { Scalar(-5L), typeof(short), (short)-5 },
        { Scalar(5L), typeof(ushort), (ushort)5 },
        { Scalar(42L), typeof(int), 42 },
        { Scalar(42L), typeof(int?), 42 },
        { Scalar(42L), typeof(uint), 42u },
        { Scalar(long.MinValue), typeof(long), long.MinValue },
        { Scalar(ulong.MaxValue), typeof(ulong), ulong.MaxValue },
        { Scalar(7L), typeof(nint), (nint)7 },
        { Scalar(7L), typeof(nuint), (nuint)7 },
        { Scalar((BigInteger)Int128.MinValue), typeof(Int128), Int128.MinValue },
        { Scalar((BigInteger)UInt128.MaxValue), typeof(UInt128), UInt128.MaxValue },
        { Scalar(BigInteger.Pow(10, 50)), typeof(BigInteger), BigInteger.Pow(10, 50) },
        { Scalar(5L), typeof(BigInteger), (BigInteger)5 },
        { Scalar(0.1), typeof(double), 0.1 },
        { Scalar(1.5e-7), typeof(double), 1.5e-7 },
        { Scalar(1.5e+16), typeof(double), 1.5e+16 },
        { Scalar(-1.25e+300), typeof(double), -1.25e+300 },
        { Scalar(double.Epsilon), typeof(double), double.Epsilon },
        { Scalar(double.MaxValue), typeof(double), double.MaxValue },
        { Scalar(-0.0), typeof(double), -0.0 },
        { Scalar(double.NaN), typeof(double), double.NaN },
        { Scalar(double.NegativeInfinity), typeof(double), double.NegativeInfinity },
        { Scalar((double)0.1f), typeof(float), 0.1f },
        { Scalar((double)float.Epsilon), typeof(float), float.Epsilon },
        { Scalar((double)(System.Half)0.1), typeof(System.Half), (System.Half)0.1 },
        { Scalar(1.50m), typeof(decimal), 1.50m },
        { Scalar(0.0000000000000000000000000001m), typeof(decimal), 0.0000000000000000000000000001m },
        { Scalar('x'), typeof(char), 'x' },
        { Scalar('\ud800'), typeof(char), '\ud800' },
        { Scalar("text"), typeof(string), "text" },
        { Scalar(""), typeof(string), "" },
        { Scalar("true"), typeof(string), "true" },
        { Scalar("ref:a \"quoted\" \u001e \u2028 😀"), typeof(string), "ref:a \"quoted\" \u001e \u2028 😀" },
        { Scalar("half a character \ud83d"), typeof(string), "half a character \ud83d" },
        { Scalar(new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc)), typeof(DateTime), new DateTime(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc) },
        { Scalar(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromMinutes(330))), typeof(DateTimeOffset), new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromMinutes(330)) },
        { Scalar(new DateOnly(2026, 1, 31)), typeof(DateOnly), new DateOnly(2026, 1, 31) },
        { Scalar(new TimeOnly(12, 30, 15, 5)), typeof(TimeOnly), new TimeOnly(12, 30, 15, 5) },
        { Scalar(TimeSpan.FromTicks(-1)), typeof(TimeSpan), TimeSpan.FromTicks(-1) },
        { Scalar(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")), typeof(Guid), Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e") },
        { Scalar(new Uri("data/ä b.csv", UriKind.Relative)), typeof(Uri), new Uri("data/ä b.csv", UriKind.Relative) },
        { Scalar(new Version(1, 2, 3)), typeof(Version), new Version(1, 2, 3) },
        { new ArgumentValue.Enumeration("Friday", 5), typeof(DayOfWeek), DayOfWeek.Friday },
        { new ArgumentValue.Enumeration("Friday", 5), typeof(DayOfWeek?), DayOfWeek.Friday },
        { new ArgumentValue.Enumeration("Read, Write", 3), typeof(FileAccess), FileAccess.ReadWrite },
        { new ArgumentValue.JsonNumber("15e-1"), typeof(double), 1.5 },
        { new ArgumentValue.JsonNumber("1e3"), typeof(int), 1000 },
        { List(Scalar(1L), Scalar(2L)), typeof(int[]), new[] { 1, 2 } },
        { List(Scalar(1L), ArgumentValue.Null.Instance), typeof(List<int?>), new List<int?> { 1, null } },
        { List(List(Scalar("a")), List()), typeof(string[][]), new string[][] { ["a"], [] } },
        { Map(("a", Scalar(1L)), ("b", Scalar(2L))), typeof(Dictionary<string, int>), new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 } },
        { Map(("$tango", Scalar(1L))), typeof(Dictionary<string, int>), new Dictionary<string, int> { ["$tango"] = 1 } },
        { Map(("a", Scalar(1.50m))), typeof(Dictionary<string, decimal>), new Dictionary<string, decimal> { ["a"] = 1.50m } },
        { Map(("a", Scalar(BigInteger.Pow(10, 50)))), typeof(Dictionary<string, BigInteger>), new Dictionary<string, BigInteger> { ["a"] = BigInteger.Pow(10, 50) } },
        { Map(("a", Scalar(1.5e-7)), ("b", Scalar(double.NaN))), typeof(Dictionary<string, double>), new Dictionary<string, double> { ["a"] = 1.5e-7, ["b"] = double.NaN } },
        { Map(("a", List(Scalar("x")))), typeof(IReadOnlyDictionary<string, List<string>>), new Dictionary<string, List<string>> { ["a"] = ["x"] } },
        { Map(("a", new ArgumentValue.Enumeration("Friday", 5))), typeof(Dictionary<string, DayOfWeek>), new Dictionary<string, DayOfWeek> { ["a"] = DayOfWeek.Friday } },
        { new ArgumentValue.File("/p/a.txt", "a.txt"), typeof(InputFile), new InputFile("/p/a.txt") },
        { Map(("a", new ArgumentValue.File("/p/a.txt", "a.txt"))), typeof(Dictionary<string, InputFile>), new Dictionary<string, InputFile> { ["a"] = new("/p/a.txt") } },
        { List(new ArgumentValue.File("/p/a.txt", "a.txt")), typeof(List<InputFile>), new List<InputFile> { new("/p/a.txt") } },
    };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Values))]
    public void A_step_is_given_what_was_declared(object value, Type type, object? expected)
    {
        var converted = new ArgumentConverter(_ => throw new InvalidOperationException()).Convert(ThroughFile((ArgumentValue)value), type);

        Assert.Equal(expected, converted);
        Assert.True(converted is not double number || BitConverter.DoubleToInt64Bits(number) == BitConverter.DoubleToInt64Bits((double)expected!));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_step_in_this_process_is_given_the_same(object value, Type type, object? expected) =>
        Assert.Equal(expected, new ArgumentConverter(_ => throw new InvalidOperationException()).Convert((ArgumentValue)value, type));

    [Fact]
    public void Input_files_are_files()
    {
        var files = new ArgumentValue.Files([new("/p/a.txt", "a.txt"), new("/p/b.txt", "b.txt")]);

        Assert.Equal(files, ThroughFile(files));
    }

    [Fact]
    public void References_keep_their_way_into_the_result()
    {
        var reference = new ArgumentValue.Reference(new StepReference("a.b", ["Train", "0", "k]y"]));

        Assert.Equal(reference, ThroughFile(reference));
    }

    [Fact]
    public void A_map_that_looks_like_ours_stays_the_users()
    {
        var map = Map(("$tango", Map(("ref", List(Scalar("x"))))), ("a", Map(("$tango", Scalar("y")))));

        Assert.Equal(map, ThroughFile(map));
    }

    [Fact]
    public void Arguments_nested_as_deep_as_can_be_declared_survive()
    {
        ArgumentValue value = Scalar("x");
        for (var depth = 0; depth < 511; depth++)
            value = Map(("$tango", value));

        Assert.Equal(value, ThroughFile(value));
    }

    [Fact]
    public void An_object_of_the_users_is_made_by_the_JSON_rules()
    {
        var value = Map(("rate", new ArgumentValue.JsonNumber("15e-8")), ("DAY", Scalar("Friday")), ("tags", List(Scalar("a"), Scalar("b"))));

        var settings = (TrainingSettings)new ArgumentConverter(_ => null).Convert(ThroughFile(value), typeof(TrainingSettings))!;

        Assert.Equal((1.5e-7, DayOfWeek.Friday), (settings.Rate, settings.Day));
        Assert.Equal(["a", "b"], settings.Tags);
    }

    [Fact]
    public void A_plan_survives_its_file()
    {
        var plan = new ExecutionPlan
        {
            ToolVersion = "1.2.3",
            ProjectFile = "/p/p.csproj",
            Assembly = "/p/bin/p.dll",
            AdditionalAssemblies = ["/q/bin/q.dll"],
            Program = [new StampedFile("/p/bin/p.dll", new FileStamp(1, 2, 3, 4))],
            CacheDirectory = "/cache",
            Redirected = [KeyValuePair.Create("Step-1-0123", "/elsewhere")],
            ScratchDirectory = "/p/obj/scratch",
            SubstituteDirectory = "/state/results-1",
            FindsEarlierResults = true,
            Slurm = new() { Worker = ["dotnet", "exec"], Options = ["--partition=long"], MaxJobs = 7, IsDetached = true, KeepsJobs = true, SendsFiles = true, Exports = ["/bin/model.onnx"], Store = "/state/store.json" },
            Options = new() { MaxParallelism = 7, Gpus = 3, KeepGoing = false, CheckInputs = true },
            Inputs = [new ExecutionInput("in", "Id-1", new StepMethod("A", "T", "Run"), "json.zst", "/other/cache")],
            Formats = [new Tango.Formats.CustomFormat("N.F", "A", 2)],
            Steps =
            [
                new ExecutionStep
                {
                    Name = "step",
                    UniqueId = "Step-1-abc",
                    Method = new StepMethod("A", "N.T", "RunAsync"),
                    Type = "N.T",
                    Version = "1",
                    CodeFingerprint = "ff",
                    Format = "json.zst",
                    IsCacheable = true,
                    IsForced = true,
                    SameAs = "other",
                    Reason = "first run",
                    InputFiles = [new StampedFile("/p/a.txt", new FileStamp(1L << 40, 638_000_000_000_000_000, 638_000_000_000_000_001, 1L << 41))],
                    Arguments = [new("b", Scalar("x")), new("a", Scalar(true))],
                    After = ["other"],
                    Identity = [new IdentityEntry { Name = "argument:a", Hash = "00", Text = "true" }],
                    Dependencies = ["Id-1"],
                    CutoffPart = "abc",
                    IsReadInProject = true,
                    LastDuration = TimeSpan.FromSeconds(1.5),
                    FailedAttempts = 2,
                    Options = new StepOptions { Cpus = 2, Memory = 1L << 40, Gpus = 2, Timeout = TimeSpan.FromSeconds(1.5), Retries = 3, Executor = "local" },
                },
            ],
        };

        ExecutionPlanFile.Write(PlanFile, plan);
        var read = ExecutionPlanFile.Read(PlanFile);

        AssertSameMembers(plan, read);
        AssertSameMembers(plan.Slurm!, read.Slurm!);
        AssertSameMembers(plan.Inputs[0], Assert.Single(read.Inputs));
        AssertSameMembers(plan.Steps[0], Assert.Single(read.Steps));
    }

    [Fact]
    public void Options_of_a_job_survive_their_file()
    {
        var step = new ExecutionStep
        {
            Name = "step",
            UniqueId = "Step-1-abc",
            Method = new StepMethod("A", "N.T", "Run"),
            Type = "N.T",
            Format = "json",
            Options = new StepOptions { SlurmOptions = ["--nice", "--comment=a;b"] },
        };

        ExecutionPlanFile.Write(PlanFile, new ExecutionPlan { ToolVersion = "1.2.3", Steps = [step] });

        Assert.Equal(["--nice", "--comment=a;b"], Assert.Single(ExecutionPlanFile.Read(PlanFile).Steps).Options.SlurmOptions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"toolVersion\": \"1\", \"schemaVersion\": 999}")]
    [InlineData("{\"toolVersion\": \"1\", \"schemaVersion\": 1, \"maxParallelism\": 0}")]
    [InlineData("{\"toolVersion\": \"1\", \"schemaVersion\": 1, \"gpus\": -1}")]
    public void What_is_no_plan_of_this_version_is_refused(string content)
    {
        File.WriteAllText(PlanFile, content);

        var exception = Assert.Throws<InvalidDataException>(() => ExecutionPlanFile.Read(PlanFile));

        Assert.Contains(PlanFile, exception.Message, StringComparison.Ordinal);
    }

    private ArgumentValue ThroughFile(ArgumentValue value)
    {
        var step = new ExecutionStep
        {
            Name = "s",
            UniqueId = "S-1",
            Method = new StepMethod("A", "T", "Run"),
            Type = "T",
            Format = "json",
            Arguments = [new("a", value)],
        };
        ExecutionPlanFile.Write(PlanFile, new ExecutionPlan { ToolVersion = "1", Steps = [step] });
        return ExecutionPlanFile.Read(PlanFile).Steps[0].Arguments[0].Value;
    }

    private static ArgumentValue.Scalar Scalar(object value) => new(value);

    private static ArgumentValue.List List(params ArgumentValue[] items) => new([.. items]);

    private static ArgumentValue.Map Map(params (string Name, ArgumentValue Value)[] members) =>
        new([.. members.Select(member => KeyValuePair.Create(member.Name, member.Value))]);

    // By reflection, so that no member added later is forgotten: neither in the file nor here.
    private static void AssertSameMembers<T>(T written, T read)
        where T : class
    {
        foreach (var member in typeof(T).GetProperties().Where(member => member.Name is not (nameof(ExecutionPlan.Steps) or nameof(ExecutionPlan.Slurm))))
        {
            var values = ValuesOf(member.GetValue(written));

            Assert.True(values.Count > 0 && values.TrueForAll(value => value is not (null or 0 or 0L or "")), $"{member.Name} has no value that could be lost.");
            Assert.Equal(values, ValuesOf(member.GetValue(read)));
        }
    }

    private static List<object?> ValuesOf(object? value) => value is System.Collections.IEnumerable items and not string ? [.. items.Cast<object?>()] : [value];
}
