using System.Text;

namespace Tango.Windows.TestRunner;

/// <summary>
/// Which tests started and which ended, in a file, because a test can end the process. Each line is <c>+</c> or <c>-</c>, the test's id, and its name. A test that started once and did not
/// end may have run beside the one that did it; a test that started twice was alone the second time.
/// </summary>
internal sealed class StartedCases : IDisposable
{
    private readonly Dictionary<string, (string Name, int Starts)> _interrupted = [];
    private readonly HashSet<string> _ended = [];
    private readonly StreamWriter _file;

    public StartedCases(string path)
    {
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
            Read(line);

        _file = new StreamWriter(path, append: true, new UTF8Encoding(false)) { AutoFlush = true };
    }

    public void Dispose() => _file.Dispose();

    public bool HasEnded(string id) => _ended.Contains(id);

    public bool WasInterrupted(string id) => _interrupted.ContainsKey(id);

    public IReadOnlyList<(string Id, string Name)> InterruptedTwice() =>
        [.. _interrupted.Where(test => test.Value.Starts > 1).Select(test => (test.Key, test.Value.Name))];

    public void Start(string id, string name) => Write('+', id, name);

    public void End(string id, string name)
    {
        _ended.Add(id);
        _interrupted.Remove(id);
        Write('-', id, name);
    }

    private void Write(char sign, string id, string name) => _file.WriteLine($"{sign}{id} {name.ReplaceLineEndings(" ")}");

    private void Read(string line)
    {
        // The last line may be cut.
        if (line.Split(' ', 2) is not [{ Length: > 1 } start, var name])
            return;

        var id = start[1..];
        if (start[0] == '+')
        {
            _interrupted[id] = (name, _interrupted.GetValueOrDefault(id).Starts + 1);
        }
        else
        {
            _interrupted.Remove(id);
            _ended.Add(id);
        }
    }
}
