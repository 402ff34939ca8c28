using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>What a <see cref="StepAttribute"/> says.</summary>
internal sealed record StepAttributeValues
{
    internal string? Name { get; private init; }

    internal bool Deterministic { get; private init; }

    internal bool? Cacheable { get; private init; }

    internal string? Version { get; private init; }

    internal string? Format { get; private init; }

    /// <summary>Whether <see cref="Version"/> can stand in a unique id, which is also a directory's name.</summary>
    internal bool IsVersionValid => Version is null || (Version.Length > 0 && Version.All(char.IsAsciiLetterOrDigit));

    internal static StepAttributeValues Read(AssemblyImage file, CustomAttribute? attribute)
    {
        if (attribute is not { } present)
        {
            return new StepAttributeValues();
        }

        var value = file.Decode(present);
        return new StepAttributeValues
        {
            Name = value.FixedArguments.IsEmpty ? null : value.FixedArguments[0].Value as string,
            Deterministic = Named(value.NamedArguments, nameof(StepAttribute.Deterministic)) is true,
            Cacheable = Named(value.NamedArguments, nameof(StepAttribute.Cacheable)) as bool?,
            Version = Named(value.NamedArguments, nameof(StepAttribute.Version)) as string,
            Format = Named(value.NamedArguments, nameof(StepAttribute.Format)) as string,
        };
    }

    private static object? Named(ImmutableArray<CustomAttributeNamedArgument<TypeSignature>> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
