using System.Collections.Immutable;
using System.Text.Json;
using Tango.Diagnostics;
using Tango.Graph.InMemory;
using Tango.Graph.Projects;
using Tango.IO;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>Reads one argument of one draft: plain values, input files, references and inline steps.</summary>
internal sealed class ArgumentReader : ValueReader
{
    private const string Prefix = "ref:";

    private readonly StepTypeCatalog _catalog;
    private readonly string? _baseDirectory;
    private readonly DraftTable _drafts;
    private readonly List<Diagnostic> _diagnostics;
    private readonly StepDraft _draft;
    private readonly string _argument;
    private readonly bool _isInId;
    private readonly ProjectReferenceReader _projects;
    private bool _reported;

    public ArgumentReader(
        StepTypeCatalog catalog,
        string? baseDirectory,
        DraftTable drafts,
        List<Diagnostic> diagnostics,
        StepDraft draft,
        string argument,
        bool isInId = true)
    {
        _catalog = catalog;
        _baseDirectory = baseDirectory;
        _drafts = drafts;
        _diagnostics = diagnostics;
        _draft = draft;
        _argument = argument;
        _isInId = isInId;
        _projects = new ProjectReferenceReader(catalog, drafts, draft.Name, argument, Report);
    }

    /// <summary>Reads the value; null if there is an error, which has been reported.</summary>
    public ArgumentValue? Read(ParameterType type, DeclaredValue declared)
    {
        var conversion = declared switch
        {
            DeclaredValue.Text text => FromText(type, text.Value, text.Parts),
            DeclaredValue.Json json => FromJson(type, json.Value),
            DeclaredValue.InMemory inMemory => new InMemoryValueReader(this, _isInId).Read(type, inMemory.Value),
            _ => throw new InvalidOperationException($"Unknown kind of value {declared.GetType().Name}."),
        };
        if (conversion.Value is null && !_reported)
            Report(Descriptors.ValueDoesNotConvert, declared.Name, declared.Short, type, conversion.Problem);

        return conversion.Value;
    }

    protected override Conversion? ReadReference(ParameterType type, string text, ImmutableArray<string> parts)
    {
        var start = text.AsSpan().TrimStart();
        if (start.StartsWith("\"" + Prefix) && IsSingle(type))
            return Unquote(type, text);

        if (start.StartsWith("{"))
            return ReadStepText(type, text);

        var isList = type.Kind is ParameterKind.List or ParameterKind.Set;
        if (!start.StartsWith(Prefix) && !(isList && AnyReference(parts)))
            return null;

        return isList ? ReadReferences(type, parts.IsDefault ? [text] : parts) : ReadOne(text.Trim()[Prefix.Length..], type);
    }

    protected override Conversion? ReadStep(ParameterType type, JsonElement json)
    {
        if (json.TryGetProperty("ref", out var name) && name.ValueKind == JsonValueKind.String)
        {
            var key = json.TryGetProperty("key", out var part) ? part.ToString() : null;
            return ReadOne(name.GetString()!, type, key);
        }

        if (json.TryGetProperty("type", out var written)
            && written.ValueKind == JsonValueKind.String
            && _catalog.Find(written.GetString()!) is { Count: > 0 } found)
        {
            // As with named steps, its type decides whether it is a list or an item of one.
            var inline = _drafts.AddInline(_draft, _argument, json);
            inline.Type ??= found.Count == 1 ? found[0] : null;
            return Refer(inline, [], type);
        }

        return null;
    }

    /// <summary>Creates a reference to a step of the running program.</summary>
    internal Conversion Refer(Step step, ImmutableArray<string> path, ParameterType expected) => Refer(_drafts.AddInMemory(step), path, expected);

    internal Conversion ReadPaths(ParameterType type, ImmutableArray<string> paths) => ReadFiles(type, paths);

    protected override Conversion ReadFiles(ParameterType type, ImmutableArray<string> paths)
    {
        var finder = new InputFileFinder(_baseDirectory, _drafts, _draft, _argument, Report);
        foreach (var path in paths)
        {
            var trimmed = path.Trim();
            if (trimmed.Length > 0 && finder.Add(trimmed) is { } problem)
                return Conversion.Fail(problem);
        }

        var files = finder.Files();
        if (type.Kind == ParameterKind.InputFiles)
            return Conversion.From(new ArgumentValue.Files([.. files.Values]));

        return files.Count == 1
            ? Conversion.From(files.First().Value)
            : Conversion.Fail(files.Count == 0 ? "Write the path of a file." : $"It names {files.Count} files; {type} takes one.");
    }

