using Tango.Core.Tests.Caching;
using Tango.Runs;

namespace Tango.Core.Tests.Execution.Commands;

/// <summary>What a step may leave in its outputs and cannot be kept: said before anything is stored, and never opened.</summary>
public sealed class OddOutputTests : IDisposable
{
    private readonly Project _project = new();

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            // .NET cannot delete what it cannot name.
            OddFiles.Shell(_project.Folder, "rm -rf d data");
        }

        _project.Dispose();
    }

    public static TheoryData<string, string, string, string> OddThings => new()
    {
        { "mkfifo d/odd", "TANGO0217", "d/odd' is a named pipe", "Remove it" },
        { "mkdir d/sub && mkfifo d/sub/odd", "TANGO0217", "d/sub/odd' is a named pipe", "Remove it" },
        { "ln -s nowhere d/odd", "TANGO0217", "d/odd' is a link to 'nowhere', which does not exist", "Remove the link" },
        { "ln -s a/below d/odd", "TANGO0217", "d/odd' is a link to 'a/below', which does not exist", "Remove the link" },
        { "ln -s /nowhere/at/all d/odd", "TANGO0217", "d/odd' is a link to '/nowhere/at/all', which does not exist", "Remove the link" },
        { "ln -s ../mine.txt d/odd", "TANGO0217", "d/odd' is a link to '../mine.txt', which is not part of the output", "Copy the target" },
        { "ln -s \"$PWD/mine.txt\" d/odd", "TANGO0217", "/mine.txt', which is not part of the output", "Copy the target" },
        { "ln -s /dev/null d/odd", "TANGO0217", "d/odd' is a link to '/dev/null', which is not part of the output", "Copy the target" },
        { "ln -s ../folder d/odd", "TANGO0217", "d/odd' is a link to '../folder', which is not part of the output", "Copy the target" },
        { "ln -s ../folder d/odd && ln -s odd/f d/through", "TANGO0217", "which is not part of the output", "Copy the target" },
        { "ln -s odd d/odd", "TANGO0217", "d/odd' is a link to 'odd', which contains the link", "Remove the link" },
        { "ln -s . d/odd", "TANGO0217", "d/odd' is a link to '.', which contains the link", "Remove the link" },
        { "mkdir -p d/x && ln -s .. d/x/odd", "TANGO0217", "d/x/odd' is a link to '..', which contains the link", "Remove the link" },
        { "ln -s two d/one && ln -s one d/two", "TANGO0217", "which contains the link", "Remove the link" },
        { "mkdir d/x d/y && ln -s ../y d/x/l && ln -s ../x d/y/l", "TANGO0217", "which contains the link", "Remove the link" },
        { "touch \"$(printf 'd/caf\\351')\"", "TANGO0218", "d/caf\\uFFFD'", "Rename the file" },
        { "mkdir \"$(printf 'd/caf\\351')\" && touch \"$(printf 'd/caf\\351/a')\"", "TANGO0218", "d/caf\\uFFFD", "Rename the file" },
        { "ln -s a \"$(printf 'd/caf\\351')\"", "TANGO0218", "d/caf\\uFFFD'", "Rename the file" },
    };

    [Theory]
    [MemberData(nameof(OddThings))]
    public async Task In_a_folder_of_a_command(string make, string code, string what, string wayOut) =>
        await AssertRefusedAsync(make, "Outputs=d/", code, what, wayOut);

    [Theory]
    [MemberData(nameof(OddThings))]
    public async Task Found_by_a_pattern_of_a_command(string make, string code, string what, string wayOut) =>
        await AssertRefusedAsync(make, "Outputs=d/**", code, what, wayOut);

    [Theory]
    [MemberData(nameof(OddThings))]
    public async Task In_a_directory_of_a_step_in_CSharp(string make, string code, string what, string wayOut)
    {
        if (OperatingSystem.IsWindows())
            return;

        Prepare();
        Directory.CreateDirectory(_project.PathOf("d"));
        OddFiles.Shell(_project.Folder, "echo a > d/a && " + make);

        var error = await Assert.ThrowsAsync<TangoException>(async () =>
            await _project.Cache.PutAsync(Entry.Of("Step-1", "directory"), new OutputDirectory(_project.PathOf("d")), typeof(OutputDirectory)));

        AssertSays(Assert.Single(error.Diagnostics).ToString(), code, what, wayOut);
        Assert.Empty(_project.Cache.EnumerateUniqueIds());
    }

    [ShTheory]
    [InlineData("mkfifo odd", "odd' is a named pipe", "Remove it")]
    [InlineData("ln -s nowhere odd", "odd' is a link to 'nowhere', which does not exist", "Remove the link")]
    [InlineData("ln -s odd odd", "odd' is a link to 'odd', which does not exist", "Remove the link")]
    [InlineData("ln -s folder odd", "odd' is a link to the folder 'folder', but the output must be a file", "the output")]
    [InlineData("ln -s /dev/null odd", "odd' is a device", "Remove it")]
    public async Task Under_the_name_of_a_single_file(string make, string what, string wayOut)
    {
        await AssertRefusedAsync(make, "Outputs=odd", "TANGO0217", what, wayOut);
        await AssertRefusedAsync(make, "Outputs=odd;d/", "TANGO0217", what, wayOut);
    }

    [Fact]
    public async Task A_socket()
    {
        if (OperatingSystem.IsWindows())
            return;

        Directory.CreateDirectory(_project.PathOf("d"));
        OddFiles.MakeSocket(_project.PathOf("d/odd"));

        var error = await Assert.ThrowsAsync<TangoException>(async () =>
            await _project.Cache.PutAsync(Entry.Of("Step-1", "directory"), new OutputDirectory(_project.PathOf("d")), typeof(OutputDirectory)));

        AssertSays(Assert.Single(error.Diagnostics).ToString(), "TANGO0217", "d/odd' is a socket", "Remove it");
    }

    [Fact]
    public async Task A_file_of_a_step_in_CSharp()
    {
        if (OperatingSystem.IsWindows())
            return;

        OddFiles.MakePipe(_project.PathOf("pipe"));

        var error = await Assert.ThrowsAsync<TangoException>(async () =>
            await _project.Cache.PutAsync(Entry.Of("Step-1", "file"), new OutputFile(_project.PathOf("pipe")), typeof(OutputFile)));

        AssertSays(Assert.Single(error.Diagnostics).ToString(), "TANGO0217", "pipe' is a named pipe", "Remove it");
    }

    [Theory]
    [InlineData("Outputs=copy")]
    [InlineData("Outputs=copy;d/")]
    public async Task A_link_under_the_name_of_a_single_file_is_taken_as_the_file_it_leads_to(string outputs)
    {
        if (OperatingSystem.IsWindows())
            return;

        Prepare();
        _project.DeclareCommand("make", "mkdir -p d && echo a > d/a && chmod 600 mine.txt && ln -s mine.txt copy", outputs);

        await _project.RunAsync();

        await _project.Cache.ExportAsync(_project.UniqueId("make"), _project.PathOf(outputs.EndsWith('/') ? "back" : "back/copy"));
        var copy = new FileInfo(_project.PathOf("back/copy"));
        Assert.Equal((null, UnixFileMode.UserRead | UnixFileMode.UserWrite), (copy.LinkTarget, copy.UnixFileMode));
        Assert.Equal("mine", await File.ReadAllTextAsync(copy.FullName));
    }

    [Theory]
    [InlineData("ln -s nowhere d/odd")]
    [InlineData("ln -s ../folder d/odd")]
    [InlineData("ln -s . d/odd")]
    [InlineData("mkfifo d/odd")]
    public async Task What_a_refused_run_left_is_not_in_the_way_of_the_next(string make)
    {
        if (OperatingSystem.IsWindows())
            return;

        Prepare();
        _project.DeclareCommand("make", $"echo a > d/a; test -e again || {make}; touch again", "Outputs=d/");
        Assert.Single((await _project.RunAsync()).Of<RunEvent.StepFailed>());

        await _project.RunAsync();

        Assert.Equal("a", Path.GetFileName(Assert.Single((await _project.ResultAsync<OutputDirectory>("make"))!.Files())));
        Assert.Equal("f", await File.ReadAllTextAsync(_project.PathOf("folder/f")));
    }

    [ShFact]
    public async Task Names_that_hold_the_replacement_character_itself_are_names_like_any_other()
    {
        _project.DeclareCommand("make", "mkdir -p d && echo 1 > d/caf\uFFFD", "Outputs=d/");

        await _project.RunAsync();

        Assert.Equal("caf\uFFFD", Path.GetFileName(Assert.Single((await _project.ResultAsync<OutputDirectory>("make"))!.Files())));
    }

    [Theory]
    [InlineData("data/*")]
    [InlineData("data/**/*")]
    [InlineData("*/*")]
    public void An_input_with_a_name_that_is_not_UTF8_is_an_error_that_names_it(string pattern)
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("data/a", "a");
        OddFiles.Shell(_project.Folder, "touch \"$(printf 'data/caf\\351')\"");
        _project.DeclareCommand("take", "true", "Inputs=" + pattern);

        AssertSays(Assert.Single(_project.Mistakes()).ToString(), "TANGO0218", "data/caf\\uFFFD'", "Rename the file");
    }

    [Fact]
    public void An_input_in_a_folder_with_a_name_that_is_not_UTF8_is_an_error()
    {
        if (OperatingSystem.IsWindows())
            return;

        _project.Write("data/a", "a");
        OddFiles.Shell(_project.Folder, "mkdir \"$(printf 'data/caf\\351')\" && touch \"$(printf 'data/caf\\351/a')\"");
        _project.DeclareCommand("take", "true", "Inputs=data/**/*");

        AssertSays(Assert.Single(_project.Mistakes()).ToString(), "TANGO0218", "data/caf\\uFFFD'", "Rename the file");
    }

    private void Prepare()
    {
        _project.Write("mine.txt", "mine");
        _project.Write("folder/f", "f");
    }

    private async Task AssertRefusedAsync(string make, string outputs, string code, string what, string wayOut)
    {
        if (OperatingSystem.IsWindows())
            return;

        Prepare();
        _project.DeclareAnew().DeclareCommand("make", "rm -rf d odd && mkdir d && echo a > d/a && " + make, outputs);

        var events = await _project.RunAsync();

        var failure = Assert.Single(events.Of<RunEvent.StepFailed>());
        AssertSays($"{failure.Code}: {failure.Message}", code, what, wayOut);
        Assert.Empty(_project.Cache.EnumerateUniqueIds());
    }

    private static void AssertSays(string said, params string[] parts) => Assert.All(parts, part => Assert.Contains(part, said, StringComparison.Ordinal));
}
