namespace Tango.Identity;

/// <summary>The names of an identity's entries.</summary>
internal static class IdentityEntryNames
{
    /// <summary><see cref="StepIdentifier.SchemeVersion"/>.</summary>
    public const string Scheme = "scheme";

    /// <summary>The step type's full name.</summary>
    public const string Type = "type";

    /// <summary>The step type's version, if it has one.</summary>
    public const string Version = "version";

    /// <summary>The fingerprint of the step's code, if it has no version.</summary>
    public const string Code = "code";

    /// <summary>The format's name and version, without its compression.</summary>
    public const string Format = "format";

    /// <summary>The prefix of the names of arguments' entries.</summary>
    public const string ArgumentPrefix = "argument:";

    /// <summary>The prefix of the names of input files' entries.</summary>
    public const string FilePrefix = "file:";

    /// <summary>The entry of an argument.</summary>
    public static string Argument(string name) => ArgumentPrefix + name;

    /// <summary>The entry of the versions in a parameter's type; it follows the entry of the argument.</summary>
    public static string TypeVersion(string name) => ArgumentPrefix + name + " (type version)";

    /// <summary>The entry of an input file; it follows the entry of the argument that contains it, and its text is that argument's name.</summary>
    /// <param name="relativePath">The file's path relative to the project.</param>
    public static string File(string relativePath) => FilePrefix + relativePath;
}
