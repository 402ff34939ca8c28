using Tango.Diagnostics;
using Tango.Formats;
using Tango.Steps.Commands;

namespace Tango.Steps;

/// <summary>The step types that a project can use: by registered name, class name or full name, in packages also by full name and assembly.</summary>
internal sealed class StepTypeCatalog
{
    private readonly Dictionary<string, List<StepType>> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates a catalog.</summary>
    /// <param name="types">The types, those of the project itself first.</param>
    /// <param name="diagnostics">Errors in types; they are reported only if a declaration uses such a type.</param>
    /// <param name="formats">The custom formats of results.</param>
    public StepTypeCatalog(IEnumerable<StepType> types, IReadOnlyList<Diagnostic>? diagnostics = null, IReadOnlyList<CustomFormat>? formats = null)
    {
        Types = [.. types];
        Diagnostics = diagnostics ?? [];
        Formats = formats ?? [];
        foreach (var type in Types)
        {
            foreach (var name in NamesOf(type))
                Add(name, type);
        }
    }

    /// <summary>All step types that were read, without the built-in ones.</summary>
    public IReadOnlyList<StepType> Types { get; }

    /// <summary>Errors in step types: no single <c>Run</c>, a reserved parameter name, … . These types are not in <see cref="Types"/>.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The custom formats.</summary>
    public IReadOnlyList<CustomFormat> Formats { get; }

    /// <summary>The sources of the step types' fingerprints other than code.</summary>
    public CodeSources Sources { get; init; } = CodeSources.None;

    /// <summary>The custom format with a type's full name; null if there is none.</summary>
    /// <param name="name">A format's name without its compression.</param>
    public CustomFormat? FindFormat(string name)
    {
        foreach (var format in Formats)
        {
            if (format.Type == name)
                return format;
        }

        return null;
    }

    /// <summary>The step types of a name, ignoring case: none, one, or several if a short name is ambiguous.</summary>
    /// <param name="name">Registered name, class name or full name.</param>
    public IReadOnlyList<StepType> Find(string name) => _byName.TryGetValue(name, out var found) ? found : FindBuiltIn(name);

    /// <summary>Every name that <see cref="Find"/> accepts, except full names: for suggestions after a misspelling.</summary>
    public IReadOnlyCollection<string> ShortNames =>
        [.. Types.Select(type => type.ClassName).Concat(Types.Select(type => type.RegisteredName).OfType<string>()).Append(CommandNames.Type)];

    // A user's step type hides a built-in one of the same name, which can still be used by its full name.
    private static IReadOnlyList<StepType> FindBuiltIn(string name) =>
        name.Equals(CommandNames.Type, StringComparison.OrdinalIgnoreCase) || name.Equals(CommandNames.FullName, StringComparison.OrdinalIgnoreCase)
            ? [CommandType.Undeclared]
            : [];

    private static IEnumerable<string> NamesOf(StepType type) =>
        new[] { type.FullName, type.ClassName, type.RegisteredName, type.Package is null ? null : type.QualifiedName }
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);

    // A step type of the user's projects hides those of packages that have the same name: a package that gets another step type breaks no build.
    private void Add(string name, StepType type)
    {
        if (!_byName.TryGetValue(name, out var types))
            _byName.Add(name, types = []);

        if (type.Package is null)
            types.RemoveAll(other => other.Package is not null);
        else if (types.Exists(other => other.Package is null))
            return;

        types.Add(type);
    }
}
