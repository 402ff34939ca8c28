using System.Collections.Concurrent;
using System.Text;
using Xunit.Abstractions;

namespace Tango.Windows.TestRunner;

/// <summary>Writes what became of each test, and counts, also what processes before this one wrote.</summary>
internal sealed class TestLog : IMessageSink, IDisposable
{
    private const string Passed = "ok   ";
    private const string Skipped = "skip ";
    private const string KnownFailed = "known";
    private const string Failed = "FAIL ";

    private readonly StreamWriter _log;
    private readonly KnownFailures _known;
    private readonly StartedCases _cases;
    private readonly ConcurrentDictionary<string, (ITestCase Case, DateTime Start)> _running = new();
    private readonly Dictionary<string, int> _counts;

    /// <param name="path">The log, which is continued.</param>
    public TestLog(string path, KnownFailures known)
    {
        string[] earlier = File.Exists(path) ? File.ReadAllLines(path) : [];
        _counts = new[] { Passed, Skipped, KnownFailed, Failed }.ToDictionary(kind => kind, kind => earlier.Count(line => line.StartsWith(kind, StringComparison.Ordinal)));
        _log = new StreamWriter(path, append: true, new UTF8Encoding(false)) { AutoFlush = true };
        _known = known;
        _cases = new StartedCases(path + ".cases");
    }

    public ManualResetEvent Done { get; } = new(false);

    public bool HasFailed => _counts[Failed] > 0;

    public void Dispose()
    {
        _log.Dispose();
        _cases.Dispose();
    }

    /// <summary>The last line of the log.</summary>
    public void WriteCounts() => _log.WriteLine($"{_counts[Passed]} passed, {_counts[Failed]} failed, {_counts[KnownFailed]} known, {_counts[Skipped]} skipped");

    /// <summary>Whether a test ran to its end, in any process.</summary>
    public bool HasEnded(ITestCase test) => _cases.HasEnded(test.UniqueID);

    /// <summary>Whether a test ran when an earlier process ended.</summary>
    public bool WasInterrupted(ITestCase test) => _cases.WasInterrupted(test.UniqueID);

    /// <summary>Fails the tests that were alone when the process ended.</summary>
    public void FailInterrupted()
    {
        foreach (var (id, name) in _cases.InterruptedTwice())
        {
            Fail(name, "the process ended while it ran alone");
            _cases.End(id, name);
        }
    }

    /// <summary>Fails the tests that take longer than any does. Whether there is one; what it holds is not usable any more.</summary>
    public bool FailStuck(TimeSpan patience)
    {
        lock (_log)
        {
            var stuck = _running.Where(test => DateTime.UtcNow - test.Value.Start > patience).ToList();
            foreach (var (name, (test, _)) in stuck)
            {
                Fail(name, "it did not end");
                _cases.End(test.UniqueID, test.DisplayName);
            }

            return stuck.Count > 0;
        }
    }

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (_log)
        {
            switch (message)
            {
                case ITestCaseStarting started:
                    _cases.Start(started.TestCase.UniqueID, started.TestCase.DisplayName);
                    break;
                case ITestCaseFinished finished:
                    _cases.End(finished.TestCase.UniqueID, finished.TestCase.DisplayName);
                    break;
                case ITestStarting started:
                    _running[started.Test.DisplayName] = (started.TestCase, DateTime.UtcNow);
                    break;
                case ITestPassed passed:
                    End(passed, Passed, $"{passed.ExecutionTime,8:0.00}");
                    break;
                case ITestSkipped skipped:
                    End(skipped, Skipped, "        ");
                    break;
                case ITestFailed failed:
                    _running.TryRemove(failed.Test.DisplayName, out _);
                    Fail(failed.Test.DisplayName, $"{string.Join("\n  ", failed.Messages)}\n{string.Join("\n", failed.StackTraces)}");
                    break;
                case IErrorMessage error:
                    Fail("outside of tests", string.Join("\n  ", error.Messages));
                    break;
                case ITestAssemblyFinished:
                    Done.Set();
                    break;
            }
        }

        return true;
    }

    private void End(ITestMessage test, string kind, string time)
    {
        _running.TryRemove(test.Test.DisplayName, out _);
        Write(kind, $"{time} {test.Test.DisplayName}");
    }

    private void Fail(string test, string why) => Write(_known.Contains(test) ? KnownFailed : Failed, $"         {test}\n  {why}");

    private void Write(string kind, string text)
    {
        _counts[kind]++;
        _log.WriteLine(kind + text);
    }
}
