using System.Security.Cryptography;
using System.Text;

namespace Tango.Core.Tests.Child;

/// <summary>Each step of the pipeline that faults are tried on adds a line to a file when it starts, so that tests can count its runs.</summary>
public static class Marks
{
    /// <summary>Adds a line.</summary>
    public static void Leave(string folder, string step)
    {
        using var file = new FileStream(Path.Combine(folder, step), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write("ran\n"u8);
    }
}

/// <summary>A short text.</summary>
[Step(Deterministic = true, Version = "1", Format = "text")]
public sealed class FaultText : Step<string>
{
    /// <summary>Makes it.</summary>
    public string Run(int number, [SkipInId] string marks, StepContext context)
    {
        Marks.Leave(marks, context.StepName);
        return $"text {number}\n";
    }
}

/// <summary>Bytes, compressed in the cache.</summary>
[Step(Deterministic = true, Version = "1", Format = "bytes.zst")]
public sealed class FaultBytes : Step<byte[]>
{
    /// <summary>Makes them.</summary>
    public byte[] Run(int number, [SkipInId] string marks, StepContext context)
    {
        Marks.Leave(marks, context.StepName);
        return [.. Enumerable.Range(0, 60_000).Select(index => (byte)(index * number))];
    }
}

/// <summary>A sequence, stored while it is made.</summary>
[Step(Deterministic = true, Version = "1", Format = "jsonl")]
public sealed class FaultRows : Step<IEnumerable<int>>
{
    /// <summary>Makes it.</summary>
    public IEnumerable<int> Run(int number, [SkipInId] string marks, StepContext context)
    {
        Marks.Leave(marks, context.StepName);
        for (var i = 0; i < 2_000; i++)
            yield return i * number;
    }
}

/// <summary>A folder with folders, an empty one too.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class FaultTree : Step<OutputDirectory>
{
    /// <summary>Makes it.</summary>
    public OutputDirectory Run(int number, [SkipInId] string marks, StepContext context)
    {
        Marks.Leave(marks, context.StepName);
        var folder = Path.Combine(WorkDirectory, "tree");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);

        Directory.CreateDirectory(Path.Combine(folder, "empty"));
        for (var i = 0; i < 12; i++)
        {
            var path = Path.Combine(folder, $"part {i % 3}", $"file {i}.txt");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, new string((char)('a' + i), 500 * number));
        }

        return new OutputDirectory(folder);
    }
}

/// <summary>A hash of all results.</summary>
[Step(Deterministic = true, Version = "1")]
public sealed class FaultTotal : Step<string>
{
    /// <summary>Computes it.</summary>
    public string Run(IReadOnlyList<string> texts, IReadOnlyList<byte[]> blocks, IReadOnlyList<IEnumerable<int>> rows, IReadOnlyList<OutputDirectory> trees, [SkipInId] string marks, StepContext context)
    {
        Marks.Leave(marks, context.StepName);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
            hash.AppendData(Encoding.UTF8.GetBytes(text));

        foreach (var block in blocks)
            hash.AppendData(block);

        foreach (var list in rows)
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join(',', list)));

        foreach (var tree in trees)
        {
            foreach (var file in tree.Files())
                hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(tree.Path, tree.PathOf(file)) + File.ReadAllText(tree.PathOf(file))));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
