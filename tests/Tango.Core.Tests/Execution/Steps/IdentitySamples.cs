using System.Globalization;
using Tango.Core.Tests.Identity;

namespace Tango.Core.Tests.Execution.Steps;

/// <summary>What a process makes of values and steps that are the same everywhere.</summary>
/// <param name="Culture">The culture of the process.</param>
/// <param name="Identities">The hashes of random values, and the unique ids of declared steps.</param>
public sealed record IdentitySamples(string Culture, IReadOnlyList<string> Identities)
{
    /// <summary>Takes them in this process.</summary>
    public static IdentitySamples Take(int seed)
    {
        var values = new RandomValues(seed);
        using var project = new Project();
        project.Write("daten/Größe.txt", "a");
        project
            .Declare<Half>("half", "Number=0.5")
            .Declare<Plus>("İstanbul", "Left=1", "Right=-2")
            .Declare<ReadsTexts>("texts", "Paths=daten/*.txt")
            .Declare<TakesAnything>("json", "Value={\"ı\": 1.50, \"I\": [true, \"2026-01-31\"], \"ref\": 1}")
            .Declare<SumByName>("sum", "Numbers=ä=ref:İstanbul;z=2;a=3");
        return new IdentitySamples(
            CultureInfo.CurrentCulture.Name,
            [.. Enumerable.Range(0, 500).Select(_ => Encoded.Hash(values.Next())), .. project.Declarations.Select(step => project.UniqueId(step.Name))]);
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class IdentifiesSamples : Step<IdentitySamples>
{
    public IdentitySamples Run(int seed) => IdentitySamples.Take(seed);
}
