using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tango.Benchmarks.Generated;

/// <summary>Another tool over the same graph; each of its steps is <c>echo x &gt; file</c>.</summary>
internal sealed class Peer
{
    private readonly string _program;
    private readonly string _directory;

    private Peer(string program, string directory)
    {
        _program = program;
        _directory = directory;
    }

    /// <summary>Ninja; null when it is not installed.</summary>
    /// <param name="directory">An empty folder.</param>
    /// <param name="steps">How many steps.</param>
    public static Peer? Ninja(string directory, int steps) => Create("ninja", directory, "build.ninja", WriteNinja, steps);

    /// <summary>Make; null when it is not installed.</summary>
    /// <param name="directory">An empty folder.</param>
    /// <param name="steps">How many steps.</param>
    public static Peer? Make(string directory, int steps) => Create("make", directory, "Makefile", WriteMake, steps);

    /// <summary>Runs it.</summary>
    public void Run()
    {
        var start = new ProcessStartInfo(_program, [string.Create(CultureInfo.InvariantCulture, $"-j{Environment.ProcessorCount}")])
        {
            WorkingDirectory = _directory,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{_program} ended with {process.ExitCode}.");
    }

    private static Peer? Create(string program, string directory, string file, Action<StringBuilder, int> write, int steps)
    {
        var places = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        if (!places.Any(place => File.Exists(Path.Combine(place, program))))
            return null;

        var text = new StringBuilder();
        write(text, steps);
        Directory.CreateDirectory(directory);
        File.WriteAllText(Path.Combine(directory, file), text.ToString());
        return new(program, directory);
    }

    private static void WriteNinja(StringBuilder text, int steps)
    {
        text.Append("rule add\n  command = echo x > $out\n");
        for (var step = 0; step < steps; step++)
            text.Append("build ").Append(LayeredGraph.Name(step)).Append(": add").Append(Needed(step)).Append('\n');
    }

    private static void WriteMake(StringBuilder text, int steps)
    {
        text.Append("all:");
        for (var step = 0; step < steps; step++)
            text.Append(' ').Append(LayeredGraph.Name(step));

        text.Append('\n');
        for (var step = 0; step < steps; step++)
            text.Append(LayeredGraph.Name(step)).Append(':').Append(Needed(step)).Append("\n\t@echo x > $@\n");
    }

    private static string Needed(int step) =>
        LayeredGraph.IsFirst(step) ? "" : $" {LayeredGraph.Name(LayeredGraph.Left(step))} {LayeredGraph.Name(LayeredGraph.Right(step))}";
}
