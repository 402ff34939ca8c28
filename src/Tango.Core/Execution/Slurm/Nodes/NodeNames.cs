using System.Globalization;

namespace Tango.Execution.Slurm.Nodes;

/// <summary>The names of what travels through the store, besides results. All begin alike, so that a rule of the store can remove what is old.</summary>
internal static class NodeNames
{
    private const string Prefix = "tango-job-";

    /// <summary>A program.</summary>
    /// <param name="sha256">The digest of the archive.</param>
    public static string Program(string sha256) => $"{Prefix}program-{sha256}.tar.gz";

    /// <summary>An input file.</summary>
    /// <param name="sha256">The digest of its content.</param>
    public static string Input(string sha256) => $"{Prefix}input-{sha256}";

    /// <summary>The name of a job, by which all of it is found.</summary>
    public static string JobOf(JobFolder folder) => Path.GetFileName(folder.FullPath);

    /// <summary>The plan of a job.</summary>
    public static string Plan(string job) => $"{Prefix}{job}.plan";

    /// <summary>A part of the events of an attempt.</summary>
    /// <param name="number">Counts the parts from 0.</param>
    public static string Events(string job, int attempt, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{job}.{attempt}.events.{number}");

    /// <summary>What an attempt has printed.</summary>
    public static string Output(string job, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{job}.{attempt}.output");

    /// <summary>The log of a step that failed.</summary>
    public static string Log(string job, int attempt) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{job}.{attempt}.log");
}
