using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tango.Formats.Json;

/// <summary>
/// Whether JSON represents every value of a type completely: all state of its objects, in public and private fields, is written and read again. Examines types only, each once;
/// what only values can show is checked while they are written (<see cref="ValueFidelity"/>).
/// </summary>
/// <remarks>
/// The author of a type decides: state with <see cref="JsonIgnoreAttribute"/> or <see cref="NonSerializedAttribute"/> is not part of the value, and a type with a custom converter is trusted.
/// </remarks>
internal static class JsonFidelity
{
    private static readonly ConcurrentDictionary<Type, string?> Results = new();
    private static readonly ConcurrentDictionary<Type, string?> Written = new();

    /// <summary>Refuses a type that JSON does not represent completely.</summary>
    /// <param name="type">The type of a result, or of a sequence's items.</param>
    /// <exception cref="ResultNotStorableException">Contains type and member, and a solution.</exception>
    public static void Check(Type type) => Throw(LossOf(type));

    /// <summary>Refuses a type whose JSON does not contain all state; for values that are never read again.</summary>
    /// <param name="type">The type of a value in an id.</param>
    /// <exception cref="ResultNotStorableException">Contains type and member, and a solution.</exception>
    public static void CheckWritten(Type type) => Throw(IsPlain(type) ? null : Written.GetOrAdd(type, static type => LargeStack.Run(() => FindLoss(type, isRead: false))));

    /// <summary>What JSON would lose of every value of a type, and a solution; null if the type alone shows no loss.</summary>
    /// <param name="type">The type of a result, or of a sequence's items.</param>
    public static string? LossOf(Type type) => IsPlain(type) ? null : Results.GetOrAdd(type, static type => LargeStack.Run(() => FindLoss(type, isRead: true)));

    private static void Throw(string? loss)
    {
        if (loss is not null)
            throw new ResultNotStorableException(loss);
    }

    private static bool IsPlain(Type type) => type.IsPrimitive ? type != typeof(nint) && type != typeof(nuint) : type == typeof(string);

    private static string? FindLoss(Type type, bool isRead)
    {
        var seen = new HashSet<Type>();
        var pending = new Stack<(Type Type, string Place)>([(type, "")]);
        while (pending.TryPop(out var next))
        {
            if (seen.Add(next.Type) && !IsPlain(next.Type) && Examine(next.Type, next.Place, pending, isRead) is { } loss)
                return next.Place.Length == 0 ? loss : $"{next.Place}: {loss}";
        }

        return null;
    }

