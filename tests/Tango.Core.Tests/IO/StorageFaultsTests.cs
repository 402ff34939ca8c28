using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class StorageFaultsTests
{
    [Fact]
    public void An_exception_tells_why_the_file_system_refused()
    {
        Assert.Equal(StorageFault.Denied, StorageFaults.Of(new UnauthorizedAccessException()));
        Assert.Equal(StorageFault.Removed, StorageFaults.Of(new DirectoryNotFoundException()));
        Assert.Equal(StorageFault.Removed, StorageFaults.Of(new FileNotFoundException()));
        Assert.Equal(StorageFault.Unsupported, StorageFaults.Of(new PathTooLongException()));
        Assert.Equal(StorageFault.Unsupported, StorageFaults.Of(new ArgumentOutOfRangeException()));
        Assert.Equal(StorageFault.Other, StorageFaults.Of(new IOException("a failed disk")));
    }

    [Theory]
    [InlineData(28, nameof(StorageFault.Full))]
    [InlineData(122, nameof(StorageFault.Full))]
    [InlineData(31, nameof(StorageFault.Full))]
    [InlineData(30, nameof(StorageFault.Denied))]
    [InlineData(17, nameof(StorageFault.Unsupported))]
    [InlineData(22, nameof(StorageFault.Unsupported))]
    [InlineData(84, nameof(StorageFault.Unsupported))]
    [InlineData(5, nameof(StorageFault.Other))]
    public void The_error_number_of_the_system_tells_more(int number, string fault)
    {
        if (OperatingSystem.IsLinux())
            Assert.Equal(fault, StorageFaults.Of(new IOException("", number)).ToString());
    }

    [Theory]
    [InlineData(0x80070070u, nameof(StorageFault.Full))]
    [InlineData(0x80070027u, nameof(StorageFault.Full))]
    [InlineData(0x8007050Fu, nameof(StorageFault.Full))]
    [InlineData(0x80070013u, nameof(StorageFault.Denied))]
    [InlineData(0x8007007Bu, nameof(StorageFault.Unsupported))]
    [InlineData(0x80070050u, nameof(StorageFault.Unsupported))]
    [InlineData(0x80070020u, nameof(StorageFault.InUse))]
    [InlineData(0x80070021u, nameof(StorageFault.InUse))]
    [InlineData(0x8007001Du, nameof(StorageFault.Other))]
    public void So_it_does_on_Windows(uint code, string fault)
    {
        if (OperatingSystem.IsWindows())
            Assert.Equal(fault, StorageFaults.Of(new IOException("", unchecked((int)code))).ToString());
    }
}
