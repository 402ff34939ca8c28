using System.Text;

namespace Tango.IO;

/// <summary>Arguments in one line, as the C runtime of Windows splits it (<c>CommandLineToArgvW</c>), and IDEs and .NET on every system.</summary>
internal static class CommandLineText
{
    /// <summary>Joins arguments.</summary>
    public static string Join(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    private static string Quote(string argument)
    {
        if (argument.Length > 0 && !argument.Any(character => char.IsWhiteSpace(character) || character == '"'))
            return argument;

        var text = new StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in argument)
        {
            // Only before a quote do they mean something.
            if (character == '"')
                text.Append('\\', backslashes + 1);

            backslashes = character == '\\' ? backslashes + 1 : 0;
            text.Append(character);
        }

        return text.Append('\\', backslashes).Append('"').ToString();
    }
}
