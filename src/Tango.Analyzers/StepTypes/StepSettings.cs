using Microsoft.CodeAnalysis;

namespace Tango.Analyzers.StepTypes;

/// <summary>The values of a <c>[Step]</c>.</summary>
internal sealed class StepSettings
{
    private const int Always = 1;
    private const int Never = 2;

    private int _caching;

    public bool Deterministic { get; private set; }

    public string? Version { get; private set; }

    public string? Format { get; private set; }

    /// <summary>Whether results are cached unless the project says otherwise.</summary>
    public bool IsCached => _caching == Always || (Deterministic && _caching != Never);

    /// <summary>Whether the version can be part of a unique id, which is also a directory's name.</summary>
    public bool IsVersionValid => Version is null || (Version.Length > 0 && Version.All(IsLetterOrDigit));

    /// <param name="attribute">The attribute; null if there is none.</param>
    public static StepSettings Read(AttributeData? attribute)
    {
        var settings = new StepSettings();
        foreach (var argument in attribute?.NamedArguments ?? [])
        {
            switch (argument.Key, argument.Value.Value)
            {
                case ("Deterministic", bool value):
                    settings.Deterministic = value;
                    break;
                case ("Version", string value):
                    settings.Version = value;
                    break;
                case ("Format", string value):
                    settings.Format = value;
                    break;
                case ("Caching", int value):
                    settings._caching = value;
                    break;
                case ("Cacheable", bool value):
                    settings._caching = value ? Always : Never;
                    break;
            }
        }

        return settings;
    }

    private static bool IsLetterOrDigit(char character) => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}
