using System.Diagnostics;
using System.Text;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.Execution.Worker;
using Tango.Core.Tests.Runs.Tracing;
using Tango.Execution.Plans;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Running;

/// <summary>The spans of runs and steps.</summary>
public sealed class TracedStepTests : IDisposable
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string NotSampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Each_step_that_runs_has_a_span_below_that_of_its_run()
    {
        using var spans = new RecordedSpans();
        _project.Declare<Constant>("one", "Value=1").Declare<Plus>("sum", "Left=ref:one", "Right=2");

        await _project.RunAsync();

        var one = spans["one"];
        Assert.Equal((spans.Root.SpanId, ActivityKind.Internal, ActivityStatusCode.Unset), (one.ParentSpanId, one.Kind, one.Status));
        Assert.Equal("one", one.GetTagItem("cicd.pipeline.task.name"));
        Assert.Equal("success", one.GetTagItem("cicd.pipeline.task.run.result"));
        Assert.Equal((_project.UniqueId("one"), "ran", false, "first run"), (one.GetTagItem("tango.id"), one.GetTagItem("tango.state"), one.GetTagItem("tango.cached"), one.GetTagItem("tango.reason")));
        Assert.True(spans["sum"].StartTimeUtc >= one.StartTimeUtc + one.Duration);
    }

    [Fact]
    public async Task In_code_the_run_has_a_span_and_its_steps_are_below_it()
    {
        using var spans = new RecordedSpans();
        var one = Step.Create<Constant>(new { value = 41 }, new StepOptions { Name = "traced" });

        await one.ResultAsync(new MemoryStepCache());

        Assert.Equal((spans.Root.SpanId, ActivityKind.Server), (spans["RUN"].ParentSpanId, spans["RUN"].Kind));
        Assert.Equal(("RUN", 1, "success"), (spans["RUN"].GetTagItem("cicd.pipeline.action.name"), spans["RUN"].GetTagItem("tango.steps.ran"), spans["RUN"].GetTagItem("cicd.pipeline.result")));
        Assert.Equal(spans["RUN"].SpanId, spans["traced"].ParentSpanId);
    }

    [Theory]
    [InlineData("failure", "TANGO0201", "System.InvalidOperationException")]
    [InlineData("timeout", "TANGO0205", "Tango.Execution.Running.StepTimeoutException")]
    public async Task A_failure_is_an_error_with_the_exception(string result, string code, string type)
    {
        using var spans = new RecordedSpans();
        _ = result == "failure" ? _project.Declare<Fails>("step", "Message=no") : _project.Declare<WaitsAtGate>("step", $"Gate={Gate.Create().Name}", "Timeout=0:0:0.05");

        var events = await _project.RunAsync();

        var (span, failed) = (spans["step"], events.Of<RunEvent.StepFailed>().Single());
        Assert.Equal((ActivityStatusCode.Error, failed.Message), (span.Status, span.StatusDescription));
        Assert.Equal((result, code, "failed"), (span.GetTagItem("cicd.pipeline.task.run.result"), span.GetTagItem("error.type"), span.GetTagItem("tango.state")));
        var exception = Assert.Single(span.Events);
        Assert.Equal(("exception", type, failed.Message), (exception.Name, exception.Tags.Single(tag => tag.Key == "exception.type").Value, exception.Tags.Single(tag => tag.Key == "exception.message").Value));
    }

    [Fact]
    public async Task A_result_that_was_found_and_a_cancelled_step_are_told_as_that()
    {
        using var spans = new RecordedSpans();
        using var cancelled = new CancellationTokenSource();
        var gate = Gate.Create();
        _project.Declare<Constant>("one", "Value=1").Declare<Constant>("same", "Value=1").Declare<WaitsAtGate>("waits", $"Gate={gate.Name}");

        var events = new RecordedEvents();
        var running = _project.RunAsync(_project.ExecutionPlan(), events, cancellationToken: cancelled.Token);
        await Task.WhenAll(gate.Entered, events.When(happened => happened is RunEvent.StepCompleted { Step: "same" })).WaitAsync(TestLimits.Hang);
        await cancelled.CancelAsync();
        await running;

        Assert.Equal(("cached", true, "success"), (spans["same"].GetTagItem("tango.state"), spans["same"].GetTagItem("tango.cached"), spans["same"].GetTagItem("cicd.pipeline.task.run.result")));
        Assert.Equal(("notrun", "cancellation"), (spans["waits"].GetTagItem("tango.state"), spans["waits"].GetTagItem("cicd.pipeline.task.run.result")));
    }

    [Fact]
    public async Task Secrets_are_in_no_span()
    {
        using var secret = new EnvironmentSecret("sesame-4711");
        using var spans = new RecordedSpans();
        _project.DeclareCommand("tells", $"echo ${secret.Name} >&2; exit 1", "SecretEnvironment=" + secret.Name);

        await _project.RunAsync();

        Assert.DoesNotContain("sesame-4711", spans["tells"].StatusDescription, StringComparison.Ordinal);
        Assert.DoesNotContain(spans["tells"].TagObjects, tag => $"{tag.Value}".Contains("sesame-4711", StringComparison.Ordinal));
    }

    [ShFact]
    public async Task A_command_gets_the_span_of_its_step_which_is_not_in_its_id()
    {
        _project.DeclareCommand("parent", "echo $TRACEPARENT", "CacheResults=true").DeclareCommand("own", "echo $TRACEPARENT", "Environment=TRACEPARENT=mine");
        var before = (_project.UniqueId("parent"), _project.UniqueId("own"));
        using var spans = new RecordedSpans();

        await _project.RunAsync();

        Assert.Equal(before, (_project.UniqueId("parent"), _project.UniqueId("own")));
        Assert.Equal(spans["parent"].Id, await _project.ResultAsync<string>("parent"));
        Assert.Equal("mine", await _project.ResultAsync<string>("own"));
    }

    /// <summary>The tool makes the spans when the build has ended, with the ids that were reported.</summary>
    [ShTheory]
    [Trait("Speed", "Slow")]
    [InlineData(Parent, "TANGO_LATER_SPANS=" + Parent, true)]
    [InlineData(NotSampled, "TANGO_LATER_SPANS=" + NotSampled, true)]
    [InlineData(Parent, "TANGO_LATER_SPANS=" + NotSampled, false)]
    [InlineData(Parent, "OTHER=" + Parent, false)]
    public async Task In_a_worker_a_command_gets_the_span_that_is_made_later(string parent, string variable, bool isMade)
    {
        _project.DeclareCommand("one", "echo $TRACEPARENT").DeclareCommand("two", ": two; echo $TRACEPARENT");
        var file = Path.Combine(_project.StateDirectory, "plan.json");
        ExecutionPlanFile.Write(file, TestWorker.PlanOf(_project));
        var (name, value) = (variable.Split('=')[0], variable.Split('=')[1]);
        using var worker = TestWorker.Start(new Dictionary<string, string> { ["TRACEPARENT"] = parent, [name] = value }, "run", file);
        worker.StandardInput.Close();
        var output = worker.StandardOutput.ReadToEndAsync();
        await Task.WhenAll(output, worker.StandardError.ReadToEndAsync(), worker.WaitForExitAsync());

        var started = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => RunEventJson.Read(Encoding.UTF8.GetBytes(line))).OfType<RunEvent.StepStarted>().ToList();
        Assert.Equal(2, started.Count);
        foreach (var step in started)
            Assert.Equal(isMade ? $"{parent[..36]}{step.SpanId}{parent[^3..]}" : parent, await _project.ResultAsync<string>(step.Step));

        Assert.Equal(isMade ? 2 : 1, started.Select(step => step.SpanId).Distinct().Count());
    }

    [ShTheory]
    [Trait("Speed", "Slow")]
    [InlineData(Parent, Parent)]
    [InlineData(Parent, NotSampled)]
    [InlineData(Parent, "")]
    [InlineData(null, Parent)]
    public async Task In_a_worker_a_command_does_not_inherit_the_announcement_of_spans(string? parent, string announced)
    {
        _project.DeclareCommand("one", "echo ${TANGO_LATER_SPANS-none}");
        var file = Path.Combine(_project.StateDirectory, "plan.json");
        ExecutionPlanFile.Write(file, TestWorker.PlanOf(_project));
        var variables = new Dictionary<string, string> { ["TANGO_LATER_SPANS"] = announced };
        if (parent is not null)
            variables["TRACEPARENT"] = parent;

        using var worker = TestWorker.Start(variables, "run", file);
        worker.StandardInput.Close();
        await Task.WhenAll(worker.StandardOutput.ReadToEndAsync(), worker.StandardError.ReadToEndAsync(), worker.WaitForExitAsync());

        Assert.Equal("none", await _project.ResultAsync<string>("one"));
    }

    /// <summary>It costs a starting worker more than anything else that is left out.</summary>
    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("TRACEPARENT", false)]
    [InlineData("TANGO_LATER_SPANS", false)]
    [InlineData("TRACEPARENT;TANGO_LATER_SPANS", true)]
    public async Task The_library_of_spans_is_loaded_only_if_somebody_may_listen(string variables, bool isLoaded)
    {
        _project.Declare<TellsLibrary>("library");
        var file = Path.Combine(_project.StateDirectory, "plan.json");
        ExecutionPlanFile.Write(file, TestWorker.PlanOf(_project));
        using var worker = TestWorker.Start(variables.Split(';').ToDictionary(name => name, _ => Parent), "run", file);
        worker.StandardInput.Close();
        await Task.WhenAll(worker.StandardOutput.ReadToEndAsync(), worker.StandardError.ReadToEndAsync(), worker.WaitForExitAsync());

        Assert.Equal(isLoaded, await _project.ResultAsync<bool>("library"));
    }

    [ShFact]
    [Trait("Speed", "Slow")]
    public async Task In_a_worker_the_parent_comes_from_the_environment()
    {
        _project.Declare<TellsSpan>("here").DeclareCommand("command", "echo $TRACEPARENT", "DependsOn=here").DeclareCommand("unheard", "echo $TRACEPARENT");
        var file = Path.Combine(_project.StateDirectory, "plan.json");
        ExecutionPlanFile.Write(file, TestWorker.PlanOf(_project) with { Options = new() { MaxParallelism = 1 } });
        using var worker = TestWorker.Start(new Dictionary<string, string> { ["TRACEPARENT"] = Parent }, "run", file);
        worker.StandardInput.Close();
        await Task.WhenAll(worker.StandardOutput.ReadToEndAsync(), worker.StandardError.ReadToEndAsync(), worker.WaitForExitAsync());

        // The step began before anything listened in the worker.
        Assert.Equal("none", await _project.ResultAsync<string>("here"));
        var id = await _project.ResultAsync<string>("command");
        Assert.StartsWith(Parent[..36], id, StringComparison.Ordinal);
        Assert.NotEqual(Parent, id);
    }
}
