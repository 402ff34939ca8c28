using System.Collections;
using System.Runtime.InteropServices;
using Tango.Caching.Entries;
using Tango.Execution.Running;
using Tango.Formats;
using Tango.Formats.Json;
using Tango.IO;

namespace Tango.Execution.Results;

/// <summary>Saves a result that could not be stored to the work directory of its step, so that a long computation is not lost. It is for the user; Tango never reads it.</summary>
internal static class UnstoredResult
{
    private const string Name = "result.unstored";

    /// <summary>Whether a result computes its items only while it is stored: items after the failure were never computed.</summary>
    public static bool IsLazy(object? result) => result is not null
        && (result is IEnumerable and not string && !IsCollection(result.GetType())
            || result.GetType().GetInterfaces().Any(implemented => IsGeneric(implemented, typeof(IAsyncEnumerable<>))));

    /// <summary>The path of the written part of a lazy sequence, without the suffix of its compression.</summary>
    /// <param name="workDirectory">The full path of the step's work directory.</param>
    public static string PartPath(string workDirectory) => Path.Combine(workDirectory, Name + ".jsonl");

    /// <summary>The message with the path of the part of a lazy sequence that was written before the failure.</summary>
    /// <param name="workDirectory">The full path of the step's work directory.</param>
    public static string FindPart(string workDirectory) =>
        Directory.Exists(workDirectory) && Directory.GetFiles(workDirectory, Name + ".jsonl*") is [var path, ..]
            ? $"The items before the failure are saved in '{path}'."
            : "It is a sequence, and no item was written before the failure.";

    /// <summary>Removes the part that an earlier run left.</summary>
    /// <param name="workDirectory">The full path of the step's work directory, which may not exist.</param>
    public static void RemovePart(string workDirectory)
    {
        foreach (var path in Directory.Exists(workDirectory) ? Directory.GetFiles(workDirectory, Name + ".jsonl*") : [])
            EntryTree.TryDelete(path);
    }

    /// <summary>Saves a result, and returns a message with its path, or the reason why it could not be saved.</summary>
    /// <param name="declared">The declared type of the result.</param>
    /// <param name="workDirectory">Creates the step's work directory and returns its full path.</param>
    public static string Save(object result, Type declared, Func<string> workDirectory)
    {
        var path = "";
        try
        {
            var directory = workDirectory();
            if (result is OutputFile or OutputDirectory)
                return $"The files of the step are still in its work directory: '{directory}'.";

            path = Path.Combine(directory, Name + Write(result, declared, directory));
            return $"Its value is saved in '{path}' for inspection; the next run computes it again.";
        }
        catch (Exception exception)
        {
            // The step has failed already, and that failure must be reported, not this one.
            return $"Its value could not be saved in the work directory either: {FailureText.Format(exception)}.";
        }
    }

    private static string Write(object result, Type declared, string directory)
    {
        switch (result)
        {
            case string text:
                WriteBytes(Path.Combine(directory, Name + ".txt"), WholeStringConverter.HasHalfPair(text) ? Utf16(text) : System.Text.Encoding.UTF8.GetBytes(text));
                return ".txt";
            case byte[] bytes:
                WriteBytes(Path.Combine(directory, Name + ".bin"), bytes);
                return ".bin";
            case Memory<byte> bytes:
                WriteBytes(Path.Combine(directory, Name + ".bin"), bytes.Span);
                return ".bin";
            case ReadOnlyMemory<byte> bytes:
                WriteBytes(Path.Combine(directory, Name + ".bin"), bytes.Span);
                return ".bin";
            case PrintedResult printed:
                var extension = printed.IsText ? ".txt" : ".bin";
                FileChange.Replace(printed.Path, Path.Combine(directory, Name + extension));
                return extension;
            default:
                WriteJson(Path.Combine(directory, Name + ".json"), result, declared);
                return ".json";
        }
    }

    // UTF-16 can contain halves of surrogate pairs; an Encoding would replace them.
    private static ReadOnlySpan<byte> Utf16(string text) => MemoryMarshal.AsBytes<char>('\uFEFF' + text);

    private static void WriteBytes(string path, ReadOnlySpan<byte> bytes)
    {
        using var file = Create(path);
        file.Write(bytes);
    }

    private static void WriteJson(string path, object result, Type declared)
    {
        using var file = Create(path);
        UnstoredJson.Write(result, declared, file);
    }

    private static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.Read);

    // An iterator of LINQ may implement a list's interfaces and still compute its items lazily.
    private static bool IsCollection(Type type) =>
        type.IsArray
        || (type.Namespace != typeof(Enumerable).Namespace
            && (typeof(ICollection).IsAssignableFrom(type)
                || type.GetInterfaces().Any(implemented => IsGeneric(implemented, typeof(ICollection<>)) || IsGeneric(implemented, typeof(IReadOnlyCollection<>)))));

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
