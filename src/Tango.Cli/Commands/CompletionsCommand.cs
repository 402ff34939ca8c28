using System.CommandLine;
using System.Text.Json.Nodes;
using Tango.Cli.Output;

namespace Tango.Cli.Commands;

/// <summary><c>tango completions</c>: the script with which a shell asks for completions.</summary>
internal static class CompletionsCommand
{
    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or pwsh." };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command("completions", "Prints the script that makes a shell complete commands, options and names of steps.") { Arguments = { shell } };
        command.SetAction(arguments =>
        {
            var name = arguments.GetValue(shell)!;
            if (arguments.GetValue(CommonOptions.Json))
                JsonText.Write(context.Out, new JsonObject { ["shell"] = name, ["script"] = Scripts[name] });
            else
                context.Out.Write(Scripts[name]);

            return ExitCode.Success;
        });
        return command;
    }

    private static readonly Dictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] =
            """
            _tango() {
              local word="${COMP_WORDS[COMP_CWORD]}" found
              COMPREPLY=()
              while IFS= read -r found; do
                [[ "$found" == "$word"* ]] && COMPREPLY+=("$(printf %q "$found")")
              done < <(tango "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)
              # The name of an argument follows.
              [[ "${COMPREPLY[0]}" == *. ]] && compopt -o nospace
              return 0
            }
            complete -o default -F _tango tango

            """,
        ["zsh"] =
            """
            _tango() {
              local -a found
              found=("${(@f)$(tango "[suggest:${#LBUFFER}]" "$BUFFER" 2>/dev/null)}")
              # The name of an argument follows a full stop.
              compadd -S '' -- "${(@M)found:#*.}"
              compadd -- "${(@)${(@)found:#}:#*.}"
            }
            compdef _tango tango

            """,
        ["pwsh"] =
            """
            Register-ArgumentCompleter -Native -CommandName tango -ScriptBlock {
              param($word, $line, $position)
              tango "[suggest:$position]" "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }

            """,
    };
}
