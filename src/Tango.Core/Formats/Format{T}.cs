namespace Tango.Formats;

/// <summary>A format of results of one type (and of types derived from it).</summary>
/// <typeparam name="T">The results' type.</typeparam>
public abstract class Format<T> : Format
    where T : notnull
{
    /// <inheritdoc cref="Format.WriteAsync"/>
    public abstract ValueTask WriteAsync(T value, IResultWriter writer, CancellationToken cancellationToken);

    /// <inheritdoc cref="Format.ReadAsync"/>
    public abstract ValueTask<T> ReadAsync(IResultReader reader, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public sealed override ValueTask WriteAsync(object value, Type type, IResultWriter writer, CancellationToken cancellationToken) =>
        WriteAsync((T)value, writer, cancellationToken);

    /// <inheritdoc/>
    public sealed override async ValueTask<object> ReadAsync(Type type, IResultReader reader, CancellationToken cancellationToken) =>
        await ReadAsync(reader, cancellationToken).ConfigureAwait(false);
}
