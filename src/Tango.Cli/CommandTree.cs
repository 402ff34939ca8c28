using System.CommandLine;
using System.CommandLine.Invocation;
using System.ComponentModel;
using System.Text.Json;
using Tango.Cli.Commands;
using Tango.Cli.Output;
using Tango.Diagnostics;

namespace Tango.Cli;

/// <summary>The commands of <c>tango</c>, and what they have in common.</summary>
internal sealed class CommandTree
{
    private readonly CliContext _context;
    private readonly RootCommand _root;

    public CommandTree(CliContext context)
    {
        _context = context;
        _root = CommandGroup.Complete(context, new RootCommand("Runs, plans and explains the pipelines of Tango.Build. Reads what builds leave, and asks dotnet build for the rest.")
        {
            Options = { CommonOptions.Json, CommonOptions.Runs },
            Subcommands =
            {
                RunCommand.Create(context),
                RunsCommand.Create(context),
                CompareCommand.Create(context),
                LogCommand.Create(context),
                ShowCommand.Create(context),
                BlameCommand.Create(context),
                PlanCommand.Create(context),
                WhyCommand.Create(context),
                GraphCommand.Create(context),
                DebugCommand.Create(context),
                ReportCommand.Create(context),
                CacheCommand.Create(context),
                InitCommand.Create(context),
                CompletionsCommand.Create(context),
            },
        });
    }

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code, see <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        var parsed = _root.Parse(arguments);

        // Of the others nothing has to be ended: the system stops them.
        using var interruption = parsed.Action is AsynchronousCommandLineAction ? new Interruption(cancellationToken) : null;
        try
        {
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = _context.Out, Error = _context.Error };
            var code = await parsed.InvokeAsync(configuration, interruption?.Token ?? cancellationToken).ConfigureAwait(false);
            return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
        }
        catch (CliException exception)
        {
            await _context.Error.WriteLineAsync($"tango: {exception.Message}").ConfigureAwait(false);
            return exception.ExitCode;
        }
        catch (IOException exception) when (IsClosedPipe(exception))
        {
            // The reader of a pipe, e.g. head, has enough.
            return ExitCode.ClosedPipe;
        }
        catch (OperationCanceledException)
        {
            return interruption?.ExitCode ?? ExitCode.Interrupted;
        }
        catch (TangoException exception)
        {
            foreach (var diagnostic in exception.Diagnostics)
                await _context.Error.WriteLineAsync($"tango: error {diagnostic.Code}: {PrintableText.Line(diagnostic.Message)}").ConfigureAwait(false);

            return ExitCode.Failure;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception or JsonException or InvalidDataException)
        {
            await _context.Error.WriteLineAsync($"tango: {PrintableText.Line(exception.Message)}").ConfigureAwait(false);
            return ExitCode.Failure;
        }
    }

    // ERROR_NO_DATA or ERROR_BROKEN_PIPE on Windows, where 32 is a sharing violation; EPIPE elsewhere.
    private static bool IsClosedPipe(IOException exception) =>
        OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 232 or 109 : exception.HResult == PipeOutput.ClosedPipe;
}
