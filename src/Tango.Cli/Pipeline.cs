using Tango.IO;

namespace Tango.Cli;

/// <summary>The pipeline of a project for one configuration and target framework: those have state directories of their own, and steps of the same names.</summary>
/// <param name="Project">The full path of the project's file.</param>
/// <param name="StateDirectory">The engine's state directory; empty in old records.</param>
internal sealed record Pipeline(string Project, string StateDirectory)
{
    // Folders that every state directory has.
    private static readonly string[] Common = ["obj", "artifacts", "tango"];

    /// <summary>The project's name.</summary>
    public string Name => LastPart(Project) is { } file && file.LastIndexOf('.') is > 0 and var dot ? file[..dot] : LastPart(Project);

    /// <summary>The folders of the project, the outermost first.</summary>
    private string[] Folders => Split(Project)[..^1];

    /// <summary>What distinguishes it from others of the project, e.g. <c>Debug</c> and <c>net10.0</c>.</summary>
    private string[] Variant => [.. Split(StateDirectory)
        .Except(Folders, StringComparer.OrdinalIgnoreCase)
        .Where(part => !Common.Contains(part, StringComparer.OrdinalIgnoreCase) && !part.Equals(Name, StringComparison.OrdinalIgnoreCase))];

    /// <summary>The target framework, if the state directory tells it; null if it does not.</summary>
    public string? Framework => Variant.SelectMany(part => part.Split('_')).LastOrDefault(part => part.StartsWith("net", StringComparison.OrdinalIgnoreCase) && part.Length > 3 && char.IsAsciiDigit(part[3]));

    /// <summary>Whether a folder is that of the project, or below it.</summary>
    public bool Contains(string folder) => Split(folder) is var parts && parts.Length >= Folders.Length && parts.Take(Folders.Length).SequenceEqual(Folders, PathComparison.Comparer);

    /// <inheritdoc/>
    public bool Equals(Pipeline? other) => other is not null && PathComparison.Comparer.Equals(Project, other.Project) && PathComparison.Comparer.Equals(StateDirectory, other.StateDirectory);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(PathComparison.Comparer.GetHashCode(Project), PathComparison.Comparer.GetHashCode(StateDirectory));

    /// <summary>
    /// Whether a text before the name of a step can mean it: parts of its path in their order, e.g. <c>App</c>, <c>src/App</c> or <c>App/net10.0</c>; or the whole path of the project's file or of the state
    /// directory.
    /// </summary>
    public bool Matches(string qualifier)
    {
        var wanted = Split(qualifier);
        if (wanted.SequenceEqual(Split(Project), PathComparison.Comparer) || (StateDirectory.Length > 0 && wanted.SequenceEqual(Split(StateDirectory), PathComparison.Comparer)))
            return true;

        var found = 0;
        foreach (var part in Folders.Append(Name).Concat(Variant))
        {
            if (found < wanted.Length && part.Equals(wanted[found], StringComparison.OrdinalIgnoreCase))
                found++;
        }

        return found == wanted.Length;
    }

    /// <summary>Whether a record of another machine, with other folders, may be of the same pipeline.</summary>
    public bool IsLike(Pipeline other) =>
        Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase) && (StateDirectory == other.StateDirectory || Variant.SequenceEqual(other.Variant, StringComparer.OrdinalIgnoreCase));

    /// <summary>A short text that tells it from others: the project's name, with folders before it and the framework or configuration after it where they differ.</summary>
    /// <param name="others">All that it must be told from; it may be among them.</param>
    public string NameAmong(IReadOnlyCollection<Pipeline> others)
    {
        var same = others.Where(other => other != this && other.Name.Equals(Name, StringComparison.OrdinalIgnoreCase)).ToList();
        string[] parts = [.. OwnParts(Folders, same, other => other.Folders), Name, .. OwnParts(Variant, same, other => other.Variant)];
        return string.Join('/', parts);
    }

    private static IEnumerable<string> OwnParts(string[] parts, List<Pipeline> others, Func<Pipeline, string[]> partsOf) =>
        parts.Where(part => others.Any(other => !partsOf(other).Contains(part, StringComparer.OrdinalIgnoreCase)));

    // Records of other systems have their separators.
    private static string[] Split(string path) => path.Split('/', '\\').Where(part => part.Length > 0).ToArray();

    private static string LastPart(string path) => Split(path) is [.., var last] ? last : "";
}
