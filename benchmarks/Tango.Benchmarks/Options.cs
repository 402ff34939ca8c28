using System.Globalization;

namespace Tango.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Benchmarks">The names of the benchmarks; empty: all.</param>
/// <param name="Rounds">How many rounds; null: each benchmark's own number.</param>
/// <param name="Steps">The sizes of generated graphs; null: each benchmark's own.</param>
internal sealed record Options(IReadOnlyList<string> Benchmarks, int? Rounds, int[]? Steps)
{
    /// <summary>How to say it.</summary>
    public const string Usage = "Usage: [build] [check] [run] [identity] [stream] [remote] [cluster] [--rounds N] [--steps N,N,…]";

    /// <summary>Reads a command line; null when it makes no sense.</summary>
    public static Options? Read(string[] arguments)
    {
        var options = new Options([], null, null);
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--rounds" when i + 1 < arguments.Length: options = options with { Rounds = Number(arguments[++i]) }; break;
                case "--steps" when i + 1 < arguments.Length: options = options with { Steps = [.. arguments[++i].Split(',').Select(Number)] }; break;
                case "build" or "check" or "run" or "identity" or "stream" or "remote" or "cluster": options = options with { Benchmarks = [.. options.Benchmarks, arguments[i]] }; break;
                default: return null;
            }
        }

        return options;
    }

    /// <summary>Whether a benchmark is asked for.</summary>
    public bool Wants(string benchmark) => Benchmarks.Count == 0 || Benchmarks.Contains(benchmark);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
