using Tango.Diagnostics;
using Tango.Formats;
using Tango.Graph.Binding;
using Tango.Graph.Exports;
using Tango.Parameters;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Graph.Commands;

/// <summary>The binding of the built-in step type <c>Command</c>: its result's type follows from its outputs, and its inputs are files and results of other steps in one list.</summary>
internal sealed class CommandBinder
{
    private static readonly ParameterType Text = new(ParameterKind.Text, new TypeName("System.String"));
    private static readonly ParameterType Flag = new(ParameterKind.Boolean, new TypeName("System.Boolean"));
    private static readonly ParameterType AnyMap = new(ParameterKind.Map, new TypeName("System.Collections.Generic.IReadOnlyDictionary`2", [Text.Name, new TypeName("System.Object")]));

    private readonly StepTypeCatalog _catalog;
    private readonly string? _baseDirectory;
    private readonly DraftTable _drafts;
    private readonly List<Diagnostic> _diagnostics;

    public CommandBinder(StepTypeCatalog catalog, string? baseDirectory, DraftTable drafts, List<Diagnostic> diagnostics)
    {
        _catalog = catalog;
        _baseDirectory = baseDirectory;
        _drafts = drafts;
        _diagnostics = diagnostics;
    }

    /// <summary>Reads the outputs of a command, and returns the step type that follows from them.</summary>
    public StepType TypeOf(StepDraft draft)
    {
        if (draft.Declaration.Find(CommandNames.Outputs) is { } declared)
        {
            var reader = new ArgumentReader(_catalog, _baseDirectory, _drafts, _diagnostics, draft, declared.Name);
            if (reader.Read(CommandType.Texts, declared) is ArgumentValue.List list)
                draft.Outputs = ReadOutputs(draft, declared.Name, list);
        }

        return CommandType.Create(draft.Outputs, draft.Options.Format);
    }

    /// <summary>Adds the other arguments of a command, after its declared ones are bound.</summary>
    public void Complete(StepDraft draft)
    {
        if (_baseDirectory is null)
        {
            ReportInvalid(draft, null, "it has no folder to run in: set BaseDirectory");
            return;
        }

        var inputs = RemoveArgument(draft, CommandNames.Inputs);
        var references = inputs is null ? [] : ReferencesIn(inputs.Value).DistinctBy(NameOf, StringComparer.OrdinalIgnoreCase).ToList();
        if (inputs is not null)
            AddInputs(draft, inputs, references);

        AddSecrets(draft);
        AddShell(draft);
        Add(draft, CommandNames.Outputs, CommandType.Texts, new ArgumentValue.List([.. draft.Outputs.Select(output => new ArgumentValue.Scalar(output.ToString()))]));
        Add(draft, CommandNames.ProjectDirectory, Text, new ArgumentValue.Scalar(_baseDirectory), isInId: false);
        if (draft.Export.Mode == ExportMode.Replace)
            Add(draft, CommandNames.OwnsOutputs, Flag, new ArgumentValue.Scalar(true), isInId: false);

        draft.Arguments.Sort((a, b) => string.CompareOrdinal(a.Parameter.Name, b.Parameter.Name));
        Check(draft, references);
    }

    private List<CommandOutput> ReadOutputs(StepDraft draft, string argument, ArgumentValue.List list)
    {
        var outputs = new List<CommandOutput>();
        foreach (var item in list.Items)
        {
            if (item is not ArgumentValue.Scalar { Value: string text })
            {
                ReportInvalid(draft, argument, $"its output '{item}' is not a path. Write a path below the project's folder");
                continue;
            }

            var (output, problem) = CommandOutput.Parse(text, _baseDirectory ?? "/");
            if (output is null)
            {
                ReportInvalid(draft, argument, $"its output '{SingleLine.From(text)}' is not valid: {problem}");
            }
            else if (!outputs.Contains(output))
            {
                AddOutput(draft, argument, output);
                outputs.Add(output);
            }
        }

        return [.. outputs.OrderBy(output => output.Path, StringComparer.Ordinal)];
    }

