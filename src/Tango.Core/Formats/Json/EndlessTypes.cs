using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>
/// Generic types that contain themselves with a larger argument each time, such as <c>Deep&lt;T&gt;</c> with a member of type <c>Deep&lt;Deep&lt;T&gt;&gt;</c>. System.Text.Json,
/// and our own examination of types, would follow them until memory or stack is exhausted.
/// </summary>
internal static class EndlessTypes
{
    /// <summary>The maximum number of types in one type. Types that users declare are far smaller.</summary>
    public const int LargestSize = 128;

    /// <summary>Refuses a contract that can only be reached from such a type.</summary>
    /// <param name="contract">The contract, while it is being created.</param>
    public static void Refuse(JsonTypeInfo contract)
    {
        if (IsTooLarge(contract.Type))
            throw new NotSupportedException(LossText.Endless);
    }

    /// <summary>Whether a type exceeds <see cref="LargestSize"/>.</summary>
    public static bool IsTooLarge(Type type) => SizeOf(type) > LargestSize;

    private static int SizeOf(Type type) => 1 + (type.HasElementType ? SizeOf(type.GetElementType()!) : type.GetGenericArguments().Sum(SizeOf));
}
