using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>Switches of the runtime that can change a result are part of the fingerprint; how the SDK tunes a program is not.</summary>
public sealed class RuntimeSwitchTests : IDisposable
{
    private const string Invariant = "System.Globalization.Invariant";
    private const string Template = """{ /* of the program */ "configProperties": { "My.Level": 3, "My.Switch": true, "My.Name": "x" } }""";

    private readonly CompiledProjects _projects = new();

    public static TheoryData<string, string[], string[], string[]> Switches => new()
    {
        { "set", [], [Invariant, "true"], ["switch " + Invariant] },
        { "another value", [Invariant, "true"], [Invariant, "false"], ["switch " + Invariant] },
        { "taken back", ["My.Switch", "1"], [], ["switch My.Switch"] },
        { "one of the project's own", ["My.Switch", "true"], ["My.Switch", "false"], ["switch My.Switch"] },
        { "cultures", [], ["System.Globalization.PredefinedCulturesOnly", "false"], ["switch System.Globalization.PredefinedCulturesOnly"] },
        { "JSON", [], ["System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", "false"], ["switch System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault"] },
        { "a serializer that is off by default", [], ["System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization", "true"], ["switch System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization"] },
        { "another spelling", ["My.Switch", "True"], ["My.Switch", "true"], [] },
        { "another order", ["My.A", "1", "My.B", "2"], ["My.B", "2", "My.A", "1"], [] },
        { "what Release has", [], ["System.Reflection.Metadata.MetadataUpdater.IsSupported", "false"], [] },
        { "what the SDK always writes", [], ["System.Runtime.Serialization.EnableUnsafeBinaryFormatterSerialization", "false"], [] },
        { "what the SDK writes for every Windows framework", [], ["CSWINRT_USE_WINDOWS_UI_XAML_PROJECTIONS", "false"], [] },
        { "the same, changed", [], ["CSWINRT_USE_WINDOWS_UI_XAML_PROJECTIONS", "true"], ["switch CSWINRT_USE_WINDOWS_UI_XAML_PROJECTIONS"] },
        { "the garbage collector", [], ["System.GC.Server", "true", "System.GC.Concurrent", "false", "System.GC.RetainVM", "true"], [] },
        { "the compiler", [], ["System.Runtime.TieredCompilation", "false", "System.Runtime.TieredCompilation.QuickJit", "false", "System.Runtime.TieredPGO", "false"], [] },
        { "threads", [], ["System.Threading.ThreadPool.MinThreads", "9"], [] },
        { "tracing", [], ["System.Diagnostics.Tracing.EventSource.IsSupported", "false", "System.Diagnostics.Debugger.IsSupported", "false"], [] },
    };

    public static TheoryData<string, string?, string?, string[]> Files => new()
    {
        { "a template", null, Template, ["switch My.Level", "switch My.Name", "switch My.Switch"] },
        { "another value", Template, Template.Replace("3", "4", StringComparison.Ordinal), ["switch My.Level"] },
        { "removed", Template, null, ["switch My.Level", "switch My.Name", "switch My.Switch"] },
        { "a program's own file", Template, $$"""{ "runtimeOptions": { "tfm": "net10.0", {{Template.AsSpan(2, Template.Length - 4)}} } }""", [] },
        { "formatting", Template, Template.Replace(",", ",\n", StringComparison.Ordinal), [] },
        { "other options", Template, Template.Replace("\"configProperties\"", "\"rollForward\": \"Major\", \"configProperties\"", StringComparison.Ordinal), [] },
        { "one without switches", null, "{}", [] },
        { "one that cannot be read", null, "{", ["switch runtimeconfig.template.json"] },
    };

    public void Dispose() => _projects.Dispose();

    [Theory]
    [MemberData(nameof(Switches))]
    public void Items_count_as_far_as_they_can_change_a_result(string what, string[] before, string[] now, string[] expected)
    {
        var assemblies = Compile();
        var changes = new CodeChanges(_projects, "S");
        changes.Begin(assemblies with { RuntimeSwitches = SetOf(before) });

        Assert.True(expected.SequenceEqual(changes.End(assemblies with { RuntimeSwitches = SetOf(now) })), what);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Files_that_set_further_ones_count_too(string what, string? before, string? now, string[] expected)
    {
        var path = Path.Combine(_projects.Folder, "runtimeconfig.template.json");
        var assemblies = Compile() with { RuntimeConfigFiles = [path] };
        var changes = new CodeChanges(_projects, "S");
        Write(before);
        changes.Begin(assemblies);
        Write(now);

        Assert.True(expected.SequenceEqual(changes.End(assemblies)), what);

        void Write(string? text)
        {
            File.Delete(path);
            if (text is not null)
                File.WriteAllText(path, text);
        }
    }

    [Fact]
    public void An_item_goes_before_a_template_and_both_ways_of_setting_are_one()
    {
        var path = Path.Combine(_projects.Folder, "runtimeconfig.template.json");
        File.WriteAllText(path, Template);
        var assemblies = Compile();
        var changes = new CodeChanges(_projects, "S");
        changes.Begin(assemblies with { RuntimeSwitches = SetOf("My.Level", "4", "My.Name", "x", "My.Switch", "True") });

        Assert.Empty(changes.End(assemblies with { RuntimeSwitches = SetOf("My.Level", "4"), RuntimeConfigFiles = [path] }));
    }

    private StepAssemblies Compile()
    {
        _projects.Compile("Main", "public sealed class S : Step<int> { public int Run() => 1; }");
        return _projects.Assemblies("Main");
    }

    private static Dictionary<string, string> SetOf(params string[] namesAndValues) =>
        namesAndValues.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);
}
