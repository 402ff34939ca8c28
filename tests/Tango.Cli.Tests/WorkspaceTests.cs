namespace Tango.Cli.Tests;

public sealed class WorkspaceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tango-workspace-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(".git/HEAD", "", "")]
    [InlineData(".git/HEAD", "src/App", "")]
    [InlineData("src/.git", "src/App", "src")]
    [InlineData("src/App/.tango/runs/x.json", "src/App/Data", "src/App")]
    [InlineData(".git/HEAD|src/App/.tango/runs/x.json", "src/App", "")]
    public void The_root_is_found_from_any_folder_of_it(string files, string folder, string root)
    {
        foreach (var path in files.Split('|').Select(file => Path.Combine(_directory, file)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        var current = Directory.CreateDirectory(Path.Combine(_directory, folder)).FullName;

        var workspace = Workspace.At(Path.TrimEndingDirectorySeparator(current));

        Assert.Equal(Path.TrimEndingDirectorySeparator(Path.Combine(_directory, root)), workspace.Root);
        Assert.Equal(Path.Combine(workspace.Root, ".tango", "runs"), workspace.RunsDirectory);
    }

    [Fact]
    public void Another_directory_of_records_may_be_named() => Assert.Equal(Path.Combine(_directory, "records"), Workspace.At(_directory, "records").RunsDirectory);
}