    private void AddOutput(StepDraft draft, string argument, CommandOutput output)
    {
        if (_drafts.CommandOutputs.Add(draft, output) is { } other && other.Owner != draft)
            _diagnostics.Add(Descriptors.OverlappingOutputs.Create(draft.SubjectOf(argument), draft.Name, output, other.Owner.Name, other.Output));
    }

    private static IEnumerable<StepReference> ReferencesIn(ArgumentValue value) => value switch
    {
        ArgumentValue.Reference reference => [reference.Target],
        ArgumentValue.List list => list.Items.SelectMany(ReferencesIn),
        _ => [],
    };

    // Files are one argument, in the order of their paths, however they were declared; each result is a separate one, so that a plan can show which of them changed.
    private static void AddInputs(StepDraft draft, StepArgument inputs, List<StepReference> references)
    {
        var files = InputFileValues.In(inputs.Value).DistinctBy(file => file.RelativePath).OrderBy(file => file.RelativePath, StringComparer.Ordinal);
        draft.Arguments.Add(inputs with { Value = new ArgumentValue.Files([.. files]) });
        foreach (var reference in references)
            Add(draft, $"{CommandNames.Inputs}[{NameOf(reference)}]", CommandType.Texts.Element!, new ArgumentValue.Reference(reference));

        var byName = references.Select(reference => KeyValuePair.Create<string, ArgumentValue>(NameOf(reference), new ArgumentValue.Reference(reference)));
        Add(draft, CommandNames.References, AnyMap, new ArgumentValue.Map([.. byName.OrderBy(member => member.Key, StringComparer.Ordinal)]), isInId: false);
    }

