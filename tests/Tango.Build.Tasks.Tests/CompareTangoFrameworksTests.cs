using Microsoft.Build.Utilities;
using Tango.Build.Tasks.Tests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.Tasks.Tests;

public sealed class CompareTangoFrameworksTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly RecordingEngine _engine = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("gen|gen/G.cs|A-1", "gen|gen/G.cs|A-2", true)]
    [InlineData("gen|gen/G.cs|A-1", "other|gen/G.cs|B-1", true)]
    [InlineData("gen|gen/G.cs|A-1", "gen|gen/G.cs|A-1", false)]
    [InlineData("gen|gen/G.cs|A-1", "gen|gen/H.cs|A-2", false)]
    [InlineData("gen|gen/G.cs|A-1", "gen|gen/G.cs|", false)]
    [InlineData("gen|gen/G.cs|", "gen|gen/G.cs|A-1", false)]
    public void Two_results_at_one_path_are_an_error(string one, string other, bool isError)
    {
        Assert.Equal(!isError, Compare([one], [other]));

        var error = _engine.Errors.SingleOrDefault();
        Assert.Equal(isError ? "TANGO0429" : null, error?.Code);
        if (error is not null)
        {
            Assert.StartsWith($"Two target frameworks write '{_directory.PathOf("gen/G.cs")}': ", error.Message, StringComparison.Ordinal);
            Assert.Contains("for net10.0 it is the result of step 'gen', for net9.0 a different result, of step '" + other.Split('|')[0], error.Message, StringComparison.Ordinal);
            Assert.Contains("$(TargetFramework)", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Many_files_of_two_steps_are_one_error()
    {
        Assert.False(Compare(["gen|gen/a|A-1", "gen|gen/b|A-1", "two|two/c|B-1"], ["gen|gen/a|A-2", "gen|gen/b|A-2", "two|two/c|B-2"], ["gen|gen/a|A-2"]));

        Assert.Equal(2, _engine.Errors.Count);
    }

    [Fact]
    public void A_framework_without_exports_is_no_error() => Assert.True(Compare(["gen|gen/a|A-1"], [], []));

    private bool Compare(params string[][] frameworks)
    {
        var directories = new List<TaskItem>();
        foreach (var files in frameworks)
        {
            var framework = "net" + (10 - directories.Count) + ".0";
            var state = _directory.PathOf($"obj/{framework}/tango/");
            var exported = files.Select(file => file.Split('|')).Select(parts => new ExportedFile(_directory.PathOf(parts[1]), parts[0], "Compile", UniqueId: parts[2]));
            if (files.Length > 0)
                new ExportList(ExportList.PathIn(state), [.. exported]).Save();

            var item = new TaskItem(state);
            item.SetMetadata("TargetFramework", framework);
            directories.Add(item);
        }

        return new CompareTangoFrameworks { BuildEngine = _engine, ProjectFile = _directory.PathOf("App.csproj"), StateDirectories = [.. directories] }.Execute();
    }
}
