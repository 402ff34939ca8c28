using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Security.Cryptography;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Benchmarks.Measuring;
using Tango.Build.Tasks;
using Tango.Build.TestKit;

namespace Tango.Benchmarks.Generated;

/// <summary>
/// Executes the package's tasks in a process of their own, where nothing of them is compiled yet: that is how a build meets them. The other end of it is
/// <see cref="Serve"/>.
/// </summary>
internal static class TaskProcess
{
    /// <summary>The verb of the command line that leads to <see cref="Serve"/>.</summary>
    public const string Verb = "task";

    private const string Edited = "edited";

    /// <summary>Brings the first steps of the generated graph up to date.</summary>
    /// <param name="project">The project whose assembly holds the step type.</param>
    /// <param name="pipeline">A name for what is kept and remembered of it.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="repeats">How often it is done again in the same process.</param>
    /// <param name="program">The program to start; null: this one.</param>
    public static TaskTiming Run(PipelineProject project, string pipeline, int steps, int repeats = 0, string? program = null) =>
        Start(program, "run", project, pipeline, steps, repeats);

    /// <summary>The same after the last step got an argument that it did not have in <see cref="Run"/>.</summary>
    /// <param name="project">The project whose assembly holds the step type.</param>
    /// <param name="pipeline">A name for what is kept and remembered of it.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="program">The program to start; null: this one.</param>
    public static TaskTiming RunEdited(PipelineProject project, string pipeline, int steps, string? program = null) =>
        Start(program, Edited, project, pipeline, steps, repeats: 0);

    /// <summary>Plans the first steps of the generated graph.</summary>
    /// <param name="project">The project whose assembly holds the step type.</param>
    /// <param name="pipeline">A name for what is kept and remembered of it.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="repeats">How often it is done again in the same process.</param>
    /// <param name="program">The program to start; null: this one.</param>
    public static TaskTiming Plan(PipelineProject project, string pipeline, int steps, int repeats = 0, string? program = null) =>
        Start(program, "plan", project, pipeline, steps, repeats);

    /// <summary>The process: <c>task run|edited|plan PROJECT PIPELINE STEPS REPEATS</c>, and last the SDK's folder.</summary>
    public static int Serve(string[] arguments)
    {
        var project = PipelineProject.Open(arguments[2]);
        var steps = Steps(int.Parse(arguments[4], CultureInfo.InvariantCulture));
        if (arguments[1] == Edited)
            steps[^1].SetMetadata("B", "7");

        var repeats = int.Parse(arguments[5], CultureInfo.InvariantCulture);
        var tasks = new PipelineTask[repeats + 1];
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = Create(arguments[1], project, arguments[3], steps);

        WarmUpHost();
        var compiled = JitInfo.GetCompiledMethodCount();
        var cold = Timing.OfThisProcess(() => Execute(tasks[0]));
        compiled = JitInfo.GetCompiledMethodCount() - compiled;
        var warm = new Series();
        for (var i = 1; i < tasks.Length; i++)
            warm.Add(Timing.OfThisProcess(() => Execute(tasks[i])).Wall);

        var isUpToDate = tasks[^1] is RunTangoSteps run && Array.TrueForAll(run.Results, step => step.GetMetadata("State") == "cached");
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(new TaskTiming(cold, (int)compiled, repeats == 0 ? 0 : warm.Min, isUpToDate, self.PeakWorkingSet64 >> 20).Write());
        return 0;
    }

    private static TaskTiming Start(string? program, string task, PipelineProject project, string pipeline, int steps, int repeats)
    {
        string[] arguments =
        [
            "exec", program ?? typeof(TaskProcess).Assembly.Location, Verb, task, project.DirectoryPath, pipeline,
            steps.ToString(CultureInfo.InvariantCulture), repeats.ToString(CultureInfo.InvariantCulture), Machine.SdkDirectory,
        ];
        var output = DotNet.RunAsync(project.DirectoryPath, arguments, timeout: TimeSpan.FromHours(1)).GetAwaiter().GetResult().EnsureSuccess().Output;
        return TaskTiming.Read(output);
    }

    private static PipelineTask Create(string task, PipelineProject project, string pipeline, ITaskItem[] steps)
    {
        PipelineTask created = task == "plan" ? new PlanTangoSteps() : new RunTangoSteps
        {
            DotNetHost = Environment.ProcessPath!,
            WorkerAssembly = PipelineProject.WorkerAssembly,
            TargetAssembly = project.TargetAssembly,
            DepsFile = project.DepsFile,
            RuntimeConfigFile = project.RuntimeConfigFile,
        };
        created.BuildEngine = new SilentEngine();
        created.ProjectFile = project.ProjectFile;
        created.Code = project.Code();
        created.Request = new TaskItem(project.ProjectFile);
        created.Request.SetMetadata("StateDirectory", project.StateDirectory(pipeline));
        created.Request.SetMetadata("CacheDirectory", project.CacheDirectory(pipeline));
        created.Steps = steps;
        return created;
    }

    private static ITaskItem[] Steps(int count)
    {
        var items = new ITaskItem[count];
        for (var step = 0; step < count; step++)
        {
            var (a, b) = LayeredGraph.Arguments(step);
            var item = new TaskItem(LayeredGraph.Name(step));
            item.SetMetadata("Type", "Add");
            item.SetMetadata("A", a);
            item.SetMetadata("B", b);
            items[step] = item;
        }

        return items;
    }

    // What MSBuild has long done when it comes to our task: handled items, logged, hashed, looked at files.
    private static void WarmUpHost()
    {
        var item = new TaskItem("a%3Bb");
        item.SetMetadata("Name", "value");
        item.GetMetadata("Name");
        item.GetMetadata("DefiningProjectFullPath");
        ((ITaskItem2)item).CloneCustomMetadataEscaped().GetEnumerator().MoveNext();
        new TaskLoggingHelper(new SilentEngine(), "Host").LogMessage(MessageImportance.High, "{0}", item.ItemSpec);
        SHA256.HashData([]);
        _ = new FileInfo(typeof(TaskProcess).Assembly.Location).LastWriteTimeUtc;
    }

    private static void Execute(PipelineTask task)
    {
        if (!task.Execute())
            throw new InvalidOperationException(string.Join('\n', ((SilentEngine)task.BuildEngine).Errors));
    }
}
