using Tango.Diagnostics;

namespace Tango;

/// <summary>The files that the engine keeps for one project and target framework, below its <c>obj</c>. All may be deleted at any time.</summary>
internal sealed class StateFiles
{
    private readonly string _directory;

    public StateFiles(string directory) => _directory = directory;

    /// <summary>What lets an up-to-date build end early.</summary>
    public string UpToDate => Path.Combine(_directory, "up-to-date.bin");

    /// <summary>What was read from the assemblies.</summary>
    public string StepTypes => Path.Combine(_directory, "step-types.bin");

    /// <summary>What projects that refer to this one are told of its steps.</summary>
    public string Pipeline => Path.Combine(_directory, "pipeline.txt");

    /// <summary>The content hashes of input files.</summary>
    public string InputHashes => Path.Combine(_directory, "input-hashes.bin");

    /// <summary>The last run of each step.</summary>
    public string History => Path.Combine(_directory, "history.txt");

    /// <summary>What the code of the last runs was made of.</summary>
    public string Code => Path.Combine(_directory, "code.txt");

    /// <summary>The plan that was handed to the worker last.</summary>
    public string PlanFile => Path.Combine(_directory, "plan.json");

    /// <summary>A plan file that no other build uses.</summary>
    public string NewPlanFile() => Path.Combine(_directory, $"plan-{IO.RandomName.Create()}.json");

    /// <summary>What happened in the last run; can be followed.</summary>
    public string RunLog => Path.Combine(_directory, "run.log");

    /// <summary>Logs and work of steps whose results are not stored.</summary>
    public string Scratch => Path.Combine(_directory, "steps");

    /// <summary>Creates the directory.</summary>
    /// <exception cref="TangoException">It cannot be created.</exception>
    public void Create() => Access(() => Directory.CreateDirectory(_directory));

    /// <summary>Reads or writes some of the files, or says why that cannot be.</summary>
    /// <param name="access">Reads or writes them.</param>
    /// <exception cref="TangoException">They cannot be read or written.</exception>
    public void Access(Action access) => Access(() =>
    {
        access();
        return true;
    });

    /// <summary>Reads some of the files, or says why that cannot be.</summary>
    /// <param name="access">Reads them.</param>
    /// <exception cref="TangoException">They cannot be read.</exception>
    public T Access<T>(Func<T> access)
    {
        try
        {
            return access();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TangoException(Descriptors.StateNotAccessible.Of(DiagnosticSubject.None, _directory, exception.Message), exception);
        }
    }
}
