using Tango.Parameters;

namespace Tango.Core.Tests.Parameters;

/// <summary>Parameter types as they are read from a step's method.</summary>
internal static class Types
{
    public static ParameterType Int { get; } = Of(ParameterKind.Integer, typeof(int));

    public static ParameterType Double { get; } = Of(ParameterKind.Float, typeof(double));

    public static ParameterType Text { get; } = Of(ParameterKind.Text, typeof(string));

    public static ParameterType Anything { get; } = Of(ParameterKind.Object, typeof(object));

    public static ParameterType Day { get; } = Enumeration(typeof(DayOfWeek));

    public static ParameterType Access { get; } = Enumeration(typeof(FileAccess)) with { IsFlags = true };

    public static ParameterType Of(ParameterKind kind, Type type) => new(kind, new TypeName(type.FullName!));

    public static ParameterType ListOf(ParameterType element) => Collection(ParameterKind.List, typeof(List<>), element);

    public static ParameterType SetOf(ParameterType element) => Collection(ParameterKind.Set, typeof(HashSet<>), element);

    public static ParameterType MapOf(ParameterType element) => Collection(ParameterKind.Map, typeof(Dictionary<,>), element);

    public static ParameterType Nullable(ParameterType type) => type with { IsNullable = true };

    private static ParameterType Collection(ParameterKind kind, Type definition, ParameterType element) =>
        new(kind, new TypeName(definition.FullName!, [element.Name])) { Element = element };

    private static ParameterType Enumeration(Type type) => Of(ParameterKind.Enumeration, type) with
    {
        EnumMembers = [.. Enum.GetValues(type).Cast<object>().Select(value => new EnumMember(value.ToString()!, Convert.ToInt64(value, null)))],
    };
}
