namespace Tango.Core.Tests.Child;

/// <summary>So many lines of 10,000 characters.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class LongLines : Step<IEnumerable<string>>
{
    /// <summary>Makes them one by one.</summary>
    public IEnumerable<string> Run(int count)
    {
        for (var i = 0; i < count; i++)
            yield return new string((char)('a' + (i % 26)), 10_000);
    }
}

/// <summary>The same lines, passed on one by one, and never stored.</summary>
[Step(Deterministic = true, Version = "1", Caching = StepCaching.Never)]
public sealed class PassedLines : Step<IAsyncEnumerable<string>>
{
    /// <summary>Passes them on.</summary>
    public async IAsyncEnumerable<string> Run(IAsyncEnumerable<string> lines)
    {
        await foreach (var line in lines)
            yield return line;
    }
}

/// <summary>Characters in all lines, read twice.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class CharacterCount : Step<long>
{
    /// <summary>Counts them.</summary>
    public long Run(IEnumerable<string> lines) => lines.Sum(line => (long)line.Length) + lines.Sum(line => (long)line.Length);
}
