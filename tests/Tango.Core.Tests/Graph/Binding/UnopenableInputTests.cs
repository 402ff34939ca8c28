using Tango.Caching.Remote;
using Tango.Core.Tests.Execution;
using Tango.Core.Tests.Execution.Steps;
using Tango.Core.Tests.IO;
using Tango.Graph;
using Tango.Identity;

namespace Tango.Core.Tests.Graph.Binding;

/// <summary>Pipes, sockets, devices and links that lead nowhere among what steps take as files: whoever opened one of the first could wait for ever.</summary>
public sealed class UnopenableInputTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose() => _project.Dispose();

    public static TheoryData<string, string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var how in new[] { "named", "named among files", "found", "found below", "input of a command", "found as an input of a command" })
            {
                cases.Add(SpecialFiles.Pipe, how, "a named pipe");
                cases.Add(SpecialFiles.Socket, how, "a socket");
                cases.Add(SpecialFiles.LinkToPipe, how, "a named pipe");
                cases.Add(SpecialFiles.LinkToDevice, how, "a device");
                cases.Add(SpecialFiles.DanglingLink, how, "a link to 'nothing'");
                cases.Add(SpecialFiles.LinkToItself, how, "a link to 'b.txt'");
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_an_error_that_names_it_and_says_what_it_is(string kind, string how, string what)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("data/a.txt", "a");
        var path = _project.PathOf("data/b.txt");
        SpecialFiles.Make(kind, path);
        Declare(how);

        var mistake = Assert.Single(_project.Mistakes());

        Assert.Equal(what.StartsWith("a link", StringComparison.Ordinal) ? "TANGO0022" : "TANGO0021", mistake.Code);
        Assert.StartsWith($"The input '{path}' is {what}", mistake.Message, StringComparison.Ordinal);
        Assert.Equal(("step", how.Contains("command", StringComparison.Ordinal) ? "Inputs" : how == "named" ? "Path" : "Paths"), (mistake.Subject.Step, mistake.Subject.Argument));
    }

    [Fact]
    public void All_of_them_are_named_at_once()
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("data/a.txt", "a");
        SpecialFiles.Make(SpecialFiles.Pipe, _project.PathOf("data/b.txt"));
        SpecialFiles.Make(SpecialFiles.DanglingLink, _project.PathOf("data/c.txt"));
        Declare("found");

        Assert.Equal(["TANGO0021", "TANGO0022"], _project.Mistakes().Select(mistake => mistake.Code));
    }

    [Theory]
    [InlineData("data/*.csv")]
    [InlineData("data/a.txt")]
    public void Other_files_next_to_the_inputs_are_ignored(string paths)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("data/a.txt", "a");
        SpecialFiles.Make(SpecialFiles.Pipe, _project.PathOf("data/b.txt"));
        _project.Declare<ReadsTexts>("step", "Paths=" + paths);

        Assert.NotNull(_project.Node("step"));
    }

    [Fact]
    public void A_directory_where_a_file_is_named_is_no_file()
    {
        _project.Write("data/a.txt", "a");
        _project.Declare<ReadsText>("step", "Path=data");

        Assert.Equal("TANGO0008", Assert.Single(_project.Mistakes()).Code);
    }

    [Theory]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.LinkToDevice)]
    [InlineData(SpecialFiles.DanglingLink)]
    public void One_that_comes_into_the_place_of_a_file_after_that_is_not_read_either(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        var path = _project.PathOf("input.txt");
        SpecialFiles.Make(kind, path);

        var mistake = Assert.Single(Assert.Throws<TangoException>(() => new InputFileHasher(new FileHashCache()).HashOf(path)).Diagnostics);

        Assert.Equal(kind == SpecialFiles.DanglingLink ? "TANGO0022" : "TANGO0021", mistake.Code);
        Assert.Contains(path, mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.Socket)]
    [InlineData(SpecialFiles.LinkToPipe)]
    [InlineData(SpecialFiles.LinkToDevice)]
    public async Task Nor_is_it_watched_taken_for_a_file_of_steps_or_for_a_result_on_a_share(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        var path = _project.PathOf("thing.json");
        SpecialFiles.Make(kind, path);
        _project.Declare<ReadsTexts>("step", "Paths=thing.json;*.json");

        Assert.Empty(DeclaredFiles.Find([.. _project.Declarations], _project.Folder));
        Assert.Equal("TANGO0019", Assert.Single(Assert.Throws<TangoException>(() => StepGraph.FromFile(path)).Diagnostics).Code);
        using var store = new DirectoryStore(_project.Folder);
        Assert.Contains(path, (await Assert.ThrowsAsync<RemoteEntryException>(() => store.OpenAsync("thing.json", CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SpecialFiles.Pipe)]
    [InlineData(SpecialFiles.Socket)]
    [InlineData(SpecialFiles.LinkToDevice)]
    public async Task A_pipe_in_place_of_a_stored_file_is_corruption(string kind)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Declare<GivesFile>("empty", "Content=");
        await _project.RunAsync();
        var id = _project.UniqueId("empty");
        var stored = Assert.Single(Directory.GetFiles(Path.Combine(_project.Cache.PathForStep(id), "result")));
        File.Delete(stored);
        SpecialFiles.Make(kind, stored);

        Assert.NotNull((await _project.Cache.VerifyAsync(id, quarantine: false)).Corruption);
    }

    private void Declare(string how) => _ = how switch
    {
        "named" => _project.Declare<ReadsText>("step", "Path=data/b.txt"),
        "named among files" => _project.Declare<ReadsTexts>("step", "Paths=data/a.txt;data/b.txt"),
        "found" => _project.Declare<ReadsTexts>("step", "Paths=data/*.txt"),
        "found below" => _project.Declare<ReadsTexts>("step", "Paths=**/*.txt"),
        "input of a command" => _project.DeclareCommand("step", "true", "Inputs=data/b.txt"),
        _ => _project.DeclareCommand("step", "true", "Inputs=data/*.txt"),
    };
}
