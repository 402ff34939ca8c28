using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class WorkingFolderTests
{
    [Theory]
    [InlineData(258, "", false)]
    [InlineData(258, "/", false)]
    [InlineData(259, "", true)]
    [InlineData(400, "", true)]
    public void A_folder_in_which_Windows_starts_nothing_is_named_with_the_way_out(int length, string end, bool isTooLong)
    {
        var fault = WorkingFolder.FindFaultOnWindows(new string('x', length) + end);

        Assert.Equal(isTooLong, fault?.Contains("Move the project to a shorter path", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Other_systems_start_programs_anywhere() => Assert.Equal(OperatingSystem.IsWindows(), WorkingFolder.FindFault(new string('x', 400)) is not null);
}
