namespace Tango.Core.Tests.Execution.Steps;

/// <summary>Has the same result for two numbers.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Halved : Step<int>
{
    public int Run(int number, int alsoUsed = 0) => (number / 2) + alsoUsed;
}

/// <summary>The first line of a file: lines after it may change.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class FirstLine : Step<string>
{
    public string Run(InputFile file) => File.ReadLines(file.Path).First();
}

/// <summary>A file whose content does not depend on the seed.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class MakesFile : Step<OutputFile>
{
    public OutputFile Run(int seed)
    {
        var path = Path.Combine(WorkDirectory, "made.txt");
        File.WriteAllText(path, "made");
        return new OutputFile(path);
    }
}

/// <summary>A folder with a program, a link and an empty folder, whatever the seed.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class MakesFolder : Step<OutputDirectory>
{
    public OutputDirectory Run(int seed)
    {
        var root = Directory.CreateDirectory(Path.Combine(WorkDirectory, "made")).FullName;
        Directory.CreateDirectory(Path.Combine(root, "empty"));
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(root, "inner")).FullName, "run.sh"), "echo made");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(root, "inner", "run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.CreateSymbolicLink(Path.Combine(root, "link"), "inner/run.sh");
        }

        return new OutputDirectory(root);
    }
}

/// <summary>A sequence that does not depend on the seed.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class MakesSequence : Step<IEnumerable<int>>
{
    public IEnumerable<int> Run(int seed) => Enumerable.Range(1, 100);
}

/// <summary>Nothing, whatever the seed.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class MakesNothing : Step<string?>
{
    public string? Run(int seed) => null;
}

/// <summary>Passes a folder on as its own result.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class CopiesFolder : Step<OutputDirectory>
{
    public OutputDirectory Run(OutputDirectory folder)
    {
        var root = Directory.CreateDirectory(Path.Combine(WorkDirectory, "copied")).FullName;
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(root, Path.GetFileName(file)));

        return new OutputDirectory(root);
    }
}

/// <summary>The length of a file.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class LengthOf : Step<long>
{
    public long Run(OutputFile file) => new FileInfo(file.Path).Length;
}

/// <summary>Two results and a number of its own.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class Weighs : Step<long>
{
    public long Run(IReadOnlyList<int> numbers, int first = 0, InputFile? file = null)
    {
        Summary = $"{numbers.Count} numbers";
        return (numbers.Select((number, index) => (long)number * (index + 2)).Sum() * 31) + first + (file is null ? 0 : new FileInfo(file.Path).Length);
    }
}

/// <summary>Is cached although it is not deterministic.</summary>
[Step(Caching = StepCaching.Always, Version = "1")]
public sealed class AddsDice : Step<int>
{
    public int Run(int number) => number + Random.Shared.Next(6);
}
