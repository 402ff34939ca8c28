using System.Text;

namespace Tango.Steps.Commands;

/// <summary>How a shell reads quotes. The author's quotes around a path are kept, and characters that they do not protect are escaped.</summary>
/// <param name="Quotes">The characters that begin and end a quoted text.</param>
/// <param name="Escape">The character before one that is taken literally, outside of single quotes; NUL if there is none.</param>
internal abstract record ShellQuoting(string Quotes, char Escape)
{
    private static readonly ShellQuoting Posix = new PosixQuoting();
    private static readonly ShellQuoting PowerShell = new PowerShellQuoting();
    private static readonly ShellQuoting CommandInterpreter = new CmdQuoting();

    /// <summary>The rules of a shell.</summary>
    /// <param name="shell">One of <see cref="ShellNames"/>.</param>
    public static ShellQuoting Of(string shell) => shell switch
    {
        ShellNames.Cmd => CommandInterpreter,
        ShellNames.Pwsh => PowerShell,
        _ => Posix,
    };

    /// <summary>A path as a part of the text.</summary>
    /// <param name="variable">The environment variable that has the path as well.</param>
    /// <param name="quote">The quote that it stands in; NUL if in none.</param>
    public abstract string Quote(string path, string variable, char quote);

    private static bool IsPlain(string path)
    {
        foreach (var letter in path)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('/' or ':' or '.' or '-' or '_' or '+' or '@'))
                return false;
        }

        return true;
    }

    private static string EscapeEach(string path, string special, char escape)
    {
        var escaped = new StringBuilder(path.Length);
        foreach (var letter in path)
        {
            if (special.Contains(letter))
                escaped.Append(escape);

            escaped.Append(letter);
        }

        return escaped.ToString();
    }

    private sealed record PosixQuoting() : ShellQuoting("'\"", '\\')
    {
        public override string Quote(string path, string variable, char quote) => quote switch
        {
            '\'' => path.Replace("'", "'\\''", StringComparison.Ordinal),
            '"' => EscapeEach(path, "\\\"$`", Escape),
            _ => IsPlain(path) ? path : $"'{Quote(path, variable, '\'')}'",
        };
    }

    private sealed record PowerShellQuoting() : ShellQuoting("'\"", '`')
    {
        public override string Quote(string path, string variable, char quote) => quote switch
        {
            '\'' => path.Replace("'", "''", StringComparison.Ordinal),
            '"' => EscapeEach(path, "`\"$", Escape),
            _ => IsPlain(path) ? path : $"'{Quote(path, variable, '\'')}'",
        };
    }

    // Paths on Windows contain no quotes. In quotes, too, '%name%' is a variable, and nothing escapes it; but the value of a variable is not read again.
    private sealed record CmdQuoting() : ShellQuoting("\"", '\0')
    {
        public override string Quote(string path, string variable, char quote)
        {
            var text = path.Contains('%', StringComparison.Ordinal) ? $"%{variable}%" : path;
            return quote != '\0' || IsPlain(text) ? text : $"\"{text}\"";
        }
    }
}
