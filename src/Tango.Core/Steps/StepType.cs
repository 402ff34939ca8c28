using System.Collections.Immutable;
using Tango.Formats;
using Tango.Parameters;

namespace Tango.Steps;

/// <summary>The description of a step before it runs, read from its compiled code without executing it.</summary>
internal sealed record StepType
{
    /// <summary>The short name of the class or function; the first part of unique ids.</summary>
    public required string ClassName { get; init; }

    /// <summary>The namespace-qualified name, nested types with <c>.</c>; for a function: type and method. Part of the identity.</summary>
    public required string FullName { get; init; }

    /// <summary>The name in <see cref="StepAttribute"/>; null if there is none.</summary>
    public string? RegisteredName { get; init; }

    /// <summary>The simple name of its assembly.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>The full name and the assembly, e.g. <c>Acme.CountLines, Acme.Steps</c>: as .NET writes it.</summary>
    public string QualifiedName => $"{FullName}, {AssemblyName}";

    /// <summary>The package of the assembly, e.g. <c>Acme.Steps/1.2.0</c>; null for the user's own projects.</summary>
    public string? Package { get; init; }

    /// <summary>The declaring type of <see cref="MethodName"/>, as in reflection: nested types with <c>+</c>.</summary>
    public required string DeclaringType { get; init; }

    /// <summary><c>Run</c>, <c>RunAsync</c>, or a function's name.</summary>
    public required string MethodName { get; init; }

    /// <summary>Whether this is a static method with <see cref="StepAttribute"/> instead of a class.</summary>
    public bool IsFunction { get; init; }

    /// <summary><see cref="StepAttribute.Deterministic"/>.</summary>
    public bool Deterministic { get; init; }

    /// <summary><see cref="StepAttribute.Caching"/>.</summary>
    public StepCaching Caching { get; init; }

    /// <summary><see cref="StepAttribute.Version"/>.</summary>
    public string? Version { get; init; }

    /// <summary><see cref="StepAttribute.Format"/>.</summary>
    public string? Format { get; init; }

    /// <summary>The first overridden method of <see cref="Step"/> that only pipelines in code call; null if there is none.</summary>
    public string? CodeOnlyOverride { get; init; }

    /// <summary>The parameters that a declaration can set, in the method's order.</summary>
    public ImmutableArray<StepParameter> Parameters { get; init; } = [];

    /// <summary>The type that <c>Run</c> returns (the result of the task for <c>RunAsync</c>); null if it returns nothing.</summary>
    public ResultType? Result { get; init; }

    /// <summary>The source position of the step, as <c>file(line)</c>, if its result has a problem to report; otherwise null, or without symbols.</summary>
    public string? Location { get; init; }

    /// <summary>The fingerprint of the step's code and of all user code it reaches: lower-case hexadecimal SHA-256.</summary>
    public required string CodeFingerprint { get; init; }

    /// <summary>
    /// The fingerprint of the code of the result's type: lower-case hexadecimal SHA-256. What reads a stored result runs it. Empty if the type is the framework's or there is none; null if
    /// it is not known.
    /// </summary>
    public string? ResultFingerprint { get; init; }

    /// <summary>Finds a parameter by its name in declarations, ignoring case.</summary>
    /// <param name="name">The name as written.</param>
    public StepParameter? FindParameter(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return parameter;
        }

        return null;
    }

    /// <summary>The format of a result with its compression: that of the declaration, else that of the type, else the default of the result's type.</summary>
    /// <param name="wanted">The format in the declaration; null if there is none.</param>
    public FormatName FormatOf(string? wanted)
    {
        if ((wanted ?? Format) is { } named)
            return FormatName.Parse(named);

        return Result is { } result
            ? DefaultFormat.For(result.Name.FullName, result.Name.Arguments.IsEmpty ? null : result.Name.Arguments[0].FullName)
            : DefaultFormat.For("System.Object");
    }

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
