using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;

namespace Tango.Formats;

/// <summary>
/// Whether the values of a type can never change, whoever holds them: provably, from the fields of the type and of everything in it. Looks at types only, once for each.
/// </summary>
internal static class Immutability
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Complex), typeof(Rune), typeof(Index), typeof(Range),
        typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(Uri), typeof(Version),
    ];

    // They hold what they were made of, so they are as immutable as that.
    private static readonly HashSet<Type> Containers =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>), typeof(FrozenSet<>), typeof(FrozenDictionary<,>), typeof(Nullable<>), typeof(KeyValuePair<,>),
        typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
    ];

    private static readonly ConcurrentDictionary<(Type Type, bool IsExact), bool> Known = new();

    /// <summary>Whether an object of exactly this type can never change.</summary>
    /// <param name="type">The object's own type.</param>
    /// <param name="membersAreExact">
    /// Whether every object below it is known to be of the type its member declares, as when Tango's own formats have read it; otherwise a class that is not sealed may be
    /// anything.
    /// </param>
    public static bool Of(Type type, bool membersAreExact) => type.IsPrimitive || type.IsEnum || Plain.Contains(type)
        || Known.GetOrAdd((type, membersAreExact), static key => new Examination().Accepts(key.Type, key.IsExact));

    private sealed class Examination
    {
        // A type that is met again inside itself is what the rest of it is.
        private readonly HashSet<(Type Type, bool MembersAreExact)> _met = [];

        public bool Accepts(Type type, bool membersAreExact)
        {
            if (type.IsPrimitive || type.IsEnum || Plain.Contains(type) || !_met.Add((type, membersAreExact)))
            {
                return true;
            }

            if (Container(type) is { } container)
            {
                return container.GetGenericArguments().All(item => AcceptsMember(item, membersAreExact));
            }

            if (type == typeof(object) || type.IsArray || type.IsPointer || type.IsAbstract || typeof(Delegate).IsAssignableFrom(type))
            {
                return false;
            }

            // A converter of the user's, for the type or for a member, may put there whatever is assignable.
            var areFieldsExact = membersAreExact && !HasOwnConverter(type);
            return FieldsOf(type).All(field => field.IsInitOnly && AcceptsMember(field.FieldType, areFieldsExact));
        }

        private bool AcceptsMember(Type type, bool isExact)
        {
            var isKnown = isExact && !HasOwnConverter(type);
            var derived = type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(attribute => attribute.DerivedType).ToList();
            if (isKnown && derived.Count > 0)
            {
                return derived.TrueForAll(choice => Accepts(choice, isExact)) && (type.IsAbstract || Accepts(type, isExact));
            }

            return (isKnown || type.IsValueType || type.IsSealed || Container(type) is not null) && Accepts(type, isExact);
        }

        private static bool HasOwnConverter(Type type)
        {
            const BindingFlags instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            return type.IsDefined(typeof(JsonConverterAttribute)) || type.GetMembers(instance).Any(member => member.IsDefined(typeof(JsonConverterAttribute)));
        }

        private static Type? Container(Type type)
        {
            // Frozen collections are of internal types that derive from the public ones.
            for (var level = type; level is not null; level = level.BaseType)
            {
                if (level.IsGenericType && Containers.Contains(level.GetGenericTypeDefinition()))
                {
                    return level;
                }
            }

            return null;
        }

        private static IEnumerable<FieldInfo> FieldsOf(Type type)
        {
            const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            for (var level = type; level is not null; level = level.BaseType)
            {
                foreach (var field in level.GetFields(declared))
                {
                    yield return field;
                }
            }
        }
    }
}
