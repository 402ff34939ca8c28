using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class WindowsExitCodesTests
{
    [Theory]
    [InlineData(-1073741819, "0xC0000005", "ended by an access violation in native code")]
    [InlineData(-1073741571, "0xC00000FD", "ended by a stack overflow")]
    [InlineData(-532462766, "0xE0434352", "ended by an unhandled exception")]
    [InlineData(-2146232797, "0x80131623", "ended by Environment.FailFast")]
    [InlineData(-1073740791, "0xC0000409", "aborted, e.g. by a buffer overrun in native code")]
    [InlineData(-1073740286, "0xC0000602", "aborted by itself (fail fast)")]
    [InlineData(-1073741510, "0xC000013A", "interrupted")]
    [InlineData(-1, "0xFFFFFFFF", null)]
    [InlineData(1, "1", null)]
    [InlineData(139, "139", null)]
    public void The_code_of_a_fault_is_shown_as_people_know_it_and_explained(int exitCode, string shown, string? meaning) =>
        Assert.Equal((shown, meaning), (ChildProcess.Show(exitCode), WindowsExitCodes.Explain(exitCode)));
}
