using Tango.Formats;
using Tango.Formats.Json;

namespace Tango.Core.Tests.Formats.Json;

/// <summary>Results as the format <c>json</c> writes and reads them.</summary>
internal static class JsonRoundTrip
{
    /// <summary>What comes back of a value.</summary>
    public static async Task<T> OfAsync<T>(T value)
        where T : notnull =>
        (T)await new JsonFormat().ReadAsync(typeof(T), await WrittenAsync(value), CancellationToken.None);

    /// <summary>The JSON of a value.</summary>
    public static async Task<string> TextOfAsync<T>(T value)
        where T : notnull
    {
        var files = await WrittenAsync(value);
        using var reader = new StreamReader(files.Open(Assert.Single(files.Names)));
        return await reader.ReadToEndAsync();
    }

    private static async Task<MemoryResult> WrittenAsync<T>(T value)
        where T : notnull
    {
        var files = new MemoryResult();
        await new JsonFormat().WriteAsync(value, typeof(T), files, CancellationToken.None);
        return files;
    }
}
