using Tango.Diagnostics;
using Tango.Graph.Commands;
using Tango.Parameters;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Graph.Binding;

/// <summary>Sets the types, settings and arguments of drafts.</summary>
internal sealed class DraftBinder
{
    private readonly StepTypeCatalog _catalog;
    private readonly string? _baseDirectory;
    private readonly DraftTable _drafts;
    private readonly List<Diagnostic> _diagnostics;

    public DraftBinder(StepTypeCatalog catalog, string? baseDirectory, DraftTable drafts, List<Diagnostic> diagnostics)
    {
        _catalog = catalog;
        _baseDirectory = baseDirectory;
        _drafts = drafts;
        _diagnostics = diagnostics;
    }

    private CommandBinder Commands => field ??= new CommandBinder(_catalog, _baseDirectory, _drafts, _diagnostics);

    /// <summary>Whether the arguments of a step type are not checked yet, because its steps complete them.</summary>
    public Func<StepType, bool>? IsOpen { get; init; }

    /// <summary>Whether the catalog is complete and no step is loaded: then a format that is not in it is an error, as is a method that a build would have to call.</summary>
    public bool IsBuild { get; init; }

    /// <summary>The error about an unknown type.</summary>
    public DiagnosticDescriptor UnknownType { get; init; } = Descriptors.UnknownStepType;

    // Types first: whether a reference is a list or an item of one depends on the type of the target.
    public void Bind()
    {
        // The declared ones: what is in the outputs of a command, which are read here, may add others.
        var declaredCount = _drafts.All.Count;
        for (var index = 0; index < declaredCount; index++)
            BindType(_drafts.All[index]);

        // By index: inline steps are added while the steps that contain them are bound.
        for (var index = 0; index < _drafts.All.Count; index++)
            BindArguments(_drafts.All[index]);
    }

    private void BindType(StepDraft draft)
    {
        SettingsReader.Read(draft, _diagnostics);
        if (draft.Declaration.Find(SettingNames.Type) is DeclaredValue.InMemory { Value: StepType known })
        {
            draft.Type = known;
            return;
        }

        if (NameOf(draft.Declaration.Find(SettingNames.Type)) is not { Length: > 0 } written)
        {
            _diagnostics.Add(Descriptors.MissingStepType.Create(draft.Subject, draft.Name));
            return;
        }

        var found = _catalog.Find(written.Trim());
        if (found.Count == 1)
        {
            draft.Type = CommandType.Is(found[0]) ? Commands.TypeOf(draft) : found[0];
            return;
        }

        var subject = draft.SubjectOf(SettingNames.Type);
        _diagnostics.Add(found.Count == 0
            ? Unknown(subject, written)
            : AmbiguousType.Create(subject, written, found));
    }

    private static string? NameOf(DeclaredValue? type) => type switch
    {
        DeclaredValue.Text text => text.Value,
        DeclaredValue.Json { Value.ValueKind: System.Text.Json.JsonValueKind.String } json => json.Value.GetString(),
        _ => type?.Short,
    };

    // If a class was refused when the assembly was read, that error explains more than "unknown".
    private Diagnostic Unknown(DiagnosticSubject subject, string written)
    {
        var refused = _catalog.Diagnostics.FirstOrDefault(diagnostic => IsAbout(diagnostic, written));
        return refused is null
            ? UnknownType.Create(subject, written, NearestNames.Suggest(written, _catalog.ShortNames, "step types"))
            : refused with { Subject = subject };
    }

    private static bool IsAbout(Diagnostic diagnostic, string typeName) =>
        diagnostic.Subject.Step is { } subject
        && (subject.Equals(typeName, StringComparison.OrdinalIgnoreCase)
            || subject.EndsWith("." + typeName, StringComparison.OrdinalIgnoreCase));

    private void BindArguments(StepDraft draft)
    {
        if (draft.IsInline)
            BindType(draft);

        if (draft.IsBound)
            return;

        if (draft.Type is not { } type)
        {
            UntypedReferences.Bind(draft, _drafts, _diagnostics);
            return;
        }

        var isOpen = draft.Declaration.Find(SettingNames.Type) is not DeclaredValue.InMemory && IsOpen is not null && IsOpen(type);
        if (isOpen)
            BindUnknown(draft, type);
        else
            ReportUnknown(draft, type);

        if (IsBuild && type.CodeOnlyOverride is { } method)
            _diagnostics.Add(Descriptors.OverrideNotCalled.Create(draft.SubjectOf(SettingNames.Type), type.FullName, method));

        if (FormatCheck.Find(draft, _catalog, IsBuild) is { } badFormat)
            _diagnostics.Add(badFormat);

        foreach (var parameter in type.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            // The outputs of a command are read already: its type follows from them.
            if (!(CommandType.Is(type) && parameter.Name == CommandNames.Outputs) && Bind(draft, type, parameter, isOpen) is { } argument)
                draft.Arguments.Add(argument);
        }

        if (CommandType.Is(type))
            Commands.Complete(draft);
    }

    private void ReportUnknown(StepDraft draft, StepType type)
    {
        foreach (var value in draft.Declaration.Values)
        {
            if (!ReservedNames.Settings.Contains(value.Name) && type.FindParameter(value.Name) is null)
            {
                var known = type.Parameters.Select(parameter => parameter.Name).ToList();
                _diagnostics.Add(Descriptors.UnknownArgument.Create(
                    draft.SubjectOf(value.Name),
                    value.Name,
                    type.ClassName,
                    NearestNames.Suggest(value.Name, known, "parameters")));
            }
        }
    }

    private void BindUnknown(StepDraft draft, StepType type)
    {
        foreach (var value in draft.Declaration.Values)
        {
            if (!ReservedNames.Settings.Contains(value.Name) && type.FindParameter(value.Name) is null)
            {
                var parameter = new StepParameter(value.Name, new ParameterType(ParameterKind.Object, new TypeName("System.Object"), IsNullable: true));
                if (Bind(draft, type, parameter, isOpen: true) is { } argument)
                    draft.Arguments.Add(argument);
            }
        }
    }

    private StepArgument? Bind(StepDraft draft, StepType type, StepParameter parameter, bool isOpen)
    {
        if (draft.Declaration.Find(parameter.Name) is { } declared)
        {
            if (parameter.IsSecret)
                return SecretReader.Read(draft, parameter, declared, _diagnostics) is { } secret ? new StepArgument(parameter, secret, IsDefault: false) : null;

            var reader = new ArgumentReader(_catalog, _baseDirectory, _drafts, _diagnostics, draft, declared.Name, parameter.SkipInId != SkipInIdRule.Always);
            return reader.Read(parameter.Type, declared) is { } value ? new StepArgument(parameter, value, IsDefault: false) : null;
        }

        if (parameter.Default is { } defaultValue)
            return new StepArgument(parameter, defaultValue, IsDefault: true);

        if (isOpen)
            return null;

        _diagnostics.Add(Descriptors.MissingArgument.Create(draft.Subject, draft.Name, parameter.Name, parameter.Type, type.ClassName));
        return null;
    }
}
