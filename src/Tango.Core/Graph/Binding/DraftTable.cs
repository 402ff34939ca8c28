using System.Globalization;
using System.Text.Json;
using Tango.Diagnostics;
using Tango.Graph.Commands;
using Tango.Graph.Projects;
using Tango.IO;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>The drafts by name. Reports invalid and duplicate names.</summary>
internal sealed class DraftTable
{
    private readonly Dictionary<string, StepDraft> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, StepDraft> _inline = new(StringComparer.Ordinal);
    private readonly Dictionary<Step, StepDraft> _inMemory = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyDictionary<string, Step>? _existing;
    private readonly List<StepDraft> _all;

    public DraftTable(
        IReadOnlyList<StepDeclaration> declarations,
        List<Diagnostic> diagnostics,
        IReadOnlyDictionary<string, Step>? existing = null,
        ReferencedProjects? projects = null)
    {
        _existing = existing;
        Projects = projects ?? ReferencedProjects.None;
        _all = new List<StepDraft>(declarations.Count);
        Dictionary<string, int>? repeated = null;
        foreach (var declaration in declarations)
        {
            var subject = new DiagnosticSubject(declaration.File, declaration.Name);
            if (StepNameRule.Problem(declaration.Name) is { } problem)
                diagnostics.Add(Descriptors.InvalidStepName.Create(subject, SingleLine.From(declaration.Name), problem));

            if (!_byName.TryAdd(declaration.Name, new StepDraft(declaration.Name, declaration, subject)))
            {
                repeated ??= new(StringComparer.OrdinalIgnoreCase);
                var occurrence = repeated[declaration.Name] = repeated.GetValueOrDefault(declaration.Name) + 1;
                diagnostics.Add(Descriptors.DuplicateStepName.Create(
                    subject with { Occurrence = occurrence }, declaration.Name, FirstPosition(_byName[declaration.Name], subject)));
                continue;
            }

            _all.Add(_byName[declaration.Name]);
        }
    }

    // The message has the position of the second declaration: the file of the first is named only if it is another one.
    private static string FirstPosition(StepDraft first, DiagnosticSubject second) =>
        first.Subject.File is { } file && file != second.File ? $", first in {file}" : "";

    /// <summary>Declared steps in declaration order, then inline ones in the order they were found.</summary>
    public IReadOnlyList<StepDraft> All => _all;

    /// <summary>The projects with steps that may be referred to.</summary>
    public ReferencedProjects Projects { get; }

    /// <summary>The patterns by which input files were found, as written.</summary>
    public SortedSet<string> FilePatterns { get; } = new(StringComparer.Ordinal);

    /// <summary>Warnings about the declarations.</summary>
    public List<Diagnostic> Warnings { get; } = [];

    /// <summary>The names of input files, for systems on which case does not matter.</summary>
    public NamesOnDisk NamesOnDisk { get; } = new();

    /// <summary>The outputs of all commands.</summary>
    public CommandOutputTable CommandOutputs { get; } = new();

    public IEnumerable<string> DeclaredNames
    {
        get
        {
            foreach (var draft in _all)
            {
                if (!draft.IsInline && !draft.IsBound)
                    yield return draft.Name;
            }

            foreach (var name in _existing?.Keys ?? [])
                yield return name;
        }
    }

    /// <summary>The last sentence of a message about a name that is no step. It never suggests the step with the name in it, which cannot depend on itself.</summary>
    /// <param name="draft">The step that depends on the name; for an inline one the step around it counts.</param>
    public string Suggest(string wrong, StepDraft draft)
    {
        var others = DeclaredNames.Where(name => !name.Equals(draft.Subject.Step, StringComparison.OrdinalIgnoreCase)).ToList();
        return NearestNames.Suggest(wrong, others, "other steps");
    }

    public StepDraft? Find(string name) =>
        _byName.GetValueOrDefault(name)
        ?? (_existing is not null && _existing.TryGetValue(name, out var step) ? AddInMemory(step, name) : null);

    /// <summary>Adds a step that exists as an object, once.</summary>
    public StepDraft AddInMemory(Step step) =>
        _inMemory.TryGetValue(step, out var known) ? known : AddInMemory(step, FreeName(step.Name));

    /// <summary>Adds a step that is declared inside another's argument, with a name from its position: <c>report.model</c>, <c>report.model-2</c>. Two that are equal are one step.</summary>
    public StepDraft AddInline(StepDraft owner, string argument, JsonElement json)
    {
        var key = InlineStepKey.Compute(json);
        if (_inline.TryGetValue(key, out var known))
            return known;

        var name = FreeName($"{owner.Name}.{argument}");
        var values = json.EnumerateObject().Select(property => new DeclaredValue.Json(property.Name, property.Value));
        var declaration = new StepDeclaration(name, [.. values], owner.Declaration.File);
        var draft = new StepDraft(name, declaration, owner.SubjectOf(argument)) { IsInline = true };
        _byName.Add(name, draft);
        _inline.Add(key, draft);
        _all.Add(draft);
        return draft;
    }

    /// <summary>Adds the result of another project's step, once. No step of this project can have its name, which contains a slash.</summary>
    public StepDraft AddReferenced(ReferencedResult result, StepType type)
    {
        if (_byName.TryGetValue(result.Name, out var known))
            return known;

        var subject = new DiagnosticSubject(result.Step.File, result.Step.Name);
        var draft = new StepDraft(result.Name, new StepDeclaration(result.Name, [], result.Step.File), subject)
        {
            IsBound = true,
            Referenced = result,
            Type = type,
        };
        _byName.Add(result.Name, draft);
        _all.Add(draft);
        return draft;
    }

    private StepDraft AddInMemory(Step step, string name)
    {
        if (_inMemory.TryGetValue(step, out var known))
            return known;

        var draft = new StepDraft(name, new StepDeclaration(name, []), new DiagnosticSubject(step: name))
        {
            IsBound = true,
            BoundStep = step,
            Type = step.Recipe.Type,
        };
        _byName.Add(name, draft);
        _inMemory.Add(step, draft);
        _all.Add(draft);
        return draft;
    }

    private string FreeName(string stem)
    {
        var name = stem;
        for (var number = 2; _byName.ContainsKey(name); number++)
            name = stem + "-" + number.ToString(CultureInfo.InvariantCulture);

        return name;
    }
}
