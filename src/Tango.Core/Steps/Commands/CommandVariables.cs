using System.Text;

namespace Tango.Steps.Commands;

/// <summary>The environment variables that Tango adds for a command.</summary>
internal static class CommandVariables
{
    /// <summary>The work directory, which exists.</summary>
    public const string Work = "TANGO_WORK";

    /// <summary>The project's folder.</summary>
    public const string Project = "TANGO_PROJECT";

    private const string InputPrefix = "TANGO_INPUT_";

    /// <summary>The variable with the path of an input: <c>split.Train</c> → <c>TANGO_INPUT_SPLIT_TRAIN</c>.</summary>
    /// <param name="name">The reference without <c>ref:</c>.</param>
    public static string Input(string name)
    {
        var variable = new StringBuilder(InputPrefix);
        foreach (var letter in name.TrimEnd(']'))
            variable.Append(char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_');

        return variable.ToString();
    }
}
