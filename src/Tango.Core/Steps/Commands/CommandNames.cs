namespace Tango.Steps.Commands;

/// <summary>The names that are used in declarations, plan files and the code of commands.</summary>
internal static class CommandNames
{
    /// <summary>The value of <c>Type</c>.</summary>
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

    /// <summary>The names of environment variables that have secrets.</summary>
    public const string SecretEnvironment = "SecretEnvironment";

    /// <summary>The command's working directory.</summary>
    public const string WorkingDirectory = "WorkingDirectory";

    /// <summary>The shell that reads the text: one of <see cref="ShellNames"/>.</summary>
    public const string Shell = "Shell";

    /// <summary>The references among the inputs by name; added by Tango, not declared.</summary>
    public const string References = "References";

    /// <summary>The project's folder, full path; added by Tango, not declared.</summary>
    public const string ProjectDirectory = "ProjectDirectory";

    /// <summary>The files of its outputs that the last build left in the project, full paths; added by Tango, not declared.</summary>
    public const string PreviousOutputs = "PreviousOutputs";

    /// <summary>Output folders of the build outside of the project's folder, full paths; added by Tango, not declared.</summary>
    public const string OutputFolders = "OutputFolders";

    /// <summary>Whether all files in the outputs belong to the command (<c>ExportMode="Replace"</c>); added by Tango, not declared.</summary>
    public const string OwnsOutputs = "OwnsOutputs";

    /// <summary>Whether the project's files are as before when the command has ended; added by Tango, not declared.</summary>
    public const string IsTrial = "IsTrial";

    /// <summary>The C# name of a parameter.</summary>
    public static string ClrName(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
