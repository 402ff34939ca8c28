using System.Diagnostics;
using Tango.Build.PackageTests.Infrastructure;

namespace Tango.Build.PackageTests;

/// <summary>What the FAQ says of results in the repository, in a fresh clone.</summary>
public sealed class CommittedExports
{
    private const string Greeting = "generated/greeting.txt";

    [Fact]
    public async Task Are_compared_in_a_fresh_clone_and_replaced_when_it_is_built()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project
            .ItemUpdate("TangoStep", "greeting", [new("ExportTo", Greeting), new("ExportMode", "Replace"), new("Format", "text")]));
        await CommitAndCloneAsync(app);

        // As it was committed.
        (await app.BuildAsync("-p:TangoExportMode=Verify")).EnsureSuccess();
        Assert.Equal("", await GitAsync(app.Folder, "status", "--porcelain"));

        // An argument is changed, and what it makes is not committed: a server is to find that.
        app.Edit("App.csproj", "Name=\"World\"", "Name=\"Mars\"");
        var verified = (await app.BuildAsync("-p:TangoExportMode=Verify")).EnsureFailure();
        Assert.Contains(
            $"App.csproj{app.PlaceOf("App.csproj", "ExportTo=\"generated")}: error TANGO0408: '{app.PathOf(Greeting)}' differs from the result of step 'greeting': line 1 differs.",
            Assert.Single(verified.Errors),
            StringComparison.Ordinal);
        Assert.Equal("Hello, World!", app.Read(Greeting));
        Assert.True(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));

        (await app.BuildAsync()).EnsureSuccess();
        Assert.Equal("Hello, Mars!", app.Read(Greeting));
        (await app.BuildAsync("-p:TangoExportMode=Verify")).EnsureSuccess();
        var again = (await app.BuildAsync("-p:TangoExportMode=Verify")).EnsureSuccess();
        Assert.Equal(["Tango: all 4 steps are up to date."], again.TangoLines);

        (await app.BuildAsync("-t:Clean")).EnsureSuccess();
        Assert.Equal("Hello, Mars!", app.Read(Greeting));
        Assert.False(File.Exists(app.PathOf("bin/Debug/net10.0/report.json")));
        Assert.Equal(" M App.csproj\n M " + Greeting, (await GitAsync(app.Folder, "status", "--porcelain")).TrimEnd());
    }

    [Fact]
    public async Task Without_a_mode_are_their_user_s_and_the_message_names_it()
    {
        using var app = await Consumer.WithPipelineAsync(more: project => project
            .ItemUpdate("TangoStep", "greeting", [new("ExportTo", Greeting), new("Format", "text")]));
        await CommitAndCloneAsync(app);
        app.Edit("App.csproj", "Name=\"World\"", "Name=\"Mars\"");

        var build = (await app.BuildAsync()).EnsureFailure();

        Assert.Contains("TANGO0406", Assert.Single(build.Errors), StringComparison.Ordinal);
        Assert.Contains("ExportMode=\"Replace\"", build.Errors[0], StringComparison.Ordinal);
        Assert.Equal("Hello, World!", app.Read(Greeting));
    }

    [Fact]
    public async Task That_are_compiled_are_compared_before_the_compiler_sees_them()
    {
        using var app = await GeneratingLibrary.CreateAsync();
        app.Write("App.csproj", app.Read("App.csproj").Replace("<TangoStep Include=\"source\"", "<TangoStep Include=\"source\" ExportMode=\"Replace\"", StringComparison.Ordinal));
        (await app.BuildAsync()).EnsureSuccess();
        (await app.BuildAsync("-p:TangoExportMode=Verify")).EnsureSuccess();

        File.AppendAllText(app.PathOf(GeneratingLibrary.Source), "// by hand\n");
        var build = (await app.BuildAsync("-p:TangoExportMode=Verify")).EnsureFailure();

        Assert.Contains("TANGO0408", Assert.Single(build.Errors), StringComparison.Ordinal);
        Assert.EndsWith("// by hand\n", app.Read(GeneratingLibrary.Source), StringComparison.Ordinal);
    }

    private static async Task CommitAndCloneAsync(Consumer app)
    {
        app.Write(".gitignore", "bin/\nobj/\n.tango/\n");
        (await app.BuildAsync()).EnsureSuccess();
        await GitAsync(app.Folder, "init", "--quiet");
        await GitAsync(app.Folder, "add", ".");
        await GitAsync(app.Folder, "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "--quiet", "-m", "First");
        var parent = Path.GetDirectoryName(app.Folder)!;
        await GitAsync(parent, "clone", "--quiet", "--bare", app.Folder, "origin.git");
        Directory.Delete(app.Folder, recursive: true);
        await GitAsync(parent, "clone", "--quiet", "origin.git", app.Folder);
    }

    private static async Task<string> GitAsync(string folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await git.StandardOutput.ReadToEndAsync();
        await git.WaitForExitAsync();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
