using System.Text.RegularExpressions;

namespace Tango.Core.Tests.Architecture;

public sealed partial class FileChangesTests
{
    // What .NET itself does fails on Windows as soon as another program has the file open.
    [Fact]
    public void Files_are_moved_and_deleted_by_FileChange_alone()
    {
        var sources = Path.GetDirectoryName(CoreSources.Root)!;
        var direct =
            from path in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(sources, path).Replace('\\', '/')
            where !name.Contains("/obj/", StringComparison.Ordinal) && !name.StartsWith("Tango.Core/IO/", StringComparison.Ordinal)
            from Match call in DirectCall().Matches(File.ReadAllText(path))
            select $"{name}: {call.Value}";

        Assert.Empty(direct);
    }

    [Theory]
    [InlineData("File.Move(")]
    [InlineData("File.Replace(")]
    [InlineData("File.Delete(")]
    [InlineData("Directory.Move(")]
    [InlineData("Directory.Delete(")]
    [InlineData("folder.Delete(recursive: true")]
    public void Every_direct_call_is_seen(string call) => Assert.Matches(DirectCall(), call);

    [GeneratedRegex(@"\b(File|Directory)\.(Move|Replace|Delete)\(|\.Delete\(recursive")]
    private static partial Regex DirectCall();
}
