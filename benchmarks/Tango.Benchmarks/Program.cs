using System.Runtime.Loader;
using Tango.Benchmarks;
using Tango.Benchmarks.Generated;
using Tango.Benchmarks.Measuring;
using Tango.Build.TestKit;

// MSBuild's assemblies are those of the SDK, as in a build.
var sdk = args is [TaskProcess.Verb, .., var last] ? last : Machine.SdkDirectory;
AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Combine(sdk, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;

if (args is [TaskProcess.Verb, ..])
    return TaskProcess.Serve(args);

if (args is [StreamProcess.Verb, ..])
    return StreamProcess.Serve(args);

if (Options.Read(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

if (Repository.Configuration != "Release")
{
    Console.Error.WriteLine("Only Release builds are worth measuring: dotnet run -c Release --project benchmarks/Tango.Benchmarks");
    return 2;
}

Console.WriteLine(Machine.Describe());
foreach (var (name, run) in (ReadOnlySpan<(string, Action<Options, TextWriter>)>)
[
    ("build", BuildBenchmark.Run),
    ("check", CheckBenchmark.Run),
    ("run", RunBenchmark.Run),
    ("identity", IdentityBenchmark.Run),
    ("stream", StreamBenchmark.Run),
    ("cluster", ClusterBenchmark.Run),
    ("remote", RemoteBenchmark.Run),
    ("clone", CloneBenchmark.Run),
    ("edit", EditBenchmark.Run),
    ("peers", PeersBenchmark.Run),
    ("large", LargeBenchmark.Run),
])
{
    if (options.Wants(name))
        run(options, Console.Out);
}

return 0;
