using System.Runtime.Loader;
using Tango.Build.TestKit;
using Tango.Engine;

namespace Tango.Build.Tasks.Tests;

public sealed class LoadedAssemblyTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly AssemblyLoadContext _context = new("a build", isCollectible: true);
    private readonly LoadedAssembly _loaded;
    private int _installations;

    public LoadedAssemblyTests()
    {
        Install(typeof(TestDirectory).Assembly.Location);
        _loaded = new LoadedAssembly(_context.LoadFromAssemblyPath(_directory.PathOf("Package.dll")));
    }

    public void Dispose()
    {
        _context.Unload();
        _directory.Dispose();
    }

    [Fact]
    public void An_assembly_is_current_while_its_file_is_unchanged() => Assert.True(_loaded.IsCurrent());

    [Fact]
    public void Is_current_when_the_same_is_installed_again()
    {
        Install(typeof(TestDirectory).Assembly.Location);

        Assert.True(_loaded.IsCurrent());
    }

    [Fact]
    public void Is_not_current_when_something_else_is_installed()
    {
        Install(typeof(TangoEngine).Assembly.Location);

        Assert.False(_loaded.IsCurrent());
    }

    [Fact]
    public void Is_not_current_without_its_file()
    {
        Remove();

        Assert.False(_loaded.IsCurrent());
    }

    // As packages are: another file under the same name.
    private void Install(string assembly)
    {
        var path = _directory.PathOf("Package.dll");
        if (_installations++ > 0)
            Remove();

        File.Copy(assembly, path);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch.AddDays(_installations));
    }

    // Not deleted: Windows only renames files that are loaded.
    private void Remove() => File.Move(_directory.PathOf("Package.dll"), _directory.PathOf("Removed.dll"));
}
