using Tango.IO;

namespace Tango.Core.Tests.IO;

public sealed class ProgramPathTests : IDisposable
{
    // A TemporaryDirectory has the separator of folders of Windows in its name.
    private readonly string _directory = Directory.CreateTempSubdirectory("tango ").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_first_folder_with_the_program_counts()
    {
        var (one, two) = (Program("one/tool.exe"), Program("two/tool.exe"));

        Assert.Equal(one, Find("none", "one", "two"));
        Assert.Equal(two, Find("two", "one"));
        Assert.Null(Find("none"));
    }

    [Fact]
    public void Folders_may_be_quoted_empty_or_missing()
    {
        var program = Program("a b/tool.exe");

        Assert.Equal(program, ProgramPath.Find("tool", string.Join(Path.PathSeparator, "", "  ", $"\"{PathOf("a b")}\""), ".exe"));
    }

    [Fact]
    public void The_current_folder_is_not_searched() => Assert.Null(ProgramPath.Find("tool", string.Join(Path.PathSeparator, ".", "sub"), ".exe"));

    [Fact]
    public void A_file_that_nobody_may_execute_is_no_program()
    {
        if (OperatingSystem.IsWindows())
            return;

        File.SetUnixFileMode(Program("one/tool.exe"), UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Null(Find("one"));
    }

    private string PathOf(string name) => Path.GetFullPath(name, _directory);

    private string? Find(params string[] folders) => ProgramPath.Find("tool", string.Join(Path.PathSeparator, folders.Select(PathOf)), ".exe");

    private string Program(string name)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        return path;
    }
}
