using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tango.Caching;
using Tango.Cli.Output;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Cli.Commands;

/// <summary><c>tango cache</c>: what is in the cache, and its care.</summary>
internal static class CacheCommand
{
    private const int DefaultKeepDays = 7;
    private const int MostKeepDays = 36_500;

    /// <summary>The directory of the cache.</summary>
    internal static readonly Option<string?> Directory = new("--cache") { Description = "The directory of the cache, if it is not that of the last build.", HelpName = "DIR", Recursive = true };

    public static Command Create(CliContext context) => CommandGroup.Complete(context, new Command("cache", "Shows what is in the cache, removes what is not needed any more, and verifies the rest.")
    {
        Options = { Directory },
        Subcommands = { Stats(context), Collect(context), Verify(context), CacheTransferCommands.Push(context), CacheTransferCommands.Pull(context) },
    });

    private static Command Stats(CliContext context)
    {
        var command = new Command("stats", "Shows how many results of each type are in the cache, and how large they are.");
        command.SetAction(arguments =>
        {
            var cache = Open(context, arguments);
            var types = cache.EnumerateUniqueIds().Select(cache.GetMetadata).OfType<EntryMetadata>()
                .GroupBy(entry => entry.Type, StringComparer.Ordinal)
                .Select(group => (Type: group.Key, Count: group.Count(), Size: group.Sum(entry => entry.Size), Cost: new TimeSpan(group.Sum(entry => entry.Duration.Ticks))))
                .OrderByDescending(type => type.Size)
                .ToList();
            if (arguments.GetValue(CommonOptions.Json))
            {
                JsonText.Write(context.Out, new JsonObject
                {
                    ["cache"] = cache.DirectoryPath,
                    ["entries"] = types.Sum(type => type.Count),
                    ["size"] = types.Sum(type => type.Size),
                    ["types"] = JsonText.Array(types, type => new JsonObject { ["type"] = type.Type, ["entries"] = type.Count, ["size"] = type.Size, ["seconds"] = type.Cost.TotalSeconds }),
                });
                return ExitCode.Success;
            }

            var table = new TextTable(">entries", ">size", ">computed in", "type");
            foreach (var (type, count, size, cost) in types)
                table.AddRow(new TextCell(Texts.Count(count)), new TextCell(SizeText.Format(size)), new TextCell(DurationText.Format(cost)), new TextCell(type));

            context.Console.Write(table);
            context.Out.WriteLine($"{Texts.Entries(types.Sum(type => type.Count))}, {SizeText.Format(types.Sum(type => type.Size))} in {cache.DirectoryPath}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Collect(CliContext context)
    {
        var days = new Option<int>("--keep-days") { Description = "How long an entry that no pipeline needs is kept after its last use.", DefaultValueFactory = _ => DefaultKeepDays, HelpName = "DAYS" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would be removed." };
        var command = new Command("gc", "Removes entries that no pipeline needs any more, and no running build uses.") { Options = { days, dryRun } };
        command.SetAction((arguments, cancellationToken) =>
        {
            var cache = Open(context, arguments);
            var isDry = arguments.GetValue(dryRun);
            if (arguments.GetValue(days) is < 0 or > MostKeepDays)
                throw new CliException($"--keep-days is from 0 to {MostKeepDays.ToString(CultureInfo.InvariantCulture)}.");

            var result = new CacheCollector(cache.DirectoryPath) { IsDryRun = isDry }.Collect(TimeSpan.FromDays(arguments.GetValue(days)), cancellationToken: cancellationToken);
            if (arguments.GetValue(CommonOptions.Json))
            {
                JsonText.Write(context.Out, new JsonObject { ["dryRun"] = isDry, ["removed"] = JsonText.Array(result.RemovedIds, id => JsonValue.Create(id)), ["bytes"] = result.RemovedBytes });
                return Task.FromResult(ExitCode.Success);
            }

            if (isDry)
                result.RemovedIds.ToList().ForEach(context.Out.WriteLine);

            context.Out.WriteLine($"{(isDry ? "would remove" : "removed")} {Texts.Entries(result.RemovedIds.Count)}, {SizeText.Format(result.RemovedBytes)}");
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static Command Verify(CliContext context)
    {
        var command = new Command("verify", "Verifies every entry, and moves corrupt ones aside: the next build that needs one computes it again.");
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var cache = Open(context, arguments);
            var result = await new CacheVerification(cache).VerifyAllAsync(quarantine: true, cancellationToken).ConfigureAwait(false);
            if (arguments.GetValue(CommonOptions.Json))
            {
                JsonText.Write(context.Out, new JsonObject
                {
                    ["intact"] = result.IntactCount,
                    ["corrupt"] = JsonText.Array(result.Corrupt, entry => new JsonObject { ["uniqueId"] = entry.UniqueId, ["why"] = entry.Corruption }),
                });
            }
            else
            {
                foreach (var entry in result.Corrupt)
                    context.Out.WriteLine(PrintableText.Line($"{entry.UniqueId}: {entry.Corruption}"));

                context.Out.WriteLine($"{Texts.Entries(result.IntactCount)} {(result.IntactCount == 1 ? "is" : "are")} intact, {Texts.Count(result.Corrupt.Count)} corrupt");
            }

            return result.Corrupt.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static DirectoryStepCache Open(CliContext context, ParseResult arguments)
    {
        var workspace = arguments.WorkspaceOf(context);
        var path = arguments.GetValue(Directory) is { } given
            ? Path.GetFullPath(given, context.Folder)
            : workspace.Records.Select(record => record.CacheDirectory).FirstOrDefault(cache => cache is not null) ?? Path.Combine(workspace.Root, ".tango", "cache");
        return System.IO.Directory.Exists(path) ? new DirectoryStepCache(path) : throw new CliException($"There is no cache at '{path}'. Build a project with steps first, or name the directory with --cache.");
    }
}
