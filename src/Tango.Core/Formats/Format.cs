using System.Reflection;

namespace Tango.Formats;

/// <summary>
/// Turns results into files and back. Compression, hashing and verification are the cache's work: a format sees plain streams.
/// Derive from <see cref="Format{T}"/> for a format of your own.
/// </summary>
public abstract class Format
{
    private int? _version;

    /// <summary>The name declarations use; part of the identity.</summary>
    public abstract string Name { get; }

    /// <summary>What <see cref="FormatVersionAttribute"/> says, else 1; part of the identity. An entry that another version wrote is not read.</summary>
    public int Version => _version ??= GetType().GetCustomAttribute<FormatVersionAttribute>()?.Version ?? 1;

    /// <summary>Writes a result that is not null.</summary>
    /// <param name="value">The result.</param>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="writer">Creates the files.</param>
    /// <param name="cancellationToken">Ends the writing; what was written is then discarded.</param>
    public abstract ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken);

    /// <summary>Reads a result.</summary>
    /// <param name="type">The type the step declares for it.</param>
    /// <param name="reader">Opens the files; stays usable for as long as the result is read, so sequences may be read lazily.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public abstract ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken);
}
