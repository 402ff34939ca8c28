using System.Security.Cryptography;
using System.Text;

namespace Tango.Benchmarks.Steps;

/// <summary>A step of the graphs that are compared with other tools: reads a file and the results that it needs, and leaves a mark that it ran.</summary>
[Step(Deterministic = true)]
public sealed class Mix : Step<string>
{
    private static readonly Lock Gate = new();

    public string Run(InputFile input, IReadOnlyList<string>? others = null)
    {
        lock (Gate)
            File.AppendAllText(Path.Combine(Path.GetDirectoryName(input.Path)!, "../ran.log"), Path.GetFileNameWithoutExtension(input.Path) + "\n");

        var content = File.ReadAllText(input.Path) + string.Join('\n', others ?? []);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }
}
