using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using Tango.Formats.Json;

namespace Tango.Formats;

/// <summary>Whether the values of a type are immutable: proved from the fields of the type and of all types in it. Examines types only, each once.</summary>
internal static class Immutability
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(string), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(Complex), typeof(Rune), typeof(Index), typeof(Range),
        typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(Uri), typeof(Version),
    ];

    // Immutable if their items are.
    private static readonly HashSet<Type> Containers =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>), typeof(FrozenSet<>), typeof(FrozenDictionary<,>), typeof(Nullable<>), typeof(KeyValuePair<,>),
        typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>),
    ];

    private static readonly ConcurrentDictionary<(Type Type, bool IsExact), bool> Known = new();

    /// <summary>Whether an object of exactly this type is immutable.</summary>
    /// <param name="membersAreExact">Whether every object in it is of the exact type that its member declares, as after reading in a built-in format; otherwise a class that is
    /// not sealed may be any derived type.</param>
    public static bool IsImmutable(Type type, bool membersAreExact) => type.IsPrimitive || type.IsEnum || Plain.Contains(type)
        || Known.GetOrAdd((type, membersAreExact), static key => new Examination().Accepts(key.Type, key.IsExact));

    private sealed class Examination
    {
        // A recursive type is immutable if its other fields are.
        private readonly HashSet<(Type Type, bool MembersAreExact)> _met = [];

        public bool Accepts(Type type, bool membersAreExact)
        {
            if (type.IsPrimitive || type.IsEnum || Plain.Contains(type) || !_met.Add((type, membersAreExact)))
                return true;

            if (Container(type) is { } container)
                return container.GetGenericArguments().All(item => AcceptsMember(item, membersAreExact));

            if (type == typeof(object) || EndlessTypes.IsTooLarge(type) || type.IsArray || type.IsPointer || type.IsAbstract || typeof(Delegate).IsAssignableFrom(type))
                return false;

            // A custom converter, of the type or of a member, may create any assignable object.
            var areFieldsExact = membersAreExact && !HasOwnConverter(type);
            return FieldsOf(type).All(field => field.IsInitOnly && AcceptsMember(field.FieldType, areFieldsExact));
        }

        private bool AcceptsMember(Type type, bool isExact)
        {
            var isKnown = isExact && !HasOwnConverter(type);
            var derived = type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(attribute => attribute.DerivedType).ToList();
            if (isKnown && derived.Count > 0)
                return derived.TrueForAll(choice => Accepts(choice, isExact)) && (type.IsAbstract || Accepts(type, isExact));

            return (isKnown || type.IsValueType || type.IsSealed || Container(type) is not null) && Accepts(type, isExact);
        }

        private static bool HasOwnConverter(Type type)
        {
            const BindingFlags instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            return type.IsDefined(typeof(JsonConverterAttribute)) || type.GetMembers(instance).Any(member => member.IsDefined(typeof(JsonConverterAttribute)));
        }

        private static Type? Container(Type type)
        {
            // Frozen collections have internal types that derive from the public ones.
            for (var level = type; level is not null; level = level.BaseType)
            {
                if (level.IsGenericType && Containers.Contains(level.GetGenericTypeDefinition()))
                    return level;
            }

            return null;
        }

        private static IEnumerable<FieldInfo> FieldsOf(Type type)
        {
            const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
            for (var level = type; level is not null; level = level.BaseType)
            {
                foreach (var field in level.GetFields(declared))
                    yield return field;
            }
        }
    }
}
