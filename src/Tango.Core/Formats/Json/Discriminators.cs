using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>
/// Removes derived types without a discriminator from polymorphic contracts: such a value would be written completely but read as its base type. Without it in the contract, <see
/// cref="ValueFidelity"/> refuses the value.
/// </summary>
internal static class Discriminators
{
    /// <summary>Removes the types without a discriminator from a contract.</summary>
    /// <param name="contract">The contract, while it is being created.</param>
    public static void Require(JsonTypeInfo contract)
    {
        if (contract.PolymorphismOptions is not { } polymorphism)
            return;

        var unmarked = polymorphism.DerivedTypes.Where(derived => derived.TypeDiscriminator is null).ToList();
        unmarked.ForEach(derived => polymorphism.DerivedTypes.Remove(derived));
        if (polymorphism.DerivedTypes.Count == 0 && unmarked.Count > 0)
        {
            contract.PolymorphismOptions = null;
        }
        else if (polymorphism.UnknownDerivedTypeHandling == JsonUnknownDerivedTypeHandling.FailSerialization)
        {
            // So that ValueFidelity, which checks values of the base's contract, refuses them: its message is more helpful than the serializer's.
            polymorphism.UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType;
        }
    }
}
