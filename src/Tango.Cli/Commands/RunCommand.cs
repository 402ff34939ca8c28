using System.CommandLine;
using System.Text.Json.Nodes;
using Tango.Cli.Live;
using Tango.Cli.Otlp;
using Tango.Cli.Output;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Cli.Commands;

/// <summary><c>tango run</c>: builds, and shows the steps while they run.</summary>
internal static class RunCommand
{
    // Often enough for bars that move, seldom enough for no work.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    // A step that has not run for so long is as good as new.
    private const int RememberedRuns = 20;

    private const string BuildIdVariable = "TANGO_BUILD_ID";

    public static Command Create(CliContext context)
    {
        var options = new BuildOptions(context);
        var trace = new Option<string?>("--trace") { Description = "Write when which step ran to FILE, for Perfetto or chrome://tracing.", HelpName = "FILE" };
        var otlp = new Option<string?>("--otlp")
        {
            Description = "Send spans to a collector of OpenTelemetry, by default that of OTEL_EXPORTER_OTLP_ENDPOINT, else http://localhost:4318.",
            HelpName = "ENDPOINT",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("run", "Builds with dotnet build, and shows the steps while they run.") { Options = { trace, otlp } };
        options.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var workspace = arguments.WorkspaceOf(context);
            var isJson = arguments.GetValue(CommonOptions.Json);
            var began = DateTimeOffset.UtcNow;

            var target = OtlpTarget.Find(arguments.GetResult(otlp) is not null, arguments.GetValue(otlp), Environment.GetEnvironmentVariable);
            using var export = target is null ? null : new OtlpExport(target, Environment.GetEnvironmentVariable);

            // One that is given joins several builds.
            var id = BuildId(Environment.GetEnvironmentVariable(BuildIdVariable));
            var (code, totals, hasOutcome) = await BuildAsync(context, workspace, options.Arguments(arguments), [KeyValuePair.Create(BuildIdVariable, (string?)id), .. export?.Variables ?? []], isJson, cancellationToken).ConfigureAwait(false);

            // With the records of this build.
            var built = Workspace.At(context.Folder, arguments.GetValue(CommonOptions.Runs)).FindBuild(id, began);
            WriteEnd(context, built, code, totals, hasOutcome, isJson);
            if (arguments.GetValue(trace) is { } path)
                WriteTrace(context, built, path);

            if (export is not null && await export.EndAsync(built, code == 0, cancellationToken).ConfigureAwait(false) is { } problem)
                context.Error.WriteLine($"tango: warning: spans were not sent: {PrintableText.Line(problem)}");

            cancellationToken.ThrowIfCancellationRequested();
            return code == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    /// <summary>The id of the build. Blanks around one that is given are no part of it.</summary>
    internal static string BuildId(string? given) => given?.Trim() is { Length: > 0 } id ? id : Guid.NewGuid().ToString("n");

    // Returns the exit code, null if the build was interrupted; the counts of steps that were seen, null if none was; and whether a project has said what became of its steps.
    private static async Task<(int? Code, string? Totals, bool HasOutcome)> BuildAsync(
        CliContext context, Workspace workspace, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>> variables, bool isJson, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("tango-events-").FullName;
        try
        {
            using var events = new EventFiles(directory);
            using var times = new StepTimes(workspace.Records.Take(RememberedRuns).SelectMany(record => record.Steps));
            var live = new LiveBuild(times.Find, TimeProvider.System);
            var view = new LiveView(context.Console, live, TimeProvider.System);
            var problems = new ProblemLines();
            var build = new DotNetCommand(context) { Environment = { ["TangoEventsDirectory"] = directory } };
            foreach (var (name, value) in variables)
                build.Environment[name] = value;

            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = build.BuildAsync(arguments, problems.Take, end.Token);
            try
            {
                while (!running.IsCompleted)
                {
                    Follow();
                    await Task.WhenAny(running, Task.Delay(Interval, CancellationToken.None)).ConfigureAwait(false);
                }

                Follow();
                view.End();
            }
            catch
            {
                // Nobody sees the build any more: it must not go on by itself.
                await end.CancelAsync().ConfigureAwait(false);
                await EndAsync(running).ConfigureAwait(false);
                throw;
            }

            var code = await EndAsync(running).ConfigureAwait(false);
            if (code is { } ended)
                problems.End(ended, context.Error);

            return (code, live.HasRun ? view.Totals() : null, problems.HasOutcome);

            void Follow()
            {
                foreach (var (run, runEvent) in events.ReadNew())
                {
                    live.Take(run, runEvent);
                    if (!isJson)
                        view.Take(run, runEvent);
                }

                foreach (var line in problems.ReadNew())
                {
                    if (isJson)
                        context.Error.WriteLine(line);
                    else if (BuildLine.IsServerCommand(line))
                        context.Out.WriteLine(line);
                    else
                        view.WriteLine(line, BuildLine.IsError(line) ? "red" : "yellow");
                }

                if (!isJson)
                    view.Draw();
            }
        }
        finally
        {
            FileChange.DeleteFolder(directory);
        }
    }

    private static async Task<int?> EndAsync(Task<int> build)
    {
        try
        {
            return await build.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static void WriteTrace(CliContext context, RecordedBuild? build, string path)
    {
        if (build is null)
        {
            context.Error.WriteLine("tango: no step ran, so there is no trace. Run one again with --force STEP.");
            return;
        }

        using var file = File.Create(Path.GetFullPath(path, context.Folder));
        TraceFile.Write(file, build);
    }

    private static void WriteEnd(CliContext context, RecordedBuild? build, int? code, string? totals, bool hasOutcome, bool isJson)
    {
        if (isJson)
        {
            JsonText.Write(context.Out, new JsonObject
            {
                ["succeeded"] = code == 0,
                ["interrupted"] = code is null,
                ["steps"] = JsonText.Array(build?.Steps ?? [], entry => new JsonObject
                {
                    ["project"] = entry.Record.Project,
                    ["name"] = entry.Step.Name,
                    ["state"] = Runs.RecordedState.Format(entry.Step.State),
                    ["seconds"] = entry.Step.Duration.TotalSeconds,
                    ["cpuSeconds"] = entry.Step.CpuTime?.TotalSeconds,
                    ["peakMemory"] = entry.Step.PeakMemory,
                    ["reason"] = entry.Step.Reason,
                    ["summary"] = entry.Step.Summary,
                    ["metrics"] = JsonText.Metrics(entry.Step.Metrics),
                    ["error"] = entry.Step.Error,
                }),
            });
            return;
        }

        context.Out.WriteLine(code is null ? $"Interrupted.{(build is not null ? " " + Summary(build) : totals is not null ? $" {totals}." : "")}"
            : build is not null ? Summary(build)
            : totals is not null ? $"{totals}. The records of the runs are not in the directory that was looked at: name it with --runs."
            : code != 0 ? "The build failed before a step ran."
            : hasOutcome ? "Nothing to run: all steps are up to date."
            : "Nothing to run: no project of this build has steps of Tango.Build. To add the package and a first step: tango init");
    }

    private static string Summary(RecordedBuild build)
    {
        (Runs.StepState State, string Word)[] states = [(Runs.StepState.Ran, "ran"), (Runs.StepState.Cached, "cached"), (Runs.StepState.Failed, "failed"), (Runs.StepState.Blocked, "blocked"), (Runs.StepState.Submitted, "submitted"), (Runs.StepState.NotRun, "not run")];
        var counts = string.Join(", ", states.Select(state => (Count: build.Count(state.State), state.Word)).Where(part => part.Count > 0).Select(part => $"{Texts.Count(part.Count)} {part.Word}"));
        var took = build.Duration is { } duration ? $" in {DurationText.Format(duration)}" : "";
        var saved = build.Saved > TimeSpan.Zero ? $"; the cache saved {DurationText.Format(build.Saved)}" : "";
        var failed = build.Steps.FirstOrDefault(entry => entry.Step.State == Runs.StepState.Failed).Step;
        return $"{counts}{took}{saved}.{(failed is null ? "" : $" More of the failure: tango log {failed.Name}")}";
    }
}
