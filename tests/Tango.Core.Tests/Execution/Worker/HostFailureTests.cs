using Tango.Execution.Worker;

namespace Tango.Core.Tests.Execution.Worker;

public sealed class HostFailureTests
{
    // As Unix and as Windows tell it.
    [Theory]
    [InlineData(0x81, "it rejects its arguments")]
    [InlineData(0x83, "parts of the .NET installation are missing")]
    [InlineData(0x89, "the runtime cannot be loaded")]
    [InlineData(0x8C, "what the project's deps.json lists cannot be found or read")]
    [InlineData(0x93, "the project's runtimeconfig.json cannot be read")]
    [InlineData(0x96, "the runtime it needs is not installed")]
    [InlineData(0x9C, "the runtimes that the project asks for are not compatible")]
    public void A_code_of_the_host_is_explained_in_one_line(int code, string what)
    {
        var unix = HostFailure.Explain(code, ["A first line", "", "  and a second"]);
        var windows = HostFailure.Explain(unchecked((int)(0x80008000 + (uint)code)), ["A first line", "", "  and a second"]);

        Assert.Equal("TANGO0426", unix!.Code);
        Assert.StartsWith($"The .NET host cannot start the steps: {what}. It printed: A first line and a second. ", unix.Message, StringComparison.Ordinal);
        Assert.Equal(unix.Message, windows!.Message);
    }

    // 137 and 139 are also what a signal leaves; the host explains itself.
    [Theory]
    [InlineData(0x89)]
    [InlineData(0x8B)]
    public void A_process_ended_by_a_signal_without_output_is_not_a_host_failure(int code) => Assert.Null(HostFailure.Explain(code, []));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(134)]
    [InlineData(-1)]
    public void Other_codes_are_not_the_hosts(int code) => Assert.Null(HostFailure.Explain(code, ["Something"]));

    [Fact]
    public void A_missing_runtime_is_reported_with_the_installed_ones()
    {
        var failure = HostFailure.Explain(150,
        [
            "You must install or update .NET to run this application.", "", "App: /x/Tango.Worker.dll", "Architecture: x64",
            "Framework: 'Microsoft.AspNetCore.App', version '10.0.99' (x64)", ".NET location: /usr/share/dotnet/", "",
            "The following frameworks were found:", "  10.0.1 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]",
            "  10.0.12 at [/usr/share/dotnet/shared/Microsoft.AspNetCore.App]", "", "Learn more:",
        ]);

        Assert.Equal("TANGO0425", failure!.Code);
        Assert.All(
            ["Microsoft.AspNetCore.App 10.0.99", "/usr/share/dotnet/", "10.0.1, 10.0.12"],
            part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }
}
