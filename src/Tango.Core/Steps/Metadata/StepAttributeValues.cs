using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Tango.Steps.Metadata;

/// <summary>The values of a <see cref="StepAttribute"/>.</summary>
internal sealed record StepAttributeValues
{
    internal string? Name { get; private init; }

    internal bool Deterministic { get; private init; }

    internal StepCaching Caching { get; private init; }

    internal string? Version { get; private init; }

    internal string? Format { get; private init; }

    /// <summary>Whether <see cref="Version"/> can be part of a unique id, which is also a directory's name.</summary>
    internal bool IsVersionValid => Version is null || (Version.Length > 0 && Version.All(char.IsAsciiLetterOrDigit));

    internal static StepAttributeValues Read(AssemblyImage file, CustomAttribute? attribute)
    {
        if (attribute is not { } present)
            return new StepAttributeValues();

        var value = file.Decode(present);
        return new StepAttributeValues
        {
            Name = value.FixedArguments.IsEmpty ? null : value.FixedArguments[0].Value as string,
            Deterministic = Named(value.NamedArguments, nameof(StepAttribute.Deterministic)) is true,
            Caching = CachingIn(value.NamedArguments),
            Version = Named(value.NamedArguments, nameof(StepAttribute.Version)) as string,
            Format = Named(value.NamedArguments, nameof(StepAttribute.Format)) as string,
        };
    }

    private static StepCaching CachingIn(ImmutableArray<CustomAttributeNamedArgument<TypeSignature>> arguments)
    {
        var caching = StepCaching.Default;
        foreach (var argument in arguments)
        {
            caching = (argument.Name, argument.Value) switch
            {
                (nameof(StepAttribute.Caching), int value) => (StepCaching)value,
                (nameof(StepAttribute.Cacheable), bool value) => value ? StepCaching.Always : StepCaching.Never,
                _ => caching,
            };
        }

        return caching;
    }

    private static object? Named(ImmutableArray<CustomAttributeNamedArgument<TypeSignature>> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name == name)
                return argument.Value;
        }

        return null;
    }
}
