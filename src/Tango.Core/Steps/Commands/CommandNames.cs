namespace Tango.Steps.Commands;

/// <summary>The names that declarations, plan files and the code of commands share.</summary>
internal static class CommandNames
{
    /// <summary>What <c>Type</c> says.</summary>
    public const string Type = "Command";

    /// <summary>The type's full name, for projects that have a step type <c>Command</c> of their own.</summary>
    public const string FullName = "Tango.Command";

    /// <summary>The text that the shell runs.</summary>
    public const string Run = "Run";

    /// <summary>Files, patterns and references.</summary>
    public const string Inputs = "Inputs";

    /// <summary>Files, directories and patterns below the project's folder.</summary>
    public const string Outputs = "Outputs";

    /// <summary>Variables: <c>KEY=value;…</c></summary>
    public const string Environment = "Environment";

    /// <summary>Where the command runs.</summary>
    public const string WorkingDirectory = "WorkingDirectory";

    /// <summary>The references among the inputs by name; filled in, not declared.</summary>
    public const string References = "References";

    /// <summary>The project's folder, full path; filled in, not declared.</summary>
    public const string ProjectDirectory = "ProjectDirectory";

    /// <summary>What earlier builds put into the project for this command, full paths; filled in, not declared.</summary>
    public const string Leftovers = "Leftovers";

    /// <summary>The C# name of a parameter.</summary>
    public static string ClrName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
