namespace Tango.Analyzers.TypedResults;

/// <summary>A step of the project whose result is exported, as the build lists it for the compiler: <c>report|Evaluate|json||bin/Debug/net10.0/report.json</c>.</summary>
internal sealed class DeclaredResult
{
    private DeclaredResult(string[] parts)
    {
        Step = parts[0];
        Type = parts[1];
        Format = parts[2];
        HasOutputs = parts[3].Length > 0;
        ExportTo = parts[4].Replace('\\', '/');
    }

    /// <summary>The name of the step.</summary>
    public string Step { get; }

    /// <summary>The step type, as written.</summary>
    public string Type { get; }

    /// <summary>The format with its compression; empty if the item has none.</summary>
    public string Format { get; }

    /// <summary>Whether the step is a command with outputs.</summary>
    public bool HasOutputs { get; }

    /// <summary>Where it is exported, relative to the project, with <c>/</c>.</summary>
    public string ExportTo { get; }

    /// <summary>Reads the list. Lines of another form are none: the build writes the file.</summary>
    public static IEnumerable<DeclaredResult> ReadAll(string text) => text.Split('\n')
        .Select(line => line.TrimEnd('\r').Split(['|'], 5))
        .Where(parts => parts.Length == 5)
        .Select(parts => new DeclaredResult(parts));
}
