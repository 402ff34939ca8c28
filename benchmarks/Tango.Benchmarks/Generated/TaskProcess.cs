using System.Globalization;
using System.Runtime;
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

    /// <summary>Brings the first steps of the generated graph up to date.</summary>
    /// <param name="project">The project whose assembly holds the step type.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="repeats">How often it is done again in the same process.</param>
    public static TaskTiming Run(PipelineProject project, int steps, int repeats = 0) => Start("run", project, steps, repeats);

    /// <summary>Plans the first steps of the generated graph.</summary>
    /// <param name="project">The project whose assembly holds the step type.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="repeats">How often it is done again in the same process.</param>
    public static TaskTiming Plan(PipelineProject project, int steps, int repeats = 0) => Start("plan", project, steps, repeats);

    /// <summary>The process: <c>task run|plan PROJECT STEPS REPEATS</c>.</summary>
    public static int Serve(string[] arguments)
    {
        var project = PipelineProject.Open(arguments[2]);
        var steps = int.Parse(arguments[3], CultureInfo.InvariantCulture);
        var repeats = int.Parse(arguments[4], CultureInfo.InvariantCulture);
        var tasks = new PipelineTask[repeats + 1];
        for (var i = 0; i < tasks.Length; i++)
            tasks[i] = Create(arguments[1], project, steps);

        var compiled = JitInfo.GetCompiledMethodCount();
        var cold = Timing.OfThisProcess(() => Execute(tasks[0]));
        compiled = JitInfo.GetCompiledMethodCount() - compiled;
        var warm = new Series();
        for (var i = 1; i < tasks.Length; i++)
            warm.Add(Timing.OfThisProcess(() => Execute(tasks[i])).Wall);

        var isUpToDate = tasks[^1] is RunTangoSteps { IsUpToDate: true };
        Console.WriteLine(new TaskTiming(cold, (int)compiled, repeats == 0 ? 0 : warm.Min, isUpToDate).Write());
        return 0;
    }

    private static TaskTiming Start(string task, PipelineProject project, int steps, int repeats)
    {
        string[] arguments =
        [
            "exec", typeof(TaskProcess).Assembly.Location, Verb, task, project.DirectoryPath,
            steps.ToString(CultureInfo.InvariantCulture), repeats.ToString(CultureInfo.InvariantCulture),
        ];
        var output = DotNet.RunAsync(project.DirectoryPath, arguments, timeout: TimeSpan.FromHours(1)).GetAwaiter().GetResult().EnsureSuccess().Output;
        return TaskTiming.Read(output);
    }

    private static PipelineTask Create(string task, PipelineProject project, int steps)
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
        created.Assembly = project.Assembly;
        created.References = project.References();
        created.StateDirectory = project.StateDirectory(steps);
        created.CacheDirectory = project.CacheDirectory;
        created.Steps = Steps(steps);
        return created;
    }

    private static ITaskItem[] Steps(int steps)
    {
        var items = new ITaskItem[steps];
        for (var step = 0; step < steps; step++)
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

    private static void Execute(PipelineTask task)
    {
        if (!task.Execute())
            throw new InvalidOperationException(string.Join('\n', ((SilentEngine)task.BuildEngine).Errors));
    }
}
