// TestRunner TESTS.dll LOG KNOWN NAME…: runs the tests whose full name begins with one of the names, in this process, because the test host of `dotnet test` ends without a word under
// Wine. LOG gets a line for each test; its last line has the counts. KNOWN lists tests that fail for reasons of Wine. Where LOG exists it goes on with what has not run: a test can end or
// hold this process, which says nothing about the others.
// Exit codes: 0 all passed; 1 some failed; 3 a test did not end, and the rest is to run in another process; any other: the process was ended.
using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Tango.Windows.TestRunner;

internal static class Program
{
    private const int Failed = 1;
    private const int GoOn = 3;

    // Longer than any test takes here, on a busy machine too.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static int Main(string[] args)
    {
        var assembly = Assembly.LoadFrom(Path.GetFullPath(args[0]));
        using var framework = new XunitTestFramework(new Silence());
        var known = new KnownFailures(args[2]);
        using var log = new TestLog(args[1], known);
        var cases = Find(framework, assembly).Where(test => Array.Exists(args[3..], NameOf(test).StartsWith) && !known.MustNotRun(test.DisplayName)).ToList();
        log.FailInterrupted();

        // What ran when the process ended: one of them did it, and alone each is judged for itself.
        foreach (var suspect in cases.Where(test => log.WasInterrupted(test)))
            Run(framework, assembly, [suspect], log);

        Run(framework, assembly, [.. cases.Where(test => !log.HasEnded(test))], log);
        log.WriteCounts();
        Exit(log.HasFailed || cases.Count == 0 ? Failed : 0);
        return 0;
    }

    private static List<ITestCase> Find(XunitTestFramework framework, Assembly assembly)
    {
        var found = new FoundTests();
        using var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly));
        discoverer.Find(includeSourceInformation: false, found, new Options());
        found.Done.WaitOne();
        return found.Cases;
    }

    private static void Run(XunitTestFramework framework, Assembly assembly, List<ITestCase> cases, TestLog log)
    {
        log.Done.Reset();
        using var executor = framework.GetExecutor(assembly.GetName());
        executor.RunTests(cases, log, new Options());
        while (!log.Done.WaitOne(1000))
        {
            if (log.FailStuck(Patience))
                Exit(GoOn);
        }
    }

    // Threads and processes that tests left behind must not keep this one.
    private static void Exit(int code) => Environment.Exit(code);

    private static string NameOf(ITestCase test) => $"{test.TestMethod.TestClass.Class.Name}.{test.TestMethod.Method.Name}";

    private sealed class Silence : IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }
}
