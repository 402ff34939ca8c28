using Tango.Diagnostics;
using Tango.Formats;
using Tango.Steps.Commands;

namespace Tango.Steps;

/// <summary>The step types a project can name: by registered name, class name or full name.</summary>
internal sealed class StepTypeCatalog
{
    private readonly Dictionary<string, List<StepType>> _byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Collects step types.</summary>
    /// <param name="types">The types, those of the project itself first.</param>
    /// <param name="diagnostics">Mistakes in types that were met while reading them; they matter to whoever uses such a type.</param>
    /// <param name="formats">The formats of the user's own that results may be stored in.</param>
    public StepTypeCatalog(IEnumerable<StepType> types, IReadOnlyList<Diagnostic>? diagnostics = null, IReadOnlyList<OwnFormat>? formats = null)
    {
        Types = [.. types];
        Diagnostics = diagnostics ?? [];
        Formats = formats ?? [];
        foreach (var type in Types)
        {
            foreach (var name in NamesOf(type))
            {
                Add(name, type);
            }
        }
    }

    /// <summary>All step types that were read; the built-in ones are not among them.</summary>
    public IReadOnlyList<StepType> Types { get; }

    /// <summary>Mistakes in step types: no single <c>Run</c>, a reserved parameter name, … . The types concerned are not in <see cref="Types"/>.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>The formats of the user's own.</summary>
    public IReadOnlyList<OwnFormat> Formats { get; }

    /// <summary>The format of the user's own of a type's full name; null when there is none.</summary>
    /// <param name="name">A format's name without its compression.</param>
    public OwnFormat? FindFormat(string name)
    {
        foreach (var format in Formats)
        {
            if (format.Type == name)
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>The step types of a name, without regard to case: none, one, or several when a short name is ambiguous.</summary>
    /// <param name="name">Registered name, class name or full name.</param>
    public IReadOnlyList<StepType> Find(string name) => _byName.TryGetValue(name, out var found) ? found : FindBuiltIn(name);

    /// <summary>Every name that <see cref="Find"/> knows, full names left out: what a misspelling is compared with.</summary>
    public IReadOnlyCollection<string> ShortNames =>
        [.. Types.Select(type => type.ClassName).Concat(Types.Select(type => type.RegisteredName).OfType<string>()).Append(CommandNames.Type)];

    // A step type of the user's goes before a built-in one of its name, which can still be had by its full name.
    private static IReadOnlyList<StepType> FindBuiltIn(string name) =>
        name.Equals(CommandNames.Type, StringComparison.OrdinalIgnoreCase) || name.Equals(CommandNames.FullName, StringComparison.OrdinalIgnoreCase)
            ? [CommandType.Undeclared]
            : [];

    private static IEnumerable<string> NamesOf(StepType type) =>
        new[] { type.FullName, type.ClassName, type.RegisteredName }
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private void Add(string name, StepType type)
    {
        if (!_byName.TryGetValue(name, out var types))
        {
            _byName.Add(name, types = []);
        }

        types.Add(type);
    }
}
