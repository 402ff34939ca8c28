using System.Collections.Immutable;

namespace Tango.Caching.Remote;

/// <summary>The parts of the address of a remote store, unescaped: <c>SCHEME://HOST/PATH?OPTION=VALUE&amp;OPTION=VALUE</c>.</summary>
public sealed class RemoteStoreAddress
{
    private RemoteStoreAddress(Uri address, ImmutableDictionary<string, string> options)
    {
        Scheme = address.Scheme;
        Host = address.Host;
        Path = Uri.UnescapeDataString(address.AbsolutePath).Trim('/');
        Options = options;
    }

    /// <summary>The scheme, in lower case, e.g. <c>s3</c>.</summary>
    public string Scheme { get; }

    /// <summary>What follows the scheme, in lower case, e.g. a bucket.</summary>
    public string Host { get; }

    /// <summary>The path without a slash at its start or end; may be empty.</summary>
    public string Path { get; }

    /// <summary>The options in the query, by their names, whose case does not count.</summary>
    public IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="address">The address.</param>
    /// <returns>Its parts.</returns>
    /// <exception cref="FormatException">It is not an address, has no host, has a user or a password, or an option twice or without a value.</exception>
    public static RemoteStoreAddress Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var parsed) || parsed.Host.Length == 0)
            throw new FormatException("write SCHEME://HOST/PATH");

        // They would be in logs.
        return parsed.UserInfo.Length > 0 ? throw new FormatException("write no user and no password into it") : new(parsed, ReadOptions(parsed.Query));
    }

    /// <summary>Refuses options that nobody would read.</summary>
    /// <param name="known">The names of the options that there are.</param>
    /// <exception cref="FormatException">There is another.</exception>
    public void CheckOptions(params IEnumerable<string> known)
    {
        string[] names = [.. known];
        if (Options.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new FormatException($"it has no option '{unknown}', only {string.Join(", ", names)}");
    }

    private static ImmutableDictionary<string, string> ReadOptions(string query)
    {
        var options = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('=', StringComparison.Ordinal);
            var name = Uri.UnescapeDataString(end < 0 ? part : part[..end]);
            if (end < 0 || end == part.Length - 1 || !options.TryAdd(name, Uri.UnescapeDataString(part[(end + 1)..])))
                throw new FormatException($"write the option '{name}' once, as {name}=VALUE");
        }

        return options.ToImmutable();
    }
}
