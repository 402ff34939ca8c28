using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tango.Caching.Remote;

namespace Tango.Core.Tests.Caching.Remote;

/// <summary>Stores of others, compiled here and loaded as a build loads them.</summary>
public sealed class StoreFactoriesTests : IDisposable
{
    private const string Store = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using Tango.Caching.Remote;

        public sealed class Factory : IRemoteStoreFactory
        {
            public IRemoteStore Open(RemoteStoreAddress address, IReadOnlyDictionary<string, string> environment)
            {
                address.CheckOptions("speed");
                return new Store(address.Path);
            }
        }

        internal sealed class Store(string path) : IRemoteStore
        {
            public Task<bool> ContainsAsync(string name, CancellationToken token) => throw new InvalidOperationException($"GET {path}/{name}: no. What was tried:\r\nmany");
            public Task<Stream?> OpenAsync(string name, CancellationToken token) => Task.FromResult<Stream?>(new MemoryStream([1, 2]));
            public Task PutAsync(string name, Stream content, bool replace, CancellationToken token) => Task.CompletedTask;
            public void Dispose() { }
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        try
        {
            _directory.Dispose();
        }
        catch (Exception exception) when (OperatingSystem.IsWindows() && exception is IOException or UnauthorizedAccessException)
        {
            // An assembly in it that this process has loaded.
        }
    }

    [Fact]
    public async Task A_store_of_a_team_works_like_one_of_ours_and_lives_apart()
    {
        var package = new RemoteStorePackage("team", Compile(Store));
        using var store = (new RemoteCacheSettings("team://host/some/place?speed=1") { Package = package }).OpenStore(_directory.PathOf("spool"));

        using var content = await store.OpenAsync("a", default);
        Assert.Equal(2, content!.Length);
        Assert.Equal("GET some/place/a: no", (await Assert.ThrowsAsync<RemoteStoreException>(() => store.ContainsAsync("a", default))).Message);
        Assert.Same(StoreFactories.Get(package), StoreFactories.Get(package));
        Assert.DoesNotContain(StoreFactories.Get(package).GetType().Assembly, System.Runtime.Loader.AssemblyLoadContext.Default.Assemblies);
    }

    [Fact]
    public void An_address_that_the_store_does_not_understand_is_an_invalid_setting_without_its_query()
    {
        var settings = new RemoteCacheSettings("team://host/place?sig=secret") { Package = new RemoteStorePackage("team", Compile(Store)) };

        var diagnostic = Assert.Single(Assert.Throws<TangoException>(() => settings.OpenStore(_directory.Path)).Diagnostics);

        Assert.Equal("TANGO0013", diagnostic.Code);
        Assert.StartsWith("TangoRemoteCache=\"team://host/place\" is not valid: it has no option 'sig', only speed", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_that_fails_to_open_is_an_error_that_names_it()
    {
        var package = new RemoteStorePackage("team", Compile(Store.Replace("address.CheckOptions(\"speed\");", "_ = environment[\"NO_SUCH_VARIABLE\"];", StringComparison.Ordinal)));

        var diagnostic = Assert.Single(Assert.Throws<TangoException>(() => new RemoteCacheSettings("team://host") { Package = package }.OpenStore(_directory.Path)).Diagnostics);

        Assert.Equal("TANGO0326", diagnostic.Code);
        Assert.Contains("NO_SUCH_VARIABLE", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.2.3-other", true, "TANGO0325")]
    [InlineData("1.2.3-other", false, null)]
    [InlineData(null, true, null)]
    public void A_store_that_fits_one_version_is_only_used_with_it(string? version, bool sameVersion, string? error)
    {
        var attribute = $"[assembly: System.Reflection.AssemblyInformationalVersion(\"{version ?? ToolVersion.Current}+commit\")]";
        var package = new RemoteStorePackage("team", Compile(Store.Replace("public sealed class Factory", attribute + "\npublic sealed class Factory", StringComparison.Ordinal))) { SameVersion = sameVersion, Package = "Team.Store" };

        if (error is null)
        {
            Assert.NotNull(StoreFactories.Get(package));
            return;
        }

        var diagnostic = Assert.Single(Assert.Throws<TangoException>(() => StoreFactories.Get(package)).Diagnostics);
        Assert.Equal(error, diagnostic.Code);
        Assert.StartsWith($"Team.Store has version {version}, and Tango {ToolVersion.Current}.", diagnostic.Message, StringComparison.Ordinal);
    }

    // What another version's assembly has is no question.
    [Theory]
    [InlineData("", true, "TANGO0325")]
    [InlineData("", false, "TANGO0326")]
    [InlineData("public sealed class Factory : IRemoteStoreFactory { public Factory() => throw new System.Exception(\"It ran.\"); public IRemoteStore Open(RemoteStoreAddress a, IReadOnlyDictionary<string, string> e) => null!; }", true, "TANGO0325")]
    [InlineData("public sealed class Factory : IRemoteStoreFactory { public Factory() => throw new System.Exception(\"It ran.\"); public IRemoteStore Open(RemoteStoreAddress a, IReadOnlyDictionary<string, string> e) => null!; }", false, "TANGO0326")]
    public void The_version_is_checked_before_anything_of_the_store_runs(string source, bool sameVersion, string error)
    {
        const string version = "using System.Collections.Generic;\nusing Tango.Caching.Remote;\n[assembly: System.Reflection.AssemblyInformationalVersion(\"1.2.3-other\")]\n";
        var package = new RemoteStorePackage("team", Compile(version + source)) { SameVersion = sameVersion, Package = "Team.Store" };

        Assert.Equal(error, Assert.Single(Assert.Throws<TangoException>(() => StoreFactories.Get(package)).Diagnostics).Code);
    }

    [Theory]
    [InlineData("", "it has 0 public classes that implement Tango.Caching.Remote.IRemoteStoreFactory, and not one")]
    [InlineData("internal", "it has 0 public classes")]
    [InlineData("two", "it has 2 public classes")]
    [InlineData("throws", "no licence")]
    [InlineData("no assembly", "")]
    [InlineData("missing", "there is no such file")]
    public void An_assembly_without_a_store_is_an_error_that_names_it(string fault, string reason)
    {
        var path = fault switch
        {
            "internal" => Compile(Store.Replace("public sealed class Factory", "internal sealed class Factory", StringComparison.Ordinal)),
            "two" => Compile(Store + "\npublic sealed class Second : IRemoteStoreFactory { public IRemoteStore Open(RemoteStoreAddress a, IReadOnlyDictionary<string, string> e) => null!; }"),
            "throws" => Compile(Store.Replace("IRemoteStoreFactory\n{", "IRemoteStoreFactory\n{\n    public Factory() => throw new Exception(\"no licence.\\nReally\");", StringComparison.Ordinal)),
            "no assembly" => _directory.Write("text.dll", "text"),
            "missing" => _directory.PathOf("missing.dll"),
            _ => Compile(""),
        };

        var diagnostic = Assert.Single(Assert.Throws<TangoException>(() => StoreFactories.Get(new RemoteStorePackage("team", path))).Diagnostics);

        Assert.Equal("TANGO0326", diagnostic.Code);
        Assert.Contains(path, diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains(reason, diagnostic.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', diagnostic.Message);
    }

    private string Compile(string source)
    {
        var name = $"Store{Guid.NewGuid():N}";
        var path = _directory.PathOf(name + ".dll");
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source.ReplaceLineEndings("\n"))],
            trusted.Append(typeof(IRemoteStore).Assembly.Location).Distinct().Select(file => MetadataReference.CreateFromFile(file)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var result = compilation.Emit(path);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return path;
    }
}
