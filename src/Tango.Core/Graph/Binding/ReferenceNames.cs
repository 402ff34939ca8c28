using Tango.Parameters;

namespace Tango.Graph.Binding;

/// <summary>Replaces step names in references by their names in a graph.</summary>
internal static class ReferenceNames
{
    /// <summary>The value with the new names; the same object if none changes.</summary>
    /// <param name="nameOf">Returns the new name for the old one.</param>
    public static ArgumentValue Replace(ArgumentValue value, Func<string, string> nameOf)
    {
        switch (value)
        {
            case ArgumentValue.Reference reference:
                var name = nameOf(reference.Target.Step);
                return name == reference.Target.Step ? value : new ArgumentValue.Reference(reference.Target with { Step = name });
            case ArgumentValue.List list when References.In(list).Any():
                return list with { Items = [.. list.Items.Select(item => Replace(item, nameOf))] };
            case ArgumentValue.Map map when References.In(map).Any():
                return new ArgumentValue.Map([.. map.Members.Select(member => KeyValuePair.Create(member.Key, Replace(member.Value, nameOf)))]);
            default:
                return value;
        }
    }
}
