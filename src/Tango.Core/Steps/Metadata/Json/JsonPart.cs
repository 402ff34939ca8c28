using Tango.Formats.Json;

namespace Tango.Steps.Metadata.Json;

/// <summary>A type that is examined because another one contains values of it.</summary>
/// <param name="PathIn">Its path, from the path and the name of the containing type; null if it replaces that type.</param>
internal sealed record JsonPart(TypeSignature Type, Func<string, string, string>? PathIn)
{
    /// <summary>The type of a member.</summary>
    internal static JsonPart ForMember(TypeSignature type, string member) => new(type, (place, owner) => LossPath.ForMember(place, owner, member));
}
