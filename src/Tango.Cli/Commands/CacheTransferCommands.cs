using System.CommandLine;
using System.Text.Json.Nodes;
using Tango.Caching.Remote;
using Tango.Cli.Output;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Cli.Commands;

/// <summary><c>tango cache push</c> and <c>tango cache pull</c>: what builds do by and by, for all entries at once.</summary>
internal static class CacheTransferCommands
{
    /// <summary><c>push</c>.</summary>
    public static Command Push(CliContext context)
    {
        var options = new BuildOptions(context);
        var command = new Command("push", "Pushes the results in the local cache that the remote cache lacks, e.g. those from before there was one.");
        options.AddTo(command, hasSteps: false);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var report = new Report(context, arguments, "pushed", "were there");
            var caches = await ProjectCaches.FindAsync(context, options.Arguments(arguments), cancellationToken).ConfigureAwait(false);
            foreach (var pair in caches.ToPush())
                await report.RunAsync(pair, transfer => transfer.PushAsync(cancellationToken)).ConfigureAwait(false);

            return report.Write();
        });
        return command;
    }

    /// <summary><c>pull</c>.</summary>
    public static Command Pull(CliContext context)
    {
        var options = new BuildOptions(context);
        var command = new Command("pull", "Fetches the results of all steps that the local cache lacks and the remote cache has, also those that a build would not need.");
        options.AddTo(command);
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var report = new Report(context, arguments, "fetched", "were here");
            var (caches, plan) = await ProjectCaches.FindWithPlanAsync(context, options.Arguments(arguments), cancellationToken).ConfigureAwait(false);
            foreach (var pair in caches.Pairs)
                await report.RunAsync(pair, transfer => transfer.PullAsync(caches.IdsFor(pair, plan), cancellationToken)).ConfigureAwait(false);

            return report.Write();
        });
        return command;
    }

    // What is done, for people and for tools.
    private sealed class Report(CliContext context, ParseResult arguments, string verb, string present)
    {
        private readonly List<(string Remote, EntryTransfer Transfer)> _transfers = [];

        private int Code => _transfers.Exists(transfer => transfer.Transfer.Corrupt > 0) ? ExitCode.Failure : ExitCode.Success;

        public async Task RunAsync(CachePair pair, Func<EntryTransfer, Task> run)
        {
            var settings = pair.Settings;
            var cache = new DirectoryStepCache(arguments.GetValue(CacheCommand.Directory) is { } given ? Path.GetFullPath(given, context.Folder) : pair.CacheDirectory);
            using var remote = RemoteCache.Open(settings, cache.WritablePath);
            var transfer = new EntryTransfer(remote, cache);
            _transfers.Add((settings.Name, transfer));
            try
            {
                await run(transfer).ConfigureAwait(false);
            }
            catch (RemoteException exception)
            {
                throw new CliException($"{transfer.Moved.Count} {verb}, then the remote cache '{settings.Name}' failed: {PrintableText.Line(exception.Message)}.", ExitCode.Failure);
            }
        }

        private static string Missing(EntryTransfer transfer) =>
            (transfer.Absent == 0 ? "" : $"; {Texts.Count(transfer.Absent)} cannot be had there") + (transfer.Corrupt == 0 ? "" : $"; {Texts.Count(transfer.Corrupt)} corrupt there");

        public int Write()
        {
            if (arguments.GetValue(CommonOptions.Json))
            {
                JsonText.Write(context.Out, JsonText.Array(_transfers, transfer => ToJson(transfer.Remote, transfer.Transfer)));
                return Code;
            }

            foreach (var (remote, transfer) in _transfers)
                context.Out.WriteLine($"{Texts.Count(transfer.Moved.Count)} {verb}, {SizeText.Format(Bytes(transfer))}; {Texts.Count(transfer.Present)} {present}{Missing(transfer)}; {remote}");

            return Code;
        }

        private JsonObject ToJson(string remote, EntryTransfer transfer) => new()
        {
            ["remoteCache"] = remote,
            [verb] = JsonText.Array(transfer.Moved.Select(entry => entry.UniqueId).Order(StringComparer.Ordinal), id => JsonValue.Create(id)),
            ["bytes"] = Bytes(transfer),
            ["present"] = transfer.Present,
            ["absent"] = transfer.Absent,
            ["corrupt"] = transfer.Corrupt,
        };

        private static long Bytes(EntryTransfer transfer) => transfer.Moved.Sum(entry => entry.Size);
    }
}
