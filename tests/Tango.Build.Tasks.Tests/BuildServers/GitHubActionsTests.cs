using Tango.Build.Tasks.BuildServers;

namespace Tango.Build.Tasks.Tests.BuildServers;

/// <summary>The line that the runner of GitHub reads: its parser splits at <c>,</c> and <c>::</c>, and replaces %25, %0D, %0A, %3A and %2C.</summary>
public sealed class GitHubActionsTests
{
    private static readonly string Root = Path.GetFullPath("/repo");

    [Theory]
    [InlineData("src/App.csproj", 3, 5, "no", "::error file=src/App.csproj,line=3,col=5,title=TANGO0201::no")]
    [InlineData("src/Steps.cs", 71, 0, "no", "::error file=src/Steps.cs,line=71,title=TANGO0201::no")]
    [InlineData("src/App.csproj", 0, 0, "no", "::error file=src/App.csproj,title=TANGO0201::no")]
    [InlineData(null, 0, 0, "no", "::error title=TANGO0201::no")]
    [InlineData("a,b:c%/ü.csproj", 1, 1, "no", "::error file=a%2Cb%3Ac%25/ü.csproj,line=1,col=1,title=TANGO0201::no")]
    [InlineData("a.csproj", 1, 1, "97 %\nIt printed:\r\n::set-env name=A::b", "::error file=a.csproj,line=1,col=1,title=TANGO0201::97 %25%0AIt printed:%0D%0A::set-env name=A::b")]
    public void An_error_is_a_command(string? file, int line, int column, string message, string command)
    {
        if (OperatingSystem.IsWindows() && file?.Contains(':', StringComparison.Ordinal) == true)
            return; // No name of a file there.

        var annotation = new Annotation(IsError: true, "TANGO0201", message) { File = file is null ? null : Path.Combine(Root, file), Position = new SourcePosition(line, column) };

        Assert.Equal(command, new GitHubActions(Root).Format(annotation));
    }

    [Fact]
    public void Without_the_folder_of_the_clone_a_file_has_its_full_path()
    {
        var file = Path.Combine(Root, "App.csproj");

        Assert.Equal($"::error file={file.Replace('\\', '/').Replace(":", "%3A", StringComparison.Ordinal)},title=TANGO0201::no", new GitHubActions(null).Format(new Annotation(IsError: true, "TANGO0201", "no") { File = file }));
    }

    [Fact]
    public void A_warning_is_one() => Assert.Equal("::warning title=TANGO0303::old", new GitHubActions(null).Format(new Annotation(IsError: false, "TANGO0303", "old")));

    // ^([^\s].*)\((\d+)(?:,\d+|,\d+,\d+)?\):\s+(error|warning)\s+([a-zA-Z]+(?<!MSB)\d+):\s*(.*?)\s+\[(.*?)\]$, where MSBuild writes the project at the end only if it is not the file.
    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    public void The_matcher_of_setup_dotnet_annotates_lines_with_another_file_and_a_number(bool isOfProject, bool hasLine, bool annotates) =>
        Assert.Equal(annotates, new GitHubActions(Root).Annotates(isOfProject, hasLine));
}
