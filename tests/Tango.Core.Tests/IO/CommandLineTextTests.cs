using System.Diagnostics;
using Tango.Core.Tests.Execution;
using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class CommandLineTextTests
{
    public static TheoryData<string, string> Arguments => new()
    {
        { "run", "run" },
        { "", "\"\"" },
        { "a b", "\"a b\"" },
        { "a\tb", "\"a\tb\"" },
        { "a\"b", "\"a\\\"b\"" },
        { "a\\\"b", "\"a\\\\\\\"b\"" },
        { "a b\\", "\"a b\\\\\"" },
        { "a b\\\\", "\"a b\\\\\\\\\"" },
        { "C:\\a\\", "C:\\a\\" },
        { "C:\\a b\\c", "\"C:\\a b\\c\"" },
        { "\"", "\"\\\"\"" },
        { "ä;%41'", "ä;%41'" },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public void An_argument_is_quoted_as_Windows_reads_it(string argument, string expected) => Assert.Equal($"x {expected} y", CommandLineText.Join(["x", argument, "y"]));

    [ShFact]
    public async Task The_line_is_split_into_the_same_arguments()
    {
        string[] arguments = [.. Arguments.Select(row => (string)row[0])];

        using var process = Process.Start(new ProcessStartInfo("sh", CommandLineText.Join(["-c", "printf '%s|' \"$@\"", "sh", .. arguments])) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(string.Concat(arguments.Select(argument => argument + "|")), output);
    }
}
