namespace Tango;

/// <summary>
/// Names dependencies of code that are not visible in it: types that are found by name, files that are read. They are part of the unique ids of steps, like code that is called.
/// </summary>
/// <remarks>On a step, or on any class or method of the project that steps reach. A step with a <see cref="StepAttribute.Version"/> is known by that alone.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method, AllowMultiple = true)]
public sealed class CodeDependsOnAttribute : Attribute
{
    /// <summary>Names a type: all its members count, with all that these reach, and the types nested in it.</summary>
    /// <param name="type">The type. One of a package counts by the package's version.</param>
    public CodeDependsOnAttribute(Type type) => Type = type;

    /// <summary>Names files, which count by content.</summary>
    /// <param name="files">
    /// A path or a pattern like <c>templates/**</c>, relative to the folder of the project with the attribute; in pipelines created in code, to the folder of its assembly.
    /// </param>
    public CodeDependsOnAttribute(string files) => Files = files;

    /// <summary>The type; null if the attribute names files.</summary>
    public Type? Type { get; }

    /// <summary>The path or pattern; null if the attribute names a type.</summary>
    public string? Files { get; }
}
