using System.Collections.Concurrent;
using Xunit.Abstractions;

namespace Tango.Windows.TestRunner;

/// <summary>Writes what became of each test, and counts.</summary>
internal sealed class TestLog : IMessageSink
{
    private readonly TextWriter _log;
    private readonly KnownFailures _known;
    private readonly ConcurrentDictionary<string, bool> _running = new();
    private DateTime _last = DateTime.UtcNow;
    private int _passed;
    private int _failed;
    private int _knownFailed;
    private int _skipped;

    public TestLog(TextWriter log, KnownFailures known)
    {
        _log = log;
        _known = known;
    }

    public ManualResetEvent Done { get; } = new(false);

    public bool HasFailed => _failed > 0;

    /// <summary>The last line of the log.</summary>
    public string Counts => $"{_passed} passed, {_failed} failed, {_knownFailed} known, {_skipped} skipped";

    /// <summary>Whether no test has started or ended for so long; then the running ones have failed.</summary>
    public bool IsStuck(TimeSpan patience)
    {
        lock (_log)
        {
            if (DateTime.UtcNow - _last < patience)
                return false;

            foreach (var test in _running.Keys)
                Fail(test, "it did not end");

            return true;
        }
    }

    public bool OnMessage(IMessageSinkMessage message)
    {
        lock (_log)
        {
            _last = DateTime.UtcNow;
            switch (message)
            {
                case ITestStarting started:
                    _running[started.Test.DisplayName] = true;
                    break;
                case ITestPassed passed:
                    _passed++;
                    End(passed, $"ok    {passed.ExecutionTime,7:0.00}");
                    break;
                case ITestSkipped skipped:
                    _skipped++;
                    End(skipped, "skip         ");
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

    private void End(ITestMessage test, string result)
    {
        _running.TryRemove(test.Test.DisplayName, out _);
        _log.WriteLine($"{result} {test.Test.DisplayName}");
    }

    private void Fail(string test, string why)
    {
        var isKnown = _known.Contains(test);
        if (isKnown)
            _knownFailed++;
        else
            _failed++;

        _log.WriteLine($"{(isKnown ? "known" : "FAIL ")}         {test}\n  {why}");
    }
}
