using Xunit.Abstractions;

namespace Tango.Windows.TestRunner;

/// <summary>Collects the tests of an assembly.</summary>
internal sealed class FoundTests : IMessageSink
{
    public List<ITestCase> Cases { get; } = [];

    public ManualResetEvent Done { get; } = new(false);

    public bool OnMessage(IMessageSinkMessage message)
    {
        switch (message)
        {
            case ITestCaseDiscoveryMessage found:
                Cases.Add(found.TestCase);
                break;
            case IDiscoveryCompleteMessage:
                Done.Set();
                break;
        }

        return true;
    }
}
