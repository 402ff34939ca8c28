using Tango.Caching;
using Tango.Engine.Editors;
using Tango.Execution.Running;

namespace Tango.Engine;

/// <summary>The engine's state files for one project and target framework, below its <c>obj</c>. All may be deleted at any time.</summary>
internal sealed class StateFiles
{
    private readonly string _directory;

    public StateFiles(string directory) => _directory = directory;

    /// <summary>The up-to-date record, with which an up-to-date build ends early.</summary>
    public string UpToDate => Path.Combine(_directory, "up-to-date.bin");

    /// <summary>What was read from the assemblies.</summary>
    public string StepTypes => Path.Combine(_directory, "step-types.bin");

    /// <summary>The step types, for editors.</summary>
    public StepSchemaFiles StepSchema => new(_directory);

    /// <summary>The steps, for projects that refer to this one.</summary>
    public string Pipeline => Path.Combine(_directory, "pipeline.bin");

    /// <summary>The content hashes of input files.</summary>
    public string InputHashes => Path.Combine(_directory, "input-hashes.bin");

    /// <summary>The last run of each step.</summary>
    public string History => Path.Combine(_directory, "history.bin");

    /// <summary>The parts of the code fingerprints of the last runs.</summary>
    public string Code => Path.Combine(_directory, "code.bin");

    /// <summary>The last plan that was passed to the worker.</summary>
    public string PlanFile => Path.Combine(_directory, "plan.json");

    /// <summary>The files of one build.</summary>
    public BuildFiles NewBuild() => new(_directory);

    /// <summary>The log of the last run; can be followed while it runs.</summary>
    public string RunLog => Path.Combine(_directory, "run.log");

    /// <summary>The events of the last run, a line of JSON each; can be followed while it runs.</summary>
    public string Events => Path.Combine(_directory, "events.jsonl");

    /// <summary>The report, unless another file was named for it.</summary>
    public string Report => Path.Combine(_directory, "report.html");

    /// <summary>Logs and work directories of steps whose results are not cached.</summary>
    public string Scratch => Path.Combine(_directory, "steps");

    /// <summary>Results whose entries in the cache cannot be used, of the last build that needed them.</summary>
    public string Redirected => Path.Combine(_directory, "results");

    /// <summary>Results that the last verification has computed again, and that differ from the cached ones, with the logs of steps that failed.</summary>
    public string Recomputed => Path.Combine(_directory, "recomputed");

    /// <summary>The plan of one step alone, for debuggers.</summary>
    /// <param name="step">The step's name.</param>
    public string DebugPlan(string step) => Path.Combine(_directory, "debug", StepFolder.NameOf(step), "plan.json");

    /// <summary>How the worker is started with it.</summary>
    /// <param name="step">The step's name.</param>
    public string DebugLaunch(string step) => Path.Combine(Path.GetDirectoryName(DebugPlan(step))!, "launch.json");

    /// <summary>Creates the directory.</summary>
    /// <exception cref="TangoException">It cannot be created.</exception>
    public void Create() => Access(() => Directory.CreateDirectory(_directory));

    /// <summary>Reads or writes some of the files, and explains a failure.</summary>
    /// <param name="access">Reads or writes them.</param>
    /// <exception cref="TangoException">They cannot be read or written.</exception>
    public void Access(Action access) => Access(() =>
    {
        access();
        return true;
    });

    /// <summary>Writes some of the files, and explains a failure. If the directory is removed while a build runs (Clean, <c>rm -rf obj</c>), it is created again.</summary>
    /// <param name="write">Writes them; called again if the directory was missing.</param>
    /// <exception cref="TangoException">They cannot be written.</exception>
    public void Save(Action write) => Access(() =>
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            Directory.CreateDirectory(_directory);
            write();
        }
    });

    /// <summary>Reads some of the files, and explains a failure.</summary>
    /// <exception cref="TangoException">They cannot be read.</exception>
    public T Access<T>(Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception exception) when (CacheAccess.IsRefusal(exception))
        {
            throw CacheAccess.StateNotAccessible(_directory, exception);
        }
    }
}
