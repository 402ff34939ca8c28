namespace Tango.Parameters;

/// <summary>Finds the input files inside a value, at any depth.</summary>
internal static class InputFileValues
{
    /// <summary>The files, in the value's own order.</summary>
    public static IEnumerable<ArgumentValue.File> In(ArgumentValue value) => value switch
    {
        ArgumentValue.File file => [file],
        ArgumentValue.Files files => files.Items,
        ArgumentValue.List list => list.Items.SelectMany(In),
        ArgumentValue.Map map => map.Members.SelectMany(member => In(member.Value)),
        _ => [],
    };
}
