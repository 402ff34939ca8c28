using Tango.Cli;

return await new CommandTree(CliContext.OfProcess()).RunAsync(args).ConfigureAwait(false);
