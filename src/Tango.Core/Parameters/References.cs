namespace Tango.Parameters;

/// <summary>Finds the references inside a value, at any depth.</summary>
internal static class References
{
    /// <summary>The names of the referenced steps, in the value's own order; a name may occur several times.</summary>
    public static IEnumerable<string> In(ArgumentValue value) => value switch
    {
        ArgumentValue.Reference reference => [reference.Target.Step],
        ArgumentValue.List list => list.Items.SelectMany(In),
        ArgumentValue.Map map => map.Members.SelectMany(member => In(member.Value)),
        _ => [],
    };

    /// <summary>The names of the steps that arguments refer to, each once.</summary>
    /// <param name="arguments">The arguments, by name.</param>
    internal static IEnumerable<string> StepsIn(IEnumerable<KeyValuePair<string, ArgumentValue>> arguments) =>
        arguments.SelectMany(argument => In(argument.Value)).Distinct(StringComparer.OrdinalIgnoreCase);
}
