using Tango.Diagnostics;
using Tango.Runs;

namespace Tango.Cli;

/// <summary>Finds steps in records by what people call them.</summary>
internal static class RecordedSteps
{
    /// <summary>Finds the last record of a step.</summary>
    /// <param name="text">The name of the step, or <c>PROJECT/STEP</c>: see <see cref="StepText"/>.</param>
    /// <param name="condition">Which records count; null: all.</param>
    /// <exception cref="CliException">No record has it, or several pipelines have one of the name.</exception>
    public static RecordedStep Find(Workspace workspace, string text, Func<StepRecord, bool>? condition = null)
    {
        var pipelines = StepText.Choose(text, Candidates(workspace, text), step => (step.Pipeline, step.Step.Name, step.Step.UniqueId)).Select(step => step.Pipeline).ToHashSet();
        return workspace.Steps.FirstOrDefault(found => pipelines.Contains(found.Pipeline) && StepText.Means(text, found.Pipeline, found.Step.Name) && (condition?.Invoke(found.Step) ?? true))
            ?? throw Unknown(workspace, text);
    }

    /// <summary>The names of all steps that the last build of each pipeline knew.</summary>
    public static IEnumerable<RecordedStep> Last(Workspace workspace) =>
        LastRecords(workspace).SelectMany(record => record.Steps, (record, step) => new RecordedStep(record, step));

    // What the pipelines have today; a name that none of them has any more may be one of the past.
    private static List<RecordedStep> Candidates(Workspace workspace, string text)
    {
        var today = Last(workspace).Where(found => StepText.Means(text, found.Pipeline, found.Step.Name)).ToList();
        if (today.Count == 0)
            today = [.. workspace.Steps.Where(found => StepText.Means(text, found.Pipeline, found.Step.Name)).DistinctBy(found => found.Pipeline)];

        // A project that was moved or removed has left its records. In the folder of a project, it is meant, as a build there is one of it.
        return Narrow(Narrow(today, found => File.Exists(found.Pipeline.Project)), found => found.Pipeline.Contains(workspace.Folder));
    }

    private static List<RecordedStep> Narrow(List<RecordedStep> steps, Predicate<RecordedStep> condition) => steps.Exists(condition) ? steps.FindAll(condition) : steps;

    private static IEnumerable<RunRecord> LastRecords(Workspace workspace)
    {
        var met = new HashSet<Pipeline>();
        foreach (var file in workspace.Files)
        {
            // One that cannot be read is no reason to forget the pipeline.
            if ((file.Head is not { } head || !met.Contains(new(head.Project, head.StateDirectory))) && file.Record is { } record && met.Add(new(record.Project, record.StateDirectory)))
                yield return record;
        }
    }

    private static CliException Unknown(Workspace workspace, string text)
    {
        if (!workspace.Records.Any())
            return workspace.NoRecord();

        string[] names = [.. Last(workspace).Select(found => found.Step.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        return new($"No record has a step '{text}'. {NearestNames.Suggest(text, names, "steps of the last builds")}");
    }
}