    // Only if there are some: otherwise all ids of commands would have changed.
    private void AddSecrets(StepDraft draft)
    {
        if (RemoveArgument(draft, CommandNames.SecretEnvironment)?.Value is not ArgumentValue.List { Items.IsEmpty: false } list)
            return;

        var secrets = new SortedDictionary<string, ArgumentValue>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is ArgumentValue.Scalar { Value: string name } && SecretVariable.IsName(name))
                secrets[name] = ReadSecret(draft, name);
            else
                ReportInvalid(draft, CommandNames.SecretEnvironment, "its SecretEnvironment contains something that is not the name of an environment variable. Write NAME;NAME, without values");
        }

        if (draft.Arguments.Find(argument => argument.Parameter.Name == CommandNames.Environment)?.Value is ArgumentValue.Map map
            && map.Members.FirstOrDefault(member => secrets.ContainsKey(member.Key)).Key is { } twice)
        {
            ReportInvalid(draft, CommandNames.SecretEnvironment, $"the variable {twice} is in its Environment and in its SecretEnvironment. Remove one of them");
        }

        Add(draft, CommandNames.SecretEnvironment, CommandType.Variables, new ArgumentValue.Map([.. secrets]));
    }

    // The same text is another program in another shell, so the shell is part of the id, also if it follows from the system. Not sh, which all ids of commands would contain.
    private void AddShell(StepDraft draft)
    {
        var written = RemoveArgument(draft, CommandNames.Shell)?.Value is ArgumentValue.Scalar { Value: string text } && !string.IsNullOrWhiteSpace(text) ? text : ShellNames.Default;
        var shell = ShellNames.Read(written);
        if (shell is null)
            ReportInvalid(draft, CommandNames.Shell, $"its Shell '{written}' is unknown. Write one of {ShellNames.All}");
        else if (shell != ShellNames.Sh)
            Add(draft, CommandNames.Shell, Text, new ArgumentValue.Scalar(shell));

        if (shell == ShellNames.Cmd && RunOf(draft) is { } run && run.AsSpan().Trim().ContainsAny('\r', '\n'))
            ReportInvalid(draft, CommandNames.Run, "cmd reads one line, and its Run has several. Join them with '&&', put them into a script, or choose another Shell, such as pwsh");
    }

    private static string? RunOf(StepDraft draft) =>
        draft.Arguments.Find(argument => argument.Parameter.Name == CommandNames.Run)?.Value is ArgumentValue.Scalar { Value: string run } ? run : null;

    private ArgumentValue.Secret ReadSecret(StepDraft draft, string name)
    {
        if (SecretVariable.Read(name) is null)
            _diagnostics.Add(Descriptors.SecretNotSet.Create(draft.SubjectOf(CommandNames.SecretEnvironment), name, draft.Name));

        return new ArgumentValue.Secret(name);
    }

    // The name of a result in the command: the reference as written, without ref:.
    private static string NameOf(StepReference reference) => reference.ToString()["ref:".Length..];

    private static StepArgument? RemoveArgument(StepDraft draft, string name)
    {
        var found = draft.Arguments.Find(argument => argument.Parameter.Name == name);
        draft.Arguments.RemoveAll(argument => argument == found);
        return found;
    }

    private static void Add(StepDraft draft, string name, ParameterType type, ArgumentValue value, bool isInId = true)
    {
        var parameter = new StepParameter(name, type)
        {
            ClrName = CommandNames.ClrName(name),
            SkipInId = isInId ? SkipInIdRule.Never : SkipInIdRule.Always,
        };
        draft.Arguments.Add(new StepArgument(parameter, value, IsDefault: false));
    }

    private void Check(StepDraft draft, List<StepReference> references)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in references.Select(NameOf))
        {
            if (!variables.TryAdd(CommandVariables.Input(name), name))
                ReportInvalid(draft, CommandNames.Inputs, $"the inputs '{variables[CommandVariables.Input(name)]}' and '{name}' would both set its variable {CommandVariables.Input(name)}. Rename one of the steps");
        }

        CheckTexts(draft);
        CheckNames(draft, [.. variables.Values]);
        CheckEnvironment(draft);
        if (draft.Outputs.Count > 0 && draft.Options.Format is { } format && FormatName.Parse(format).Name != draft.Type!.FormatOf(null).Name)
            ReportInvalid(draft, SettingNames.Format, $"its outputs are stored as plain files, not as '{format}'. Remove Format");
    }

    // No system passes NUL to a process, in its command line, in its environment or as a path: the text would end there.
    private void CheckTexts(StepDraft draft)
    {
        foreach (var argument in draft.Arguments.Where(argument => HasNul(argument.Value)))
            ReportInvalid(draft, argument.Parameter.Name, $"its {argument.Parameter.Name} contains the character NUL, which no command can receive. Remove it");

        if (RunOf(draft) is { } run && string.IsNullOrWhiteSpace(run))
            _diagnostics.Add(Descriptors.MissingArgument.Create(draft.Subject, draft.Name, CommandNames.Run, Text, draft.Type!.ClassName));
    }

    private static bool HasNul(ArgumentValue value) => value switch
    {
        ArgumentValue.Scalar { Value: string text } => text.Contains('\0', StringComparison.Ordinal),
        ArgumentValue.List list => list.Items.Any(HasNul),
        ArgumentValue.Map map => map.Members.Any(member => member.Key.Contains('\0', StringComparison.Ordinal) || HasNul(member.Value)),
        _ => false,
    };

    // If a step has the name in braces, a reference was intended; without an input, the text would not be replaced.
    private void CheckNames(StepDraft draft, List<string> inputs)
    {
        if (RunOf(draft) is not { } run)
            return;

        foreach (var name in CommandText.NamesIn(run))
        {
            var isInput = inputs.Exists(input => CommandText.IsSameName(input, name));
            if (!isInput && ReferenceParser.Parse(name, step => _drafts.Find(step) is not null) is { Problem: null })
                ReportInvalid(draft, CommandNames.Run, $"it uses {{{name}}}, which is not among its inputs. Add ref:{name} to its {CommandNames.Inputs}");
        }
    }

    private void CheckEnvironment(StepDraft draft)
    {
        if (draft.Arguments.Find(argument => argument.Parameter.Name == CommandNames.Environment)?.Value is ArgumentValue.Map map
            && map.Members.Any(member => member.Key.Length == 0 || member.Key.Contains('=', StringComparison.Ordinal)))
        {
            ReportInvalid(draft, CommandNames.Environment, "a variable in its Environment has no name. Write NAME=value;NAME=value");
        }
    }

    private void ReportInvalid(StepDraft draft, string? argument, string why) =>
        _diagnostics.Add(Descriptors.InvalidCommand.Create(argument is null ? draft.Subject : draft.SubjectOf(argument), draft.Name, why));
}
