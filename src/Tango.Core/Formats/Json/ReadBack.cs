using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>
/// Reads written JSON again and compares it, for types whose own code affects reading (<see cref="ReadBackRule"/>). Other types are skipped: reading would cost as much as
/// writing.
/// </summary>
internal static class ReadBack
{
    private static readonly ConcurrentDictionary<Type, bool> Needed = new();

    // Members that are only written may change over time, so they are not compared. Members that are read are compared, even if defaults are left out.
    private static readonly JsonSerializerOptions Compared = new(ResultJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { EndlessTypes.Refuse, NumbersAsStrings.Keep, Discriminators.Require, KeepWhatComesBack } },
    };

    /// <summary>Whether values of a type are read back before they are stored.</summary>
    /// <param name="type">A type that <see cref="JsonFidelity"/> does not refuse.</param>
    public static bool IsNeeded(Type type) => Needed.GetOrAdd(type, ReadBackRule.Applies);

    /// <summary>Refuses a value that is not equal after reading.</summary>
    /// <param name="type">The declared type of the value.</param>
    /// <param name="json">The written JSON.</param>
    /// <exception cref="ResultNotStorableException">Contains the first difference.</exception>
    public static void Check(object value, Type type, ReadOnlySpan<byte> json)
    {
        var written = JsonSerializer.SerializeToUtf8Bytes(value, Compared.GetTypeInfo(type));
        var read = JsonSerializer.SerializeToUtf8Bytes(Read(type, json), Compared.GetTypeInfo(type));
        if (written.AsSpan().SequenceEqual(read))
            return;

        // The order of some dictionaries changes.
        using var before = JsonDocument.Parse(written, new() { MaxDepth = Compared.MaxDepth });
        using var after = JsonDocument.Parse(read, new() { MaxDepth = Compared.MaxDepth });
        if (JsonDifference.Find(before.RootElement, after.RootElement) is { } difference)
        {
            throw new ResultNotStorableException(
                $"{ReadableName.Format(type)} comes back from JSON as another value: {difference}. A [JsonIgnore] with a condition, extension data under the name of a member, or a constructor, "
                + "accessor or callback that changes what it is given does so. Change that, or store it with a custom Format.");
        }
    }

    private static object? Read(Type type, ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ResultJson.Options.GetTypeInfo(type));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new ResultNotStorableException(
                $"{ReadableName.Format(type)} cannot be read again from its JSON: {exception.Message.TrimEnd('.')}. Let its constructor and setters take what it holds, or store it with a custom Format.",
                exception);
        }
    }

    private static void KeepWhatComesBack(JsonTypeInfo contract)
    {
        if (contract.Kind != JsonTypeInfoKind.Object)
            return;

        foreach (var property in contract.Properties.Where(property => property.Get is null || !ObjectMembers.ComesBack(property)).ToList())
            contract.Properties.Remove(property);

        foreach (var property in contract.Properties)
            property.ShouldSerialize = null;
    }
}
