namespace Tango.Cli.Tests;

public sealed class SolutionFileTests : IDisposable
{
    private readonly RecordedFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", null, false)]
    [InlineData("App.csproj", null, false)]
    [InlineData("All.sln", null, true)]
    [InlineData("All.slnx", null, true)]
    [InlineData("All.SLNF", null, true)]
    [InlineData("All.sln", "src/App.csproj", false)]
    [InlineData("App.csproj", "All.sln", true)]
    [InlineData("deep/All.slnx", "deep", true)]
    [InlineData("deep/All.slnx", null, false)]
    public void It_is_what_dotnet_would_build(string file, string? named, bool isSolution)
    {
        if (file.Length > 0)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(file))!);
            File.WriteAllText(_folder.PathOf(file), "");
        }

        Assert.Equal(isSolution, SolutionFile.Is(_folder.Path, named));
    }
}
