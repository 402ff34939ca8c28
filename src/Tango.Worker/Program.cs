// Nothing but a way in: whatever a worker does belongs to the user's own Tango.Core, so that the two never disagree.
return await Tango.Execution.WorkerHost.MainAsync(args).ConfigureAwait(false);
