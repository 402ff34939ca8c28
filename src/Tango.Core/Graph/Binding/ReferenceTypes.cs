using System.Collections.Immutable;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>
/// Whether the result of one step matches a parameter of another, decided by names of types alone. Refuses only what can never match; what names cannot show is checked when the
/// value exists.
/// </summary>
internal static class ReferenceTypes
{
    /// <summary>The type of a part of a result; null if it is unknown before the run.</summary>
    public static ResultType? PartOf(ResultType? result, ImmutableArray<string> path)
    {
        foreach (var part in path)
            result = result?.Members.FirstOrDefault(member => member.Key.Equals(part, StringComparison.OrdinalIgnoreCase)).Value;

        return result;
    }

    /// <summary>Whether a reference is one item of a list parameter instead of the whole list.</summary>
    public static bool GivesItemOf(ResultType? result, ImmutableArray<string> path, ParameterType list) =>
        list.Kind is ParameterKind.List or ParameterKind.Set
        && PartOf(result, path) is { } part
        && !Fits(part, list)
        && Fits(part, list.Element!);

    /// <summary>Whether a result may be passed to a parameter.</summary>
    public static bool Fits(ResultType result, ParameterType parameter)
    {
        var given = Unwrap(result.Name);
        return parameter.Name.FullName == "System.Object"
            || given == parameter.Name
            || result.AssignableTo.Contains(parameter.Name)
            || IsFileFor(given, parameter)
            || IsNumberFor(given, parameter)
            || IsSequenceFor(result, given, parameter);
    }

    private static TypeName Unwrap(TypeName name) => name.FullName == "System.Nullable`1" ? name.Arguments[0] : name;

    private static bool IsFileFor(TypeName given, ParameterType parameter) =>
        given.FullName == "Tango.OutputFile" && parameter.Kind == ParameterKind.InputFile;

    private static bool IsNumberFor(TypeName given, ParameterType parameter) =>
        parameter.Kind is ParameterKind.Integer or ParameterKind.Float or ParameterKind.Decimal && ScalarTypes.Find(given.FullName) is { IsNumber: true };

    private static bool IsSequenceFor(ResultType result, TypeName given, ParameterType parameter)
    {
        if (parameter.Kind is not (ParameterKind.List or ParameterKind.Set) || ElementOf(result, given) is not { } element)
            return false;

        // If the items match, any collection does. Items other than scalars may be related in ways that their names do not show.
        var wanted = parameter.Element!.Name;
        return Unwrap(element) == wanted || !(ScalarTypes.Contains(element.FullName) || ScalarTypes.Contains(wanted.FullName));
    }

    private static TypeName? ElementOf(ResultType result, TypeName given)
    {
        if (given.FullName == "System.String")
            return null;

        if (IsSequence(given))
            return given.Arguments[0];

        foreach (var type in result.AssignableTo)
        {
            if (IsSequence(type))
                return type.Arguments[0];
        }

        return null;
    }

    private static bool IsSequence(TypeName type) => type.FullName is TypeName.Array
        or "System.Collections.Generic.IEnumerable`1"
        or "System.Collections.Generic.IAsyncEnumerable`1";
}
