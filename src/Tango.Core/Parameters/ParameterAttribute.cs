namespace Tango;

/// <summary>Gives a parameter another name in declarations, for names that MSBuild or Tango reserve.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParameterAttribute : Attribute
{
    /// <summary>Names the parameter.</summary>
    /// <param name="name">The name in declarations; letters, digits and <c>_</c>.</param>
    public ParameterAttribute(string name) => Name = name;

    /// <summary>The name in declarations.</summary>
    public string Name { get; }
}
