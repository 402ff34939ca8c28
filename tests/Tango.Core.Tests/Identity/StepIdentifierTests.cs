using Tango.Core.Tests.Parameters;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.Identity;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Core.Tests.Identity;

public sealed class StepIdentifierTests
{
    private static readonly StepType Train = new()
    {
        ClassName = "Train",
        FullName = "Demo.Train",
        AssemblyName = "Demo",
        DeclaringType = "Demo.Train",
        MethodName = "Run",
        Deterministic = true,
        Version = "1",
        CodeFingerprint = "aaaa",
        Result = new ResultType(new TypeName("Demo.Model"), [], []),
        Parameters = [new StepParameter("epochs", Types.Int)],
    };

    private static readonly StepNode Standard = Node(Train);

    /// <summary>Steps that differ in one thing, and their ids: pinned, as the encoding is.</summary>
    public static TheoryData<string, object, string> Others { get; } = new()
    {
        { "nothing else", Standard, "Train-1-foj2oyxlmdvq5ewoc23q6pia7vjbcs3e" },
        { "namespace", Node(Train with { FullName = "Other.Train" }), "Train-1-nnipo2bnty6im3f3m4e2pmyfitawbgsk" },
        { "class", Node(Train with { ClassName = "Fit", FullName = "Demo.Fit" }), "Fit-1-m2snthjnfd3qfhr5ap75cdhi7eqelqr2" },
        { "version", Node(Train with { Version = "2" }), "Train-2-wqnt5aepdzasay5iffl2ajqrsmp2cyoq" },
        { "no version", Node(Train with { Version = null }), "Train-qwyhvjadq24vxcogr733akc7a6fprdtu" },
        { "format", Node(Train, new StepOptions { Format = "text" }), "Train-1-cyesk2vumonfw2a7icvnadjt6vug6vgj" },
        { "own format", Node(Train, new StepOptions { Format = "Demo.ModelFormat" }), "Train-1-354u32kwmuymuzngw5uyljx5bjr7fprr" },
        { "argument", Node(Train, null, Argument("epochs", 6)), "Train-1-vxwpq2uhtdzjeepmk4eglmfybzbaughb" },
        { "argument's type", Node(Train, null, new StepArgument(new StepParameter("epochs", Types.Text), new ArgumentValue.Scalar("5"), false)), "Train-1-66ee6ol54vjfsrbvs5bqsrayhslh2wb4" },
        { "argument's name", Node(Train, null, Argument("rounds", 5)), "Train-1-bwn5h536inqob3l34z6ohddcsya6pfkn" },
        { "one more argument", Node(Train, null, Argument("depth", 5), Argument("epochs", 5)), "Train-1-2juvevpsxd7pcbaomphrg4xb5m6fk73k" },
    };

    public static TheoryData<string, object> SameSteps { get; } = new()
    {
        { "step name", Node("another name", Train, new StepOptions()) },
        { "assembly", Node(Train with { AssemblyName = "Demo2", DeclaringType = "X", MethodName = "RunAsync" }) },
        { "registered name", Node(Train with { RegisteredName = "trainer" }) },
        { "code under a version", Node(Train with { CodeFingerprint = "bbbb" }) },
        { "caching of the type", Node(Train with { Caching = StepCaching.Never }) },
        { "caching of the step", Node(Train, new StepOptions { CacheResults = false }) },
        { "only if needed", Node(Train, new StepOptions { OnlyIfNeeded = true }) },
        { "resources", Node(Train, new StepOptions { Cpus = 8, Memory = 1, Gpus = 1, Timeout = TimeSpan.FromHours(1), Retries = 3 }) },
        { "exports", Node("train", Train, new StepOptions(), export: new ExportSettings { To = "x", Item = "None" }) },
        { "DependsOn", Node("train", Train, new StepOptions(), orderOnly: [Node("x", Train, new StepOptions())]) },
        { "default spelled out as the format", Node(Train, new StepOptions { Format = "json" }) },
        { "compression", Node(Train, new StepOptions { Format = "json.gz" }) },
        { "argument left to its default", Node(Train, null, Argument("epochs", 5) with { IsDefault = true }) },
    };

    [Fact]
    public void An_id_is_the_class_the_version_and_32_safe_characters() =>
        Assert.Matches("^Train-1-[a-z2-7]{32}$", IdOf(Standard));

    [Fact]
    public void Without_a_version_an_id_is_the_class_and_the_hash() =>
        Assert.Matches("^Train-[a-z2-7]{32}$", IdOf(Node(Train with { Version = null })));

    [Theory]
    [MemberData(nameof(Others))]
    public void A_step_has_the_id_it_has_always_had(string what, object node, string id) =>
        Assert.True(id == IdOf((StepNode)node), $"{what} is {IdOf((StepNode)node)}");

    [Theory]
    [MemberData(nameof(SameSteps))]
    public void It_is_not_in_the_id(string what, object node) => Assert.True(IdOf(Standard) == IdOf((StepNode)node), what);

    [Fact]
    public void Everything_that_is_in_the_id_makes_its_own_id()
    {
        var nodes = Others.Select(row => (StepNode)row[1]).ToList();

        Assert.Equal(nodes.Count, nodes.Select(IdOf).Distinct().Count());
    }

    [Fact]
    public void Without_a_version_the_code_is_in_the_id()
    {
        var one = Node(Train with { Version = null });
        var other = Node(Train with { Version = null, CodeFingerprint = "bbbb" });

        Assert.NotEqual(IdOf(one), IdOf(other));
        Assert.Equal(IdOf(one, CodeIdentity.None), IdOf(other, CodeIdentity.None));
    }

