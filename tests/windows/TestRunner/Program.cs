// TestRunner TESTS.dll LOG KNOWN NAME…: runs the tests whose full name begins with one of the names, in this process, because the test host of `dotnet test` ends without a word under
// Wine. LOG gets a line for each test; its last line has the counts. KNOWN lists tests that fail for reasons of Wine.
using System.Reflection;
using System.Text;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Tango.Windows.TestRunner;

internal static class Program
{
    // Longer than any test takes here.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static int Main(string[] args)
    {
        var assembly = Assembly.LoadFrom(Path.GetFullPath(args[0]));
        using var log = new StreamWriter(args[1], append: false, new UTF8Encoding(false)) { AutoFlush = true };
        using var framework = new XunitTestFramework(new Silence());
        var found = new FoundTests();
        using (var discoverer = framework.GetDiscoverer(Reflector.Wrap(assembly)))
        {
            discoverer.Find(includeSourceInformation: false, found, new Options());
            found.Done.WaitOne();
        }

        var known = new KnownFailures(args[2]);
        var cases = found.Cases.Where(test => Array.Exists(args[3..], NameOf(test).StartsWith) && !known.MustNotRun(NameOf(test))).ToList();
        var results = new TestLog(log, known);
        using (var executor = framework.GetExecutor(assembly.GetName()))
        {
            executor.RunTests(cases, results, new Options());
            while (!results.Done.WaitOne(1000) && !results.IsStuck(Patience))
            {
            }
        }

        log.WriteLine(results.Counts);

        // Threads and processes that tests left behind must not keep this one.
        Environment.Exit(results.HasFailed || cases.Count == 0 ? 1 : 0);
        return 0;
    }

    private static string NameOf(ITestCase test) => $"{test.TestMethod.TestClass.Class.Name}.{test.TestMethod.Method.Name}";

    private sealed class Silence : IMessageSink
    {
        public bool OnMessage(IMessageSinkMessage message) => true;
    }
}
