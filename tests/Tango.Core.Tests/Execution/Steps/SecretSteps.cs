namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Says its secrets in every way a step can say something.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SaysSecret : Step<int>
{
    public int Run([Secret] string apiKey, [Secret] string? other = null, [Secret, SkipInId] string? session = null, bool fails = false, int before = 0)
    {
        var said = $"{new string('x', before)}<{apiKey}> <{other}> <{session}>";
        Console.WriteLine(said);
        foreach (var character in said)
            Console.Write(character);

        Console.Error.WriteLine(said);
        Logger.Info(said);
        Logger.Warning(said);
        Progress.Report(new StepProgress { Text = said });
        Summary = said;
        return fails ? throw new InvalidOperationException(said, new ArgumentException(said)) : apiKey.Length;
    }
}

/// <summary>Ends its process with its secret as the last words.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class DiesWithSecret : Step<int>
{
    public int Run([Secret] string apiKey)
    {
        Environment.FailFast($"the key was <{apiKey}>");
        return 0;
    }
}