    [Fact]
    public void The_old_version_has_the_old_id() =>
        Assert.Equal(IdOf(Standard), IdOf(Node(Train with { Version = "2" } with { Version = "1" })));

    [Fact]
    public void An_upstream_step_is_in_the_id_by_its_id_and_the_part_taken()
    {
        var (one, other) = (Node("one", Train, new StepOptions()), Node("two", Train with { Version = "2" }, new StepOptions()));
        var renamed = Node("renamed", Train, new StepOptions());

        Assert.Equal(IdOfDependent(one), IdOfDependent(renamed));
        Assert.NotEqual(IdOfDependent(one), IdOfDependent(other));
        Assert.NotEqual(IdOfDependent(one), IdOfDependent(one, "Weights"));
        Assert.NotEqual(IdOfDependent(one, "Weights", "0"), IdOfDependent(one, "Weights0"));
    }

    [Fact]
    public void A_step_that_is_not_deterministic_has_a_new_id_every_time()
    {
        var dice = Node("dice", Train with { Deterministic = false }, new StepOptions());

        Assert.NotEqual(IdOf(dice), IdOf(dice));
        Assert.Matches("^Train-1-[a-z2-7]{32}$", IdOf(dice));
    }

    [Fact]
    public void What_depends_on_a_step_that_is_not_deterministic_cannot_be_found_again()
    {
        var dice = Node("dice", Train with { Deterministic = false }, new StepOptions());
        var dependent = Dependent("dependent", dice);
        var graph = new StepGraph([dice, dependent, Dependent("further", dependent), Node("beside", Train, new StepOptions())]);

        Assert.Equal([false, false, false, true], Identify(graph).Select(identity => identity.IsFindable));
    }

    [Fact]
    public void An_argument_that_is_skipped_is_not_in_the_id()
    {
        var verbose = new StepParameter("verbose", Types.Int) { SkipInId = SkipInIdRule.Always };

        Assert.Equal(IdOf(Standard), IdOf(Node(Train, null, Argument("epochs", 5), Argument(verbose, 1))));
        Assert.Equal(IdOf(Standard), IdOf(Node(Train, null, Argument("epochs", 5), Argument(verbose, 2))));
    }

    [Fact]
    public void An_argument_that_is_skipped_at_one_value_is_in_the_id_at_others()
    {
        var added = new StepParameter("warmup", Types.Int) { SkipInId = SkipInIdRule.WhenDefault, SkipInIdDefault = new ArgumentValue.Scalar(0L) };

        Assert.Equal(IdOf(Standard), IdOf(Node(Train, null, Argument("epochs", 5), Argument(added, 0))));
        Assert.NotEqual(IdOf(Standard), IdOf(Node(Train, null, Argument("epochs", 5), Argument(added, 1))));
    }

    [Fact]
    public void The_entries_say_what_is_in_the_id()
    {
        var entries = Identify(new StepGraph([Standard]))[0].Entries;

        Assert.Equal(
            [("scheme", "1"), ("type", "Demo.Train"), ("version", "1"), ("format", "json 1"), ("argument:epochs", "5")],
            entries.Select(entry => (entry.Name, entry.Text)));
        Assert.All(entries, entry => Assert.Matches("^[0-9a-f]{64}$", entry.Hash));
    }

    [Fact]
    public void The_text_of_a_large_argument_is_cut()
    {
        var node = Node(Train, null, new StepArgument(new StepParameter("text", Types.Text), new ArgumentValue.Scalar(new string('x', 1000)), false));

        Assert.Equal(200, Identify(new StepGraph([node]))[0].Entries[^1].Text.Length);
    }

    private static StepNode Node(StepType type, StepOptions? settings = null, params StepArgument[] arguments) =>
        Node("train", type, settings ?? new StepOptions(), arguments: arguments is [] ? [Argument("epochs", 5)] : arguments);

    private static StepNode Node(string name, StepType type, StepOptions settings, StepArgument[]? arguments = null, StepNode[]? orderOnly = null, ExportSettings? export = null) =>
        new(0, name, type, [.. arguments ?? [Argument("epochs", 5)]], settings, [], [.. orderOnly ?? []]) { Export = export ?? ExportSettings.None };

    private static StepNode Dependent(string name, StepNode input, params string[] path)
    {
        var value = new ArgumentValue.Reference(new StepReference(input.Name, [.. path]));
        return new StepNode(1, name, Train, [new StepArgument(new StepParameter("model", Types.Anything), value, false)], new StepOptions(), [input], []);
    }

    private static StepArgument Argument(string name, long value) => Argument(new StepParameter(name, Types.Int), value);

    private static StepArgument Argument(StepParameter parameter, long value) => new(parameter, new ArgumentValue.Scalar(value), false);

    private static string IdOf(StepNode node) => IdOf(node, CodeIdentity.Auto);

    private static string IdOf(StepNode node, CodeIdentity code) => Identify(new StepGraph([.. node.OrderOnly, node]), code)[^1].UniqueId;

    private static string IdOfDependent(StepNode input, params string[] path) =>
        Identify(new StepGraph([input, Dependent("dependent", input, path)]))[1].UniqueId;

    private static System.Collections.Immutable.ImmutableArray<StepIdentity> Identify(StepGraph graph, CodeIdentity code = CodeIdentity.Auto) =>
        new StepIdentifier(new InputFileHasher(new FileHashCache()), code).Identify(graph);
}
