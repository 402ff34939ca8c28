namespace Tango.Core.Tests.Execution.Steps;

[Step(Deterministic = true, Version = "1")]
public sealed class WaitsAtGate : Step<int>
{
    public async Task<int> RunAsync(string gate, CancellationToken cancellationToken, int value = 0)
    {
        await Gate.Find(gate).PassAsync(cancellationToken);
        return value;
    }
}

/// <summary>Comes to one gate when it starts and, told to stop, to another before it obeys.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class StopsLate : Step<int>
{
    public async Task<int> RunAsync(string started, string stopping, CancellationToken cancellationToken)
    {
        try
        {
            await Gate.Find(started).PassAsync(cancellationToken);
        }
        finally
        {
            await Gate.Find(stopping).PassAsync(CancellationToken.None);
            Logger.Info("stopped");
        }

        return 0;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Fails : Step<int>
{
    public int Run(string message, string counter = "", int after = 0)
    {
        Counter.Count(counter);
        throw new InvalidOperationException(message);
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class ReadsPathAsText : Step<string>
{
    public string Run(string path, IReadOnlyList<string>? more = null, bool wraps = false, bool other = false)
    {
        try
        {
            if (other)
                throw new IOException($"{path} is empty");

            var file = path.Length > 0 ? path : more![^1];
            return path.StartsWith("tables", StringComparison.Ordinal) && !Path.HasExtension(path) ? Directory.GetFiles(file)[0] : File.ReadAllText(file);
        }
        catch (IOException exception) when (wraps)
        {
            throw new InvalidOperationException($"cannot read {path}", exception);
        }
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class FailsAtFirst : Step<int>
{
    public int Run(string counter, int failures) => Counter.Count(counter) <= failures
        ? throw new IOException($"try {Counter.Of(counter)}")
        : Counter.Of(counter);
}

[Step(Deterministic = true, Version = "1")]
public sealed class ResumesAtSecondTry : Step<string>
{
    public string Run(string counter, [SkipInId] string note)
    {
        var path = Path.Combine(WorkDirectory, "progress.txt");
        File.AppendAllText(path, note);
        return Counter.Count(counter) == 1 ? throw new IOException("half way") : File.ReadAllText(path);
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Talks : Step<int>
{
    public async Task<int> RunAsync(string name, string gate, string other)
    {
        Console.Write($"{name} says ");
        Gate.Find(gate).Open();
        await Gate.Find(other).PassAsync();
        Console.WriteLine("hello");
        await Console.Error.WriteLineAsync($"{name} minds");
        Logger.Warning($"{name} warns");
        Progress.Report(new StepProgress(0.5, "half"));
        Summary = $"{name} spoke";
        return 1;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Streams : Step<IEnumerable<int>>
{
    public IEnumerable<int> Run(int count, string counter = "")
    {
        Logger.Info($"streams to {WorkDirectory}");
        Console.WriteLine("streams begins");
        Counter.Count(counter);
        for (var number = 1; number <= count; number++)
            yield return number;
    }
}

/// <summary>Knows what came out only when all of it has.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class SummarisesLate : Step<IEnumerable<int>>
{
    public IEnumerable<int> Run(int count)
    {
        Summary = "nothing yet";
        for (var number = 1; number <= count; number++)
            yield return number;

        Summary = $"{count} numbers";
    }
}

[Step(Deterministic = true, Caching = StepCaching.Never, Version = "1")]
public sealed class StreamsUncached : Step<IEnumerable<int>>
{
    public IEnumerable<int> Run(int count, string counter)
    {
        Counter.Count(counter);
        for (var number = 1; number <= count; number++)
            yield return number;
    }
}

public record Animal(string Name);

/// <summary>An animal of which JSON would keep the name only.</summary>
public sealed record Dog(string Name) : Animal(Name);

/// <summary>Plain animals first, dogs after.</summary>
[Step(Deterministic = true, Caching = StepCaching.Never, Version = "1")]
public sealed class StreamsAnimals : Step<IEnumerable<Animal>>
{
    public IEnumerable<Animal> Run(int count) =>
        Enumerable.Range(0, count).Select(number => number < count / 2 ? new Animal($"animal {number}") : new Dog($"dog {number}"));
}

[Step(Deterministic = true, Version = "1")]
public sealed class CountsDogs : Step<string>
{
    public string Run(IEnumerable<Animal> animals, int after = 0) => $"{animals.Distinct().Count()} animals, {animals.OfType<Dog>().Count() + (0 * after)} dogs";
}

[Step(Deterministic = true, Version = "1")]
public sealed class StreamFailsAtFirst : Step<IEnumerable<int>>
{
    public IEnumerable<int> Run(string counter, int failures)
    {
        yield return 1;
        if (Counter.Count(counter) <= failures)
            throw new IOException("torn");

        yield return 2;
    }
}

[Step(Deterministic = true, Caching = StepCaching.Never, Version = "1")]
public sealed class WritesFileUncached : Step<OutputFile>
{
    public OutputFile Run(string content)
    {
        var path = Path.Combine(WorkDirectory, "made.txt");
        File.WriteAllText(path, content);
        return new OutputFile(path);
    }
}

/// <summary>Forgets to close a file in its work directory.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class LeavesFileOpen : Step<string>
{
    private static readonly List<FileStream> Open = [];

    public string Run(string content)
    {
        Open.Add(new FileStream(Path.Combine(WorkDirectory, "open.txt"), FileMode.Create, FileAccess.Write, FileShare.None));
        return content;
    }

    /// <summary>Closes all of them.</summary>
    public static void CloseAll()
    {
        Open.ForEach(file => file.Dispose());
        Open.Clear();
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class WritesManyFiles : Step<OutputDirectory>
{
    public OutputDirectory Run(int count)
    {
        var directory = Directory.CreateDirectory(Path.Combine(WorkDirectory, "many")).FullName;
        for (var number = 0; number < count; number++)
            File.WriteAllText(Path.Combine(directory, $"{number}.txt"), $"{number}");

        return new OutputDirectory(directory);
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class ReadsText : Step<string>
{
    public string Run(InputFile path) => path.ReadAllText();
}

[Step(Deterministic = true, Version = "1")]
public sealed class ReadsTexts : Step<string>
{
    public string Run(InputFiles paths) => string.Concat(paths.Select(path => path.ReadAllText()));
}

/// <summary>Changes the file it reads, as a careless step does.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class ChangesItsInput : Step<string>
{
    public string Run(InputFile path, string content)
    {
        var before = path.ReadAllText();
        File.WriteAllText(path.Path, content);
        return before;
    }
}

[Step(Deterministic = true, Version = "1", Format = "text")]
public sealed class Writes : Step<string>
{
    public string Run(string text) => text;
}

[Step(Deterministic = true, Version = "1")]
public sealed class CancelsItself : Step<int>
{
    public int Run() => throw new OperationCanceledException("a service did not answer");
}

[Step(Deterministic = true, Caching = StepCaching.Never, Version = "1")]
public sealed class DeletesDirectory : Step<int>
{
    public int Run(string path)
    {
        Directory.Delete(path, recursive: true);
        return 0;
    }
}

[Step(Deterministic = true, Version = "1")]
public sealed class Overwrites : Step<int>
{
    public int Run(string path, string content)
    {
        File.WriteAllText(path, content);
        return content.Length;
    }
}
