namespace Tango.Windows.TestRunner;

/// <summary>Tests that fail under Wine and not because of Tango. Each line of the file is the beginning of a test's full name, a tab, and the reason; lines with # are comments.</summary>
internal sealed class KnownFailures
{
    private readonly List<string> _names;

    public KnownFailures(string path) =>
        _names = [.. File.ReadLines(path).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t')[0])];

    public bool Contains(string test) => _names.Exists(name => test.StartsWith(name, StringComparison.Ordinal));
}
