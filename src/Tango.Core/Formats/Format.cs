using System.Reflection;

namespace Tango.Formats;

/// <summary>
/// Turns results into files and back. Compression, hashing and verification are the cache's work: a format sees plain streams.
/// Derive from <see cref="Format{T}"/> for a custom format. One object serves all steps of a run: it must be safe to use from several threads.
/// </summary>
public abstract class Format
{
    /// <summary>Creates it, and reads its version: here, because many threads may ask for it at once later.</summary>
    protected Format() => Version = GetType().GetCustomAttribute<FormatVersionAttribute>()?.Version ?? 1;

    /// <summary>The name declarations use; part of the identity.</summary>
    public abstract string Name { get; }

    /// <summary>The value of <see cref="FormatVersionAttribute"/>, else 1; part of the identity. An entry of another version is not read.</summary>
    public int Version { get; }

    /// <summary>Refuses a type of which no value could be written and read again. Asked before a step runs.</summary>
    /// <param name="type">The type the step declares.</param>
    /// <exception cref="ResultNotStorableException">What would be lost, and a solution.</exception>
    internal virtual void CheckType(Type type)
    {
    }

    /// <summary>Writes a result that is not null.</summary>
    /// <param name="value">The result.</param>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="writer">Creates the files.</param>
    /// <param name="cancellationToken">Ends the writing; what was written is then discarded.</param>
    /// <exception cref="ResultNotStorableException">The files would not carry all of the value; nothing is stored, and the step fails.</exception>
    public abstract ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken);

    /// <summary>Reads a result.</summary>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="reader">Opens the files; stays usable for as long as the result is read, so sequences may be read lazily.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The result, never null.</returns>
    /// <exception cref="InvalidDataException">The files are not what this format writes; the entry counts as corrupt, and the step runs again.</exception>
    public abstract ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken);
}
