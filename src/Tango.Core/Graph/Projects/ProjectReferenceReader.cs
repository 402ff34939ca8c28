using Tango.Diagnostics;
using Tango.Graph.Binding;
using Tango.IO;
using Tango.Steps;

namespace Tango.Graph.Projects;

/// <summary>Finds the steps of references into other projects: <c>ref:Data/split.Train</c>, <c>ref:Data/train-*</c>.</summary>
internal sealed class ProjectReferenceReader
{
    private readonly StepTypeCatalog _catalog;
    private readonly DraftTable _drafts;
    private readonly string _step;
    private readonly string _argument;
    private readonly Action<DiagnosticDescriptor, object?[]> _report;

    /// <param name="catalog">The step types of this project.</param>
    /// <param name="drafts">Receives the steps.</param>
    /// <param name="step">The step with the reference.</param>
    public ProjectReferenceReader(
        StepTypeCatalog catalog, DraftTable drafts, string step, string argument, Action<DiagnosticDescriptor, object?[]> report)
    {
        _catalog = catalog;
        _drafts = drafts;
        _step = step;
        _argument = argument;
        _report = report;
    }

    /// <summary>The project and the rest; null for a reference within the project. A slash in brackets is part of a key.</summary>
    public static (string Project, string Name)? Split(string body)
    {
        var slash = body.IndexOf('/', StringComparison.Ordinal);
        var bracket = body.IndexOf('[', StringComparison.Ordinal);
        return slash > 0 && (bracket < 0 || slash < bracket) ? (body[..slash].Trim(), body[(slash + 1)..]) : null;
    }

    /// <summary>The step and the path into its result; null if there is an error, which has been reported.</summary>
    public (StepDraft Step, ParsedReference Reference)? Find(string project, string rest)
    {
        if (PipelineOf(project, rest) is not { } pipeline)
            return null;

        if (ReferenceParser.Parse(rest, name => pipeline.Find(name) is not null) is { } reference)
            return DraftOf(pipeline, pipeline.Find(reference.Step)!) is { } draft ? (draft, reference) : null;

        ReportMissing(pipeline, rest);
        return null;
    }

    /// <summary>The steps whose names match a pattern, in declaration order; null if there is an error, which has been reported.</summary>
    public IReadOnlyList<StepDraft>? FindAll(string project, string pattern)
    {
        if (PipelineOf(project, pattern) is not { } pipeline)
            return null;

        var matches = pipeline.Steps.Where(step => Glob.Matches(pattern, step.Name)).ToList();
        if (matches.Count == 0)
        {
            ReportMissing(pipeline, pattern);
            return null;
        }

        var found = matches.Select(step => DraftOf(pipeline, step)).ToList();
        return found.Contains(null) ? null : found.OfType<StepDraft>().ToList();
    }

    private ReferencedPipeline? PipelineOf(string project, string rest)
    {
        var found = _drafts.Projects.Find(project);
        if (found.Count == 1)
            return found[0];

        if (found.Count > 1)
        {
            Report(Descriptors.AmbiguousReferencedProject, _step, _argument, project, NameList.Join([.. found.Select(pipeline => pipeline.ProjectFile)], " and "));
        }
        else if (_drafts.Projects.Contains(project))
        {
            Report(Descriptors.MissingReferencedStep, _step, _argument, rest, project, "It declares no steps, or TangoEnabled is false there.");
        }
        else
        {
            var suggestion = NearestNames.Suggest(project, _drafts.Projects.Names, "referenced projects");
            Report(Descriptors.MissingReferencedProject, _step, _argument, $"{project}/{rest}", project, suggestion);
        }

        return null;
    }

    private StepDraft? DraftOf(ReferencedPipeline pipeline, ReferencedStep step)
    {
        var result = new ReferencedResult(pipeline, step);
        if (step.NotCachedBecause is { } why)
        {
            Report(Descriptors.ReferencedResultNotCached, _step, _argument, result.Name, why);
            return null;
        }

        var type = _catalog.Find(step.Type).FirstOrDefault(type => type.AssemblyName == step.Assembly && type.FullName == step.Type);
        if (type is null)
        {
            Report(Descriptors.UnknownReferencedType, _step, _argument, result.Name, step.Type, step.Assembly, pipeline.Project);
            return null;
        }

        return _drafts.AddReferenced(result, type);
    }

    private void ReportMissing(ReferencedPipeline pipeline, string name) => Report(
        Descriptors.MissingReferencedStep,
        _step,
        _argument,
        name,
        pipeline.Project,
        NearestNames.Suggest(name, [.. pipeline.Steps.Select(step => step.Name)], "steps there"));

    private void Report(DiagnosticDescriptor descriptor, params object?[] arguments) => _report(descriptor, arguments);
}
