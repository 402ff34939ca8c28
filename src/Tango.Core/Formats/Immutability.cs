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
        || Known.GetOrAdd((type, membersAreExact), static key => new Examination(key.IsExact).Accepts(key.Type));

    private sealed class Examination(bool membersAreExact)
    {
        // A type that is met again inside itself is what the rest of it is.
        private readonly HashSet<Type> _met = [];

        public bool Accepts(Type type)
        {
            if (type.IsPrimitive || type.IsEnum || Plain.Contains(type) || !_met.Add(type))
            {
                return true;
            }

            var container = Container(type);
            return container is not null
                ? container.GetGenericArguments().All(AcceptsMember)
                : type != typeof(object) && !type.IsArray && !type.IsPointer && !type.IsAbstract && !typeof(Delegate).IsAssignableFrom(type) && FieldsOf(type).All(AcceptsField);
        }

        private bool AcceptsField(FieldInfo field) => field.IsInitOnly && AcceptsMember(field.FieldType);

        private bool AcceptsMember(Type type)
        {
            var derived = type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(attribute => attribute.DerivedType).ToList();
            if (membersAreExact && derived.Count > 0)
            {
                return derived.TrueForAll(Accepts) && (type.IsAbstract || Accepts(type));
            }

            // A converter of the user's may give whatever is assignable.
            var isExact = type.IsValueType || type.IsSealed || Container(type) is not null || (membersAreExact && !HasOwnConverter(type));
            return isExact && Accepts(type);
        }

        private static bool HasOwnConverter(Type type) =>
            type.IsDefined(typeof(JsonConverterAttribute)) || type.GetMembers().Any(member => member.IsDefined(typeof(JsonConverterAttribute)));

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