    private static string? Examine(Type type, string place, Stack<(Type Type, string Place)> pending, bool isRead)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            pending.Push((underlying, place));
            return null;
        }

        if (KnownLosses.Find(type) is { } loss)
            return loss;

        if (IsFramework(type) && FrameworkAdvice.Find(type) is { } advice)
            return LossText.Framework(ReadableName.Format(type), advice);

        var (contract, refusal) = ContractOf(type);
        if (contract is null)
        {
            // A framework's generic type or array may contain a user's type, which may be the cause.
            return IsFramework(type) && !type.IsGenericType && !type.IsArray ? LossText.Framework(ReadableName.Format(type), advice: null) : refusal;
        }

        return contract.Kind switch
        {
            JsonTypeInfoKind.Object when contract.ElementType is { } value => ExamineOption(value, place, pending),
            JsonTypeInfoKind.Object => ExamineObject(contract, place, pending, isRead),
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => ExamineCollection(contract, place, pending, isRead),
            _ => ExamineValue(contract),
        };
    }

    private static (JsonTypeInfo? Contract, string? Refusal) ContractOf(Type type)
    {
        try
        {
            return (ResultJson.Options.GetTypeInfo(type), null);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException)
        {
            return (null, $"{exception.Message.TrimEnd('.')}. {LossText.WayOut}");
        }
    }

    private static string? ExamineValue(JsonTypeInfo contract) =>
        contract.Type == typeof(object)
            ? LossText.Untyped
            : contract.Converter.GetType().Name.StartsWith("UnsupportedType", StringComparison.Ordinal)
                ? LossText.NoJson(ReadableName.Format(contract.Type))
                : null;

    // An option of F# is written as its value.
    private static string? ExamineOption(Type value, string place, Stack<(Type Type, string Place)> pending)
    {
        pending.Push((value, place));
        return null;
    }

    private static string? ExamineCollection(JsonTypeInfo contract, string place, Stack<(Type Type, string Place)> pending, bool isRead)
    {
        var type = contract.Type;
        if (!CanComeBack(contract))
            return LossText.Collection(ReadableName.Format(type));

        // A collection is written as its items: other state of a user's class would be lost.
        if (!type.IsInterface && !IsFramework(type) && FindPrivateState(type) is { } field)
            return LossText.CollectionState(ReadableName.Format(type), StateName(field));

        pending.Push((contract.ElementType!, LossPath.ForItem(place, ReadableName.Format(type))));
        if (contract.KeyType is { } key)
        {
            pending.Push((key, LossPath.ForKey(place, ReadableName.Format(type))));
            return isRead && !CanBeName(key) ? LossText.Key(ReadableName.Format(key)) : null;
        }

        return null;
    }

    // Whether a custom converter of a single value can write property names is known only when a value is written; objects and collections never can.
    private static bool CanBeName(Type key) => IsPlain(key) || ContractOf(key).Contract is not { Kind: not JsonTypeInfoKind.None };

    private static bool CanComeBack(JsonTypeInfo contract)
    {
        try
        {
            JsonSerializer.Deserialize(contract.Kind == JsonTypeInfoKind.Dictionary ? "{}" : "[]", contract);
            return true;
        }
        catch (NotSupportedException exception) when (exception.Message.Contains(LossText.Endless, StringComparison.Ordinal))
        {
            // Not the collection but its items are the cause: they are examined next.
            return true;
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or JsonException)
        {
            return false;
        }
    }

    private static string? ExamineObject(JsonTypeInfo contract, string place, Stack<(Type Type, string Place)> pending, bool isRead)
    {
        var type = contract.Type;
        if (contract.PolymorphismOptions is { } polymorphism)
        {
            foreach (var derived in polymorphism.DerivedTypes)
                pending.Push((derived.DerivedType, LossPath.ForDerived(place, ReadableName.Format(type))));
        }

        if (type.IsAbstract)
            return contract.PolymorphismOptions is null ? LossText.NoDiscriminator(ReadableName.Format(type), type.IsInterface, IsFramework(type)) : null;

        var members = ObjectMembers.From(contract);
        foreach (var field in StateOf(type))
        {
            if (members.Loses(field))
            {
                return IsFramework(type) ? LossText.Framework(ReadableName.Format(type), advice: null)
                    : IsFramework(field.DeclaringType!) ? LossText.FrameworkBase(ReadableName.Format(type), ReadableName.Format(field.DeclaringType!))
                    : LossText.Member($"{StateKind(field)} '{StateName(field)}'", Owner(type, field), members.Shows(field));
            }
        }

        foreach (var (name, memberType) in members.Carried)
            pending.Push((memberType, LossPath.ForMember(place, ReadableName.Format(type), name)));

        var unmakeable = isRead ? ExamineConstructor(contract) : null;
        return unmakeable is not null && IsFramework(type) ? LossText.Framework(ReadableName.Format(type), advice: null) : unmakeable;
    }

    private static string? ExamineConstructor(JsonTypeInfo contract)
    {
        if (contract.CreateObject is not null)
            return null;

        var name = ReadableName.Format(contract.Type);
        if (contract.ConstructorAttributeProvider is not ConstructorInfo constructor)
            return LossText.NoConstructor(name);

        foreach (var parameter in constructor.GetParameters())
        {
            if (!contract.Properties.Any(property => property.AssociatedParameter?.Position == parameter.Position))
                return LossText.ConstructorParameter(name, parameter.Name ?? "");
        }

        return null;
    }

    private static IEnumerable<FieldInfo> StateOf(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                yield return field;
        }
    }

    /// <summary>A field that a user's collection class has in addition to its items; null if there is none.</summary>
    /// <param name="type">The type of a collection.</param>
    public static FieldInfo? FindPrivateState(Type type)
    {
        var fields = new List<FieldInfo>();
        var level = type;
        for (; level is not null && !IsFramework(level); level = level.BaseType)
            fields.AddRange(level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));

        // The wrapped collection contains the items that are written.
        return level == typeof(object) || level == typeof(ValueType) ? fields.Find(field => !typeof(System.Collections.IEnumerable).IsAssignableFrom(field.FieldType) || field.FieldType == typeof(string))
            : fields.Count > 0 ? fields[0]
            : null;
    }

    /// <summary>Whether a type belongs to the framework.</summary>
    public static bool IsFramework(Type type) =>
        type.IsArray || type.Assembly.GetName().Name is { } name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "System" or "mscorlib" or "netstandard" or "FSharp.Core");

    private static string Owner(Type type, FieldInfo field) => field.DeclaringType == type
        ? ReadableName.Format(type)
        : $"{ReadableName.Format(type)} (inherited from {ReadableName.Format(field.DeclaringType!)})";

    private static string StateName(FieldInfo field) => ObjectMembers.PropertyOf(field) ?? field.Name;

    private static string StateKind(FieldInfo field) =>
        ObjectMembers.PropertyOf(field) is null ? field.IsPublic ? "field" : "non-public field" : "property";
}
