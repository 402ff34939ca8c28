using System.Collections.Immutable;
using Tango.Formats;
using Tango.Parameters;

namespace Tango.Steps;

/// <summary>What there is to know about a step before it runs, read from its compiled code without executing any.</summary>
internal sealed record StepType
{
    /// <summary>The short name of the class or function; the first part of unique ids.</summary>
    public required string ClassName { get; init; }

    /// <summary>The namespace-qualified name, nested types with <c>.</c>; for a function: type and method. Part of the identity.</summary>
    public required string FullName { get; init; }

    /// <summary>The name given to <see cref="StepAttribute"/>; null when none was.</summary>
    public string? RegisteredName { get; init; }

    /// <summary>The simple name of the assembly that holds it.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>The type that holds <see cref="MethodName"/>, as reflection spells it: nested types with <c>+</c>.</summary>
    public required string DeclaringType { get; init; }

    /// <summary><c>Run</c>, <c>RunAsync</c>, or a function's name.</summary>
    public required string MethodName { get; init; }

    /// <summary>Whether this is a static method with <see cref="StepAttribute"/> rather than a class.</summary>
    public bool IsFunction { get; init; }

    /// <summary><see cref="StepAttribute.Deterministic"/>.</summary>
    public bool Deterministic { get; init; }

    /// <summary><see cref="StepAttribute.Cacheable"/>; null when it was not set.</summary>
    public bool? Cacheable { get; init; }

    /// <summary><see cref="StepAttribute.Version"/>.</summary>
    public string? Version { get; init; }

    /// <summary><see cref="StepAttribute.Format"/>.</summary>
    public string? Format { get; init; }

    /// <summary>The method of <see cref="Step"/> that only pipelines made in code call, if the class overrides one; null otherwise.</summary>
    public string? CodeOnlyOverride { get; init; }

    /// <summary>The parameters a declaration can give, in the method's order.</summary>
    public ImmutableArray<StepParameter> Parameters { get; init; } = [];

    /// <summary>What <c>Run</c> gives (the result of the task for <c>RunAsync</c>); null when it gives nothing.</summary>
    public ResultType? Result { get; init; }

    /// <summary>The fingerprint of the step's code and of all user code it reaches: lower-case hexadecimal SHA-256.</summary>
    public required string CodeFingerprint { get; init; }

    /// <summary>Finds a parameter by its name in declarations, without regard to case.</summary>
    /// <param name="name">The name as written.</param>
    public StepParameter? FindParameter(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter;
            }
        }

        return null;
    }

    /// <summary>How a result is stored, with its compression: as wanted, else as the type says, else by the result's type.</summary>
    /// <param name="wanted">What a declaration says; null for nothing.</param>
    public FormatName FormatOf(string? wanted)
    {
        if ((wanted ?? Format) is { } named)
        {
            return FormatName.Parse(named);
        }

        return Result is { } result
            ? DefaultFormat.For(result.Name.FullName, result.Name.Arguments.IsEmpty ? null : result.Name.Arguments[0].FullName)
            : DefaultFormat.For("System.Object");
    }

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
