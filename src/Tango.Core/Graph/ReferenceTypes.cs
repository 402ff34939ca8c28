using System.Collections.Immutable;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Graph;

/// <summary>
/// Whether what one step gives is what another takes, judged by names alone. Refuses only what can never fit; what names cannot tell is
/// settled when the value is there.
/// </summary>
internal static class ReferenceTypes
{
    /// <summary>The type of a part of a result; null when it cannot be told before the run.</summary>
    public static ResultType? PartOf(ResultType? result, ImmutableArray<string> path)
    {
        foreach (var part in path)
        {
            result = result?.Members.FirstOrDefault(member => member.Key.Equals(part, StringComparison.OrdinalIgnoreCase)).Value;
        }

        return result;
    }

    /// <summary>Whether a reference stands for one item of a list parameter rather than for the whole list.</summary>
    public static bool GivesItemOf(ResultType? result, ImmutableArray<string> path, ParameterType list) =>
        list.Kind is ParameterKind.List or ParameterKind.Set
        && PartOf(result, path) is { } part
        && !Fits(part, list)
        && Fits(part, list.Element!);

    /// <summary>Whether a result may be given to a parameter.</summary>
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
        parameter.Kind is ParameterKind.Integer or ParameterKind.Float or ParameterKind.Decimal && Scalars.IsNumber(given.FullName);

    private static bool IsSequenceFor(ResultType result, TypeName given, ParameterType parameter)
    {
        if (parameter.Kind is not (ParameterKind.List or ParameterKind.Set) || ElementOf(result, given) is not { } element)
        {
            return false;
        }

        // Equal elements fit whatever the collection. Elements that are no scalars may be related in ways their names do not tell.
        var wanted = parameter.Element!.Name;
        return Unwrap(element) == wanted || !(Scalars.IsScalar(element.FullName) || Scalars.IsScalar(wanted.FullName));
    }

    private static TypeName? ElementOf(ResultType result, TypeName given)
    {
        if (given.FullName == "System.String")
        {
            return null;
        }

        if (IsSequence(given))
        {
            return given.Arguments[0];
        }

        foreach (var type in result.AssignableTo)
        {
            if (IsSequence(type))
            {
                return type.Arguments[0];
            }
        }

        return null;
    }

    private static bool IsSequence(TypeName type) => type.FullName is TypeName.Array
        or "System.Collections.Generic.IEnumerable`1"
        or "System.Collections.Generic.IAsyncEnumerable`1";
}
