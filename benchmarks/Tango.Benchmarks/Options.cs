using System.Globalization;

namespace Tango.Benchmarks;

/// <summary>What the command line asks for.</summary>
/// <param name="Benchmarks">The names of the benchmarks; empty: all.</param>
/// <param name="Rounds">How many rounds; null: each benchmark's own number.</param>
/// <param name="Steps">The sizes of generated graphs; null: each benchmark's own.</param>
/// <param name="Tools">The tools of the benchmark <c>peers</c>; null: all.</param>
/// <param name="Share">How much of the large results is made, above 0, up to 1.</param>
internal sealed record Options(IReadOnlyList<string> Benchmarks, int? Rounds, int[]? Steps, string[]? Tools = null, double Share = 1)
{
    private static readonly string[] Names = ["build", "check", "run", "identity", "stream", "remote", "cluster", "peers", "large", "clone", "edit"];

    /// <summary>How to say it.</summary>
    public static readonly string Usage = $"Usage: {string.Join(' ', Names.Select(name => $"[{name}]"))} [--rounds N] [--steps N,N,…] [--tools NAME,NAME,…] [--share 0.1]";

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
                case "--tools" when i + 1 < arguments.Length: options = options with { Tools = arguments[++i].Split(',') }; break;
                case "--share" when i + 1 < arguments.Length: options = options with { Share = double.Parse(arguments[++i], CultureInfo.InvariantCulture) }; break;
                case var name when Names.Contains(name): options = options with { Benchmarks = [.. options.Benchmarks, arguments[i]] }; break;
                default: return null;
            }
        }

        return options;
    }

    /// <summary>Whether a benchmark is asked for.</summary>
    public bool Wants(string benchmark) => Benchmarks.Count == 0 || Benchmarks.Contains(benchmark);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
