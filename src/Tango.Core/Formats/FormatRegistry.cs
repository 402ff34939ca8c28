using System.Collections.Concurrent;
using Tango.Diagnostics;

namespace Tango.Formats;

/// <summary>Finds formats by name: the built-in ones, and the user's own by the full name of their type. Safe to use from several threads.</summary>
public sealed class FormatRegistry
{
    private readonly Func<string, Type?> _resolve;
    private readonly ConcurrentDictionary<string, Format> _formats = new(StringComparer.Ordinal);

    /// <summary>Creates a registry.</summary>
    /// <param name="resolve">Gives the type of a full name, or null when there is none; left out, there are only the built-in formats.</param>
    public FormatRegistry(Func<string, Type?>? resolve = null) => _resolve = resolve ?? (_ => null);

    /// <summary>Finds a format.</summary>
    /// <param name="name">The name; its compression is checked too.</param>
    /// <exception cref="TangoException">There is no such format, or it supports no compression.</exception>
    public Format Find(FormatName name)
    {
        if (name.Compression != Compression.None && !BuiltInFormats.SupportsCompression(name.Name))
            throw Unknown(name, $"'{name.Name}' takes no compression, because its results are the stored files themselves: write '{name.Name}'.");

        return _formats.TryGetValue(name.Name, out var known) ? known : _formats.GetOrAdd(name.Name, Create(name));
    }

    private Format Create(FormatName name)
    {
        if (BuiltInFormats.Create(name.Name) is { } builtIn)
            return builtIn;

        if (_resolve(name.Name) is not { } type)
            throw Unknown(name, NearestNames.Suggest(name.Name, [.. BuiltInFormats.Names], "formats"));

        if (!typeof(Format).IsAssignableFrom(type) || type.IsAbstract || type.GetConstructor(Type.EmptyTypes) is null)
            throw Unknown(name, "A custom format is a class that derives from Format<T> and has a public constructor without parameters.");

        return (Format)Activator.CreateInstance(type)!;
    }

    private static TangoException Unknown(FormatName name, string suggestion) =>
        new(Descriptors.UnknownFormat.Create(DiagnosticSubject.None, name.ToString(), suggestion));
}