    private static bool IsSingle(ParameterType type) =>
        type.Kind is not (ParameterKind.List or ParameterKind.Set or ParameterKind.Map or ParameterKind.Object or ParameterKind.InputFile or ParameterKind.InputFiles);

    private static bool AnyReference(ImmutableArray<string> parts)
    {
        if (!parts.IsDefault)
        {
            foreach (var part in parts)
            {
                if (part.AsSpan().TrimStart().StartsWith(Prefix))
                    return true;
            }
        }

        return false;
    }

    // A text that starts with ref: but is not a reference is written in JSON quotes.
    private static Conversion Unquote(ParameterType type, string text)
    {
        try
        {
            using var json = ArgumentJson.Parse(text);
            return ScalarReader.Read(type, json.RootElement.GetString()!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Conversion.Fail($"A text that starts with a quote and ref: is read as a JSON string: {exception.Message}");
        }
    }

    private Conversion? ReadStepText(ParameterType expected, string text)
    {
        try
        {
            using var json = ArgumentJson.Parse(text);
            return ReadStep(expected, json.RootElement.Clone());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, so not a step: if it is not valid as a plain value either, that is reported there.
            return null;
        }
    }

    private Conversion ReadReferences(ParameterType type, ImmutableArray<string> parts)
    {
        var written = parts.Select(part => part.Trim()).Where(part => part.Length > 0).ToList();
        if (written.Count == 1 && parts.Length == 1 && !Glob.IsPattern(written[0]))
            return ReadOne(written[0][Prefix.Length..], type);

        var items = ImmutableArray.CreateBuilder<ArgumentValue>();
        foreach (var part in written)
        {
            foreach (var item in ReadItem(type.Element!, part))
            {
                if (item.Value is null)
                    return item;

                items.Add(item.Value);
            }
        }

        return Conversion.From(new ArgumentValue.List(items.DrainToImmutable(), type.Kind == ParameterKind.Set));
    }

    private IEnumerable<Conversion> ReadItem(ParameterType element, string part)
    {
        if (!part.StartsWith(Prefix, StringComparison.Ordinal) || !Glob.IsPattern(part))
            return [FromText(element, part, default)];

        var pattern = part[Prefix.Length..];
        if (ProjectReferenceReader.Split(pattern) is var (project, rest))
            return _projects.FindAll(project, rest) is { } found ? found.Select(step => Refer(step, [], element)) : [Conversion.Fail("")];

        var matches = _drafts.DeclaredNames.Where(name => name != _draft.Name && Glob.Matches(pattern, name)).ToList();
        return matches.Count > 0
            ? matches.Select(name => Refer(_drafts.Find(name)!, [], element))
            : [Missing(pattern)];
    }

    private Conversion ReadOne(string body, ParameterType? expected, string? key = null)
    {
        if (Find(body) is not var (target, reference))
            return Conversion.Fail("");

        if (reference.Problem is { } problem)
        {
            Report(Descriptors.InvalidReference, _argument, Prefix + body, problem);
            return Conversion.Fail("");
        }

        var path = key is null ? reference.Path : reference.Path.Add(key);
        return Refer(target, path, expected);
    }

    // Null if there is no such step, which has been reported.
    private (StepDraft Target, ParsedReference Reference)? Find(string body)
    {
        if (ProjectReferenceReader.Split(body) is var (project, rest))
            return _projects.Find(project, rest);

        if (ReferenceParser.Parse(body, name => _drafts.Find(name) is not null) is { } reference)
            return (_drafts.Find(reference.Step)!, reference);

        Missing(body);
        return null;
    }

    private Conversion Refer(StepDraft target, ImmutableArray<string> path, ParameterType? expected)
    {
        var value = new ArgumentValue.Reference(new StepReference(target.Name, path));
        _draft.References.Add(new DraftReference(_argument, target, path, expected));
        return expected is not null && ReferenceTypes.GivesItemOf(target.Type?.Result, path, expected)
            ? Conversion.From(new ArgumentValue.List([value], expected.Kind == ParameterKind.Set))
            : Conversion.From(value);
    }

    private Conversion Missing(string name)
    {
        Report(
            Descriptors.MissingReference,
            _draft.Name,
            _argument,
            name,
            _drafts.Suggest(name, _draft));
        return Conversion.Fail("");
    }

    private void Report(DiagnosticDescriptor descriptor, params object?[] arguments) => Report(descriptor.Create(_draft.SubjectOf(_argument), arguments));

    private void Report(Diagnostic mistake)
    {
        _reported = true;
        _diagnostics.Add(mistake);
    }
}
