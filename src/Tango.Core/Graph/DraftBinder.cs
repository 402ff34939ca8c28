using Tango.Diagnostics;
using Tango.Parameters;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Graph;

/// <summary>Gives drafts their types, settings and arguments.</summary>
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

    /// <summary>Tells step types whose arguments are not judged yet: their steps complete them.</summary>
    public Func<StepType, bool>? IsOpen { get; init; }

    /// <summary>Whether all is known of the types, and nothing more will be: a format that the catalog does not hold is a mistake, as is a method that a build would have to call.</summary>
    public bool IsBuild { get; init; }

    /// <summary>What is said of a type that nobody knows.</summary>
    public DiagnosticDescriptor UnknownType { get; init; } = Descriptors.UnknownStepType;

    // Types first: whether a reference gives a list or an item of one depends on the type of the step referred to.
    public void Bind()
    {
        foreach (var draft in _drafts.All)
        {
            BindType(draft);
        }

        // By index: steps declared inline are added while the steps that hold them are bound.
        for (var index = 0; index < _drafts.All.Count; index++)
        {
            BindArguments(_drafts.All[index]);
        }
    }

    private void BindType(StepDraft draft)
    {
        draft.Settings = SettingsReader.Read(draft, _diagnostics);
        if (draft.Declaration.Find(SettingNames.Type) is DeclaredValue.Live { Value: StepType known })
        {
            draft.Type = known;
            return;
        }

        if (NameOf(draft.Declaration.Find(SettingNames.Type)) is not { Length: > 0 } written)
        {
            _diagnostics.Add(Descriptors.MissingStepType.Of(draft.Subject, draft.Name));
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
            : Descriptors.AmbiguousStepType.Of(subject, written, string.Join(" or ", found.Select(type => type.FullName))));
    }

    private static string? NameOf(DeclaredValue? type) => type switch
    {
        DeclaredValue.Text text => text.Value,
        DeclaredValue.Json { Value.ValueKind: System.Text.Json.JsonValueKind.String } json => json.Value.GetString(),
        _ => type?.Short,
    };

    // A class that was refused when the assembly was read explains more than "unknown" does.
    private Diagnostic Unknown(DiagnosticSubject subject, string written)
    {
        var refused = _catalog.Diagnostics.FirstOrDefault(diagnostic => IsAbout(diagnostic, written));
        return refused is null
            ? UnknownType.Of(subject, written, NearestNames.Suggest(written, _catalog.ShortNames, "step types"))
            : refused with { Subject = subject };
    }

    private static bool IsAbout(Diagnostic diagnostic, string typeName) =>
        diagnostic.Subject.Step is { } subject
        && (subject.Equals(typeName, StringComparison.OrdinalIgnoreCase)
            || subject.EndsWith("." + typeName, StringComparison.OrdinalIgnoreCase));

    private void BindArguments(StepDraft draft)
    {
        if (draft.IsInline)
        {
            BindType(draft);
        }

        if (draft.IsLive)
        {
            return;
        }

        if (draft.Type is not { } type)
        {
            UntypedReferences.Bind(draft, _drafts, _diagnostics);
            return;
        }

        var isOpen = draft.Declaration.Find(SettingNames.Type) is not DeclaredValue.Live && IsOpen is not null && IsOpen(type);
        if (isOpen)
        {
            BindUnknown(draft, type);
        }
        else
        {
            ReportUnknown(draft, type);
        }

        if (IsBuild && type.CodeOnlyOverride is { } method)
        {
            _diagnostics.Add(Descriptors.OverrideNotCalled.Of(draft.SubjectOf(SettingNames.Type), type.FullName, method));
        }

        if (FormatCheck.Find(draft, _catalog, IsBuild) is { } badFormat)
        {
            _diagnostics.Add(badFormat);
        }

        foreach (var parameter in type.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            // The outputs of a command are read already: its type follows from them.
            if (!(CommandType.Is(type) && parameter.Name == CommandNames.Outputs) && Bind(draft, type, parameter, isOpen) is { } argument)
            {
                draft.Arguments.Add(argument);
            }
        }

        if (CommandType.Is(type))
        {
            Commands.Complete(draft);
        }
    }

    private void ReportUnknown(StepDraft draft, StepType type)
    {
        foreach (var value in draft.Declaration.Values)
        {
            if (!ReservedNames.Settings.Contains(value.Name) && type.FindParameter(value.Name) is null)
            {
                var known = type.Parameters.Select(parameter => parameter.Name).ToList();
                _diagnostics.Add(Descriptors.UnknownArgument.Of(
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
                {
                    draft.Arguments.Add(argument);
                }
            }
        }
    }

    private StepArgument? Bind(StepDraft draft, StepType type, StepParameter parameter, bool isOpen)
    {
        if (draft.Declaration.Find(parameter.Name) is { } declared)
        {
            var reader = new ArgumentReader(_catalog, _baseDirectory, _drafts, _diagnostics, draft, declared.Name, parameter.SkipInId != SkipInIdRule.Always);
            return reader.Read(parameter.Type, declared) is { } value ? new StepArgument(parameter, value, IsDefault: false) : null;
        }

        if (parameter.Default is { } defaultValue)
        {
            return new StepArgument(parameter, defaultValue, IsDefault: true);
        }

        if (isOpen)
        {
            return null;
        }

        _diagnostics.Add(Descriptors.MissingArgument.Of(draft.Subject, draft.Name, parameter.Name, parameter.Type, type.ClassName));
        return null;
    }
}
