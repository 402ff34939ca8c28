using Tango.Diagnostics;

namespace Tango.Cli.Live;

/// <summary>The errors and warnings that <c>dotnet build</c> prints, and its commands to a build server, each once: it repeats errors and warnings at its end.</summary>
internal sealed class ProblemLines
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _new = [];
    private readonly List<string> _others = [];
    private bool _hasError;

    /// <summary>Whether a project has said what became of its pipeline.</summary>
    public bool HasOutcome { get; private set; }

    /// <summary>Takes a line of the build.</summary>
    public void Take(string line)
    {
        lock (_lock)
        {
            HasOutcome |= BuildLine.IsOutcome(line);
            if (!BuildLine.IsProblem(line) && !BuildLine.IsServerCommand(line))
            {
                if (string.IsNullOrWhiteSpace(line))
                    return;

                if (_others.Count == BuildLine.ShownOfOthers)
                    _others.RemoveAt(0);

                _others.Add(line);
                return;
            }

            _hasError |= BuildLine.IsError(line);
            if (_seen.Add(line.Trim()))
                _new.Add(line.Trim());
        }
    }

    /// <summary>Writes the lines since the last call.</summary>
    public void Write(TextWriter writer)
    {
        foreach (var line in ReadNew())
            writer.WriteLine(PrintableText.Line(line));
    }

    /// <summary>Explains a failure, if there was one.</summary>
    /// <param name="code">The exit code of <c>dotnet build</c>, which has many.</param>
    /// <returns>The exit code of the tool.</returns>
    public int End(int code, TextWriter writer)
    {
        if (code == 0)
            return ExitCode.Success;

        foreach (var line in Explain())
            writer.WriteLine(PrintableText.Line(line));

        return ExitCode.Failure;
    }

    /// <summary>For a build that failed and gave no error, as it did not come so far: the end of all else that it printed.</summary>
    private IReadOnlyList<string> Explain()
    {
        lock (_lock)
            return _hasError ? [] : BuildLine.Explain(_others);
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
