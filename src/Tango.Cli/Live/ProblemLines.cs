namespace Tango.Cli.Live;

/// <summary>The errors and warnings that <c>dotnet build</c> prints, and its commands to a build server, each once: it repeats errors and warnings at its end.</summary>
internal sealed class ProblemLines
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _new = [];

    /// <summary>Takes a line of the build.</summary>
    public void Take(string line)
    {
        if (!BuildLine.IsProblem(line) && !BuildLine.IsServerCommand(line))
            return;

        lock (_lock)
        {
            if (_seen.Add(line.Trim()))
                _new.Add(line.Trim());
        }
    }

    /// <summary>The lines since the last call.</summary>
    public IReadOnlyList<string> ReadNew()
    {
        lock (_lock)
        {
            string[] lines = [.. _new];
            _new.Clear();
            return lines;
        }
    }
}
