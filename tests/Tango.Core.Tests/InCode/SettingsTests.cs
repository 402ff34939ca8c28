using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tango.Diagnostics;
using Tango.Execution;
using Tango.Execution.Plans;
using Tango.InCode;
using Tango.Steps;

namespace Tango.Core.Tests.InCode;

/// <summary>Whatever way a step is declared, its settings arrive where it is run.</summary>
public sealed class SettingsTests
{
    private static readonly StepOptions All = new()
    {
        CacheResults = false,
        Format = "json.gz",
        OnlyIfNeeded = false,
        Cpus = 3,
        Memory = 4096,
        Gpus = 2,
        Timeout = TimeSpan.FromSeconds(90),
        Retries = 4,
        Executor = "local",
        SlurmOptions = ["--partition=gpu", "--nice"],
    };

    /// <summary>The names of all settings but those of exports and <c>DependsOn</c>, whose steps are objects here.</summary>
    public static TheoryData<string> Names { get; } = [.. Settings.Select(setting => setting.Name)];

    private static IEnumerable<PropertyInfo> Settings =>
        typeof(StepOptions).GetProperties().Where(setting => setting.Name is not (nameof(StepOptions.Name) or nameof(StepOptions.BaseDirectory) or nameof(StepOptions.DependsOn)));

    [Fact]
    public void Every_setting_of_a_declaration_is_an_option_in_code_or_one_of_exports()
    {
        string[] elsewhere = [SettingNames.Type, SettingNames.DependsOn, SettingNames.ExportTo, SettingNames.ExportItem, SettingNames.ExportMode];

        Assert.Equal(ReservedNames.Settings.Except(elsewhere).Order(StringComparer.Ordinal), Settings.Select(setting => setting.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_given_in_JSON_arrives_where_the_step_is_run(string name)
    {
        var setting = typeof(StepOptions).GetProperty(name)!;
        var json = new JsonObject { ["type"] = "Number", ["value"] = 1, [char.ToLowerInvariant(name[0]) + name[1..]] = JsonSerializer.SerializeToNode(setting.GetValue(All)) };

        AssertArrives(setting, StepGraph.FromParams(new Dictionary<string, JsonObject> { ["one"] = json })["one"]);
        AssertArrives(setting, Step.FromParams(json, name: "one"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Settings_of_inline_steps_and_of_normalized_arguments_are_applied(string name)
    {
        var setting = typeof(StepOptions).GetProperty(name)!;
        JsonObject With(JsonObject json)
        {
            json[name] = JsonSerializer.SerializeToNode(setting.GetValue(All));
            return json;
        }

        var inline = new JsonObject { ["type"] = "Sum", ["a"] = With(new() { ["type"] = "Number", ["value"] = 1 }) };

        AssertArrives(setting, Step.FromParams(inline).Dependencies.Single());
        AssertArrives(setting, Step.FromParams(With(new() { ["type"] = "Interval", ["start"] = 1 })));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_setting_given_in_code_arrives_where_the_step_is_run(string name) =>
        AssertArrives(typeof(StepOptions).GetProperty(name)!, Step.Create<Number>(new { value = 1 }, All));

    [Theory]
    [InlineData(nameof(StepOptions.Cpus), 0)]
    [InlineData(nameof(StepOptions.Gpus), -1)]
    [InlineData(nameof(StepOptions.Memory), 0)]
    [InlineData(nameof(StepOptions.Retries), -1)]
    [InlineData(nameof(StepOptions.Timeout), 0)]
    public void A_setting_that_cannot_be_is_refused_in_code_and_in_JSON(string name, int value)
    {
        var setting = typeof(StepOptions).GetProperty(name)!;
        var type = Nullable.GetUnderlyingType(setting.PropertyType)!;
        var options = new StepOptions();
        setting.SetValue(options, type == typeof(TimeSpan) ? TimeSpan.FromSeconds(value) : Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture));
        var json = new JsonObject { ["type"] = "Number", ["value"] = 1, [name] = value };

        var inCode = Assert.Single(Assert.Throws<TangoException>(() => Step.Create<Number>(new { value = 1 }, options)).Diagnostics);
        var inJson = Assert.Single(Assert.Throws<TangoException>(() => Step.FromParams(json)).Diagnostics);

        Assert.Equal((Descriptors.InvalidSetting, name), (inCode.Descriptor, inCode.Subject.Argument));
        Assert.Equal((Descriptors.InvalidSetting, name), (inJson.Descriptor, inJson.Subject.Argument));
    }

    [Fact]
    public void Steps_made_in_code_share_the_graphics_processors_of_a_run()
    {
        var json = new Dictionary<string, JsonObject>
        {
            ["a"] = new() { ["type"] = "Number", ["value"] = 1, ["gpus"] = 1 },
            ["b"] = new() { ["type"] = "Number", ["value"] = 2, ["Gpus"] = 1 },
            ["c"] = new() { ["type"] = "Number", ["value"] = 3 },
        };
        var made = Step.Create<Number>(new { value = 4 }, new StepOptions { Name = "d", Gpus = 1 });

        var schedule = new Schedule(PlanOf([.. StepGraph.FromParams(json).Steps.Values, made]) with { Options = new() { MaxParallelism = 8 } });
        var first = schedule.TryStart()!;
        var second = schedule.TryStart()!;

        Assert.Equal(("a", "c"), (first.Name, second.Name));
        Assert.Null(schedule.TryStart());
        schedule.End(first, StepCompletion.Completed);
        Assert.Equal("b", schedule.TryStart()!.Name);
        Assert.Null(schedule.TryStart());
    }

    private static void AssertArrives(PropertyInfo setting, Step step)
    {
        var toRun = Assert.Single(PlanOf([step]).Steps);

        Assert.Equal(setting.GetValue(All), setting.GetValue(toRun.Options));
    }

    private static ExecutionPlan PlanOf(IReadOnlyList<Step> steps) => ExecutionPlanMaker.Make(InMemoryPlan.Make(steps, new MemoryStepCache()).Plan, "1.2.3");
}
