using Tango;
using Tango.Caching;
using Tango.Core.Tests.Child;

// A process for tests to start, stop and kill. It says on standard output where it is, and goes on when a line comes in.
// Child <command> <cache> <unique id>

var cache = new DirectoryStepCache(args[1]);
var id = args[2];
try
{
    await (args[0] switch
    {
        "own" => OwnAsync(),
        "store" => StoreAsync(replace: false),
        "replace" => StoreAsync(replace: true),
        "store-for-ever" => StoreForEverAsync(),
        "store-once" => StoreOnceAsync(),
        "store-large" => StoreLargeAsync(),
        "read" => ReadAsync(),
        "pipeline" => FaultPipeline.RunAsync(args[1], args[2], args.ElementAtOrDefault(3)),
        "libraries" => LibrariesAsync(),
        "print" => PrintAsync(),
        "stream" => StreamAsync(int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture)),
        "stream-steps" => StreamStepsAsync(int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException(args[0]),
    });
}
catch (TangoException exception)
{
    Console.WriteLine(exception.Diagnostics[0].Code + " " + exception.Diagnostics[0].Message);
}

// Prints bytes: the third argument, in hexadecimal digits.
async Task PrintAsync()
{
    await using var output = Console.OpenStandardOutput();
    await output.WriteAsync(Convert.FromHexString(id));
}

// Owns the id until a line comes in.
async Task OwnAsync()
{
    await using var owner = await cache.AcquireAsync(id, () => Console.WriteLine("waiting"));
    Console.WriteLine("owned");
    Console.ReadLine();
}

// Stores a sequence and stops in its middle until a line comes in.
async Task StoreAsync(bool replace)
{
    IEnumerable<int> Numbers()
    {
        for (var i = 0; i < 1_000_000; i++)
        {
            if (i == 500_000)
            {
                Console.WriteLine("storing");
                Console.ReadLine();
            }

            yield return i;
        }
    }

    await using var owner = await cache.AcquireAsync(id);
    await cache.PutAsync(Metadata("jsonl"), Numbers(), typeof(IEnumerable<int>), new() { Replace = replace });
    Console.WriteLine("stored");
}

// Replaces the entry again and again, and counts aloud.
async Task StoreForEverAsync()
{
    for (var i = 0; ; i++)
    {
        await using var owner = await cache.AcquireAsync(id);
        await cache.PutAsync(Metadata(i % 2 == 0 ? "text" : "json.zst"), new string('x', i % 10_000), typeof(string), new() { Replace = true });
        Console.WriteLine(i);
    }
}

// Like a build: whoever comes second takes what the first stored.
async Task StoreOnceAsync()
{
    Console.WriteLine("ready");
    Console.ReadLine();
    await using var owner = await cache.AcquireAsync(id);
    var found = await cache.TryGetAsync(id, typeof(int));
    if (found.State == CacheReadState.Missing)
    {
        await cache.PutAsync(Metadata("json.zst"), Environment.ProcessId, typeof(int));
        Console.WriteLine($"stored {Environment.ProcessId}");
    }
    else
    {
        Console.WriteLine($"found {found.Value}");
    }
}

async Task StoreLargeAsync()
{
    await cache.PutAsync(Metadata("bytes"), new byte[1_000_000], typeof(byte[]));
    Console.WriteLine("stored");
}

async Task ReadAsync()
{
    var found = await cache.TryGetAsync(id, typeof(string));
    Console.WriteLine($"{found.State} {found.Value}{found.Corruption}{found.UnusableBecause}");
}

// Looks at an entry as a plan does, then reads it.
async Task LibrariesAsync()
{
    Console.WriteLine($"Zstandard is {(cache.Contains(id) && cache.GetMetadata(id) is not null && IsLoaded() ? "" : "not ")}loaded");
    await cache.TryGetAsync(id, typeof(string));
    Console.WriteLine($"Zstandard is {(IsLoaded() ? "" : "not ")}loaded");

    static bool IsLoaded() => AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == "ZstdSharp");
}

// Writes and reads a sequence of so many long strings.
async Task StreamAsync(int count)
{
    IEnumerable<string> Lines()
    {
        for (var i = 0; i < count; i++)
            yield return new string((char)('a' + (i % 26)), 10_000);
    }

    await cache.PutAsync(Metadata("jsonl.zst"), Lines(), typeof(IEnumerable<string>));
    var stored = (IEnumerable<string>)(await cache.TryGetAsync(id, typeof(IEnumerable<string>))).Value!;
    Console.WriteLine($"{stored.Sum(line => (long)line.Length)} {stored.Count()}");
}

// The same from step to step: made, stored, read, passed on by a step whose result is not kept, read by two others, in both directions of streaming.
async Task StreamStepsAsync(int count)
{
    var lines = Step.Create<LongLines>(new { count });
    var passed = Step.Create<PassedLines>(new { lines });
    var total = await Step.Create<CharacterCount>(new { lines = passed }).ResultAsync(cache);
    var again = await Step.Create<CharacterCount>(new { lines }).ResultAsync(cache);
    using var process = System.Diagnostics.Process.GetCurrentProcess();
    Console.WriteLine($"{total} {again}");
    Console.WriteLine(process.PeakWorkingSet64 / 1024 / 1024);
}

EntryMetadata Metadata(string format) => new() { UniqueId = id, Step = "step", Type = "Tests.Step", Format = format };
