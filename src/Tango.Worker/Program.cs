// Only an entry point: the worker's code is in the user's own Tango.Core, so that both always have the same version.
return await Tango.Execution.Worker.WorkerHost.MainAsync(args).ConfigureAwait(false);
