namespace Tango.Windows.TestRunner;

/// <summary>
/// Tests that fail under Wine and not because of Tango. Each line of the file is the beginning of a test's full name, a tab, and the reason. With ! in front they are not run at all,
/// because they would end the process. Lines with # are comments.
/// </summary>
internal sealed class KnownFailures
{
    private const string NotRun = "!";

    private readonly List<string> _names;

    public KnownFailures(string path) =>
        _names = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')[0])];

    public bool Contains(string test) => _names.Exists(name => test.StartsWith(name, StringComparison.Ordinal));

    public bool MustNotRun(string test) => _names.Exists(name => name.StartsWith(NotRun, StringComparison.Ordinal) && test.StartsWith(name[NotRun.Length..], StringComparison.Ordinal));
}
