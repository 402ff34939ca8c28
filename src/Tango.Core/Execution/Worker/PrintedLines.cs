namespace Tango.Execution.Worker;

/// <summary>What is kept of the lines that a worker prints, for messages about its end: the first, which are those of a host that refuses, and those of a crash.</summary>
internal sealed class PrintedLines
{
    private const int MaxFirst = 20;
    private const int MaxCrash = 4;
    private const int MaxLength = 400;

    // How .NET begins its last words; what follows is the exception, and the stack from its top.
    private static readonly string[] Beginnings = ["Unhandled exception.", "Stack overflow.", "Process terminated.", "Fatal error.", "Out of memory."];

    private readonly List<string> _first = [];
    private readonly Queue<string> _last = new();
    private List<string> _crash = [];

    /// <summary>The first lines.</summary>
    public IReadOnlyCollection<string> First => _first;

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        line = line.Length <= MaxLength ? line : string.Concat(line.AsSpan(0, MaxLength), "…");
        if (_first.Count < MaxFirst)
            _first.Add(line);

        if (Beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal)))
            _crash = [line];
        else if (_crash.Count is > 0 and < MaxCrash)
            _crash.Add(line);

        if (_last.Count == MaxCrash)
            _last.Dequeue();

        _last.Enqueue(line);
    }

    /// <summary>The exception and the top of its stack; if there is none, the last lines. One line, which ends with a full stop.</summary>
    public string Describe()
    {
        var text = string.Join(" ", (_crash.Count > 0 ? _crash : (IEnumerable<string>)_last).Select(line => line.Trim()).Where(line => line.Length > 0));
        return text.Length == 0 ? "It printed nothing." : $"It printed: {text.TrimEnd('.')}.";
    }
}
