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
            foreach (var caches in await ProjectCaches.FindAsync(context, options.Arguments(arguments), cancellationToken).ConfigureAwait(false))
                await report.RunAsync(caches, transfer => transfer.PushAsync(cancellationToken)).ConfigureAwait(false);

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
            var (all, plan) = await ProjectCaches.FindWithPlanAsync(context, options.Arguments(arguments), cancellationToken).ConfigureAwait(false);
            foreach (var caches in all)
                await report.RunAsync(caches, transfer => transfer.PullAsync(plan.Steps.Select(step => step.UniqueId).Distinct(), cancellationToken)).ConfigureAwait(false);

            return report.Write();
        });
        return command;
    }

    // What is done, for people and for tools.
    private sealed class Report(CliContext context, ParseResult arguments, string verb, string present)
    {
        private readonly List<(string Remote, EntryTransfer Transfer)> _transfers = [];

        public async Task RunAsync(RemoteCacheFile caches, Func<EntryTransfer, Task> run)
        {
            var settings = caches.Settings!;
            var cache = new DirectoryStepCache(arguments.GetValue(CacheCommand.Directory) is { } given ? Path.GetFullPath(given, context.Folder) : caches.CacheDirectory);
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

        private static string Missing(EntryTransfer transfer) => transfer.Absent == 0 ? "" : $"; {Texts.Count(transfer.Absent)} cannot be had there";

        public int Write()
        {
            if (arguments.GetValue(CommonOptions.Json))
            {
                JsonText.Write(context.Out, JsonText.Array(_transfers, transfer => ToJson(transfer.Remote, transfer.Transfer)));
                return ExitCode.Success;
            }

            foreach (var (remote, transfer) in _transfers)
                context.Out.WriteLine($"{Texts.Count(transfer.Moved.Count)} {verb}, {SizeText.Format(Bytes(transfer))}; {Texts.Count(transfer.Present)} {present}{Missing(transfer)}; {remote}");

            return ExitCode.Success;
        }

        private JsonObject ToJson(string remote, EntryTransfer transfer) => new()
        {
            ["remoteCache"] = remote,
            [verb] = JsonText.Array(transfer.Moved.Select(entry => entry.UniqueId).Order(StringComparer.Ordinal), id => JsonValue.Create(id)),
            ["bytes"] = Bytes(transfer),
            ["present"] = transfer.Present,
            ["absent"] = transfer.Absent,
        };

        private static long Bytes(EntryTransfer transfer) => transfer.Moved.Sum(entry => entry.Size);
    }
}
