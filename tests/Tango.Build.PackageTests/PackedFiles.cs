using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

/// <summary>What is in the packages, as whoever looks at them on a gallery sees it.</summary>
public sealed partial class PackedFiles
{
    private const string Approved = "tests/Tango.Build.PackageTests/PackedFiles.txt";

    private static readonly string Address = RepositoryAddress().Match(File.ReadAllText(Repository.PathOf("Directory.Build.props"))).Groups[1].Value;

    [Fact]
    public async Task Are_the_approved_ones()
    {
        var listed = (await PackedPackage.AllAsync()).SelectMany(package => package.Files.Keys.Order(StringComparer.Ordinal).Select(file => $"{package.Name}: {file}")).ToList();
        var approved = File.ReadAllLines(Repository.PathOf(Approved));

        // Two that say what is another; the last one holds the order of the file.
        Assert.Empty(listed.Except(approved));
        Assert.Empty(approved.Except(listed));
        Assert.Equal(approved, listed);
    }

    [Fact]
    public async Task Say_what_the_package_is_and_where_it_comes_from()
    {
        Assert.All((await PackedPackage.AllAsync()).Where(IsPackage), package =>
        {
            var nuspec = package.Nuspec;
            Assert.Equal("Apache-2.0", nuspec["license"].Value);
            Assert.Equal("icon.png", nuspec["icon"].Value);
            Assert.Equal("README.md", nuspec["readme"].Value);
            Assert.Equal("https://tango.build/", nuspec["projectUrl"].Value);
            Assert.Equal($"{Address}/blob/main/CHANGELOG.md", nuspec["releaseNotes"].Value);
            Assert.Equal(Address, nuspec["repository"].Attribute("url")!.Value);
            Assert.Matches("^[0-9a-f]{40}$", nuspec["repository"].Attribute("commit")!.Value);
            Assert.Contains("tango", nuspec["tags"].Value.Split(' '));
            Assert.InRange(nuspec["tags"].Value.Split(' ').Length, 4, 12);
            Assert.NotEqual("Package Description", nuspec["description"].Value);
            Assert.Equal(File.ReadAllBytes(Repository.PathOf("src/icon.png")), package.Files["icon.png"]);
        });
    }

    [Fact]
    public async Task Have_a_page_of_their_own_whose_links_lead_somewhere_from_everywhere()
    {
        var pages = (await PackedPackage.AllAsync()).Where(IsPackage).ToDictionary(package => package.Name, package => Encoding.UTF8.GetString(package.Files["README.md"]));

        Assert.All(pages, page => Assert.StartsWith($"# {Path.GetFileNameWithoutExtension(page.Key)}\n", page.Value, StringComparison.Ordinal));
        Assert.All(pages, page =>
        {
            var links = Link().Matches(page.Value).Select(link => link.Groups[1].Value).ToList();
            Assert.NotEmpty(links);
            Assert.All(links, link => Assert.StartsWith($"{Address}/blob/main/", link, StringComparison.Ordinal));
            Assert.All(links, link => Assert.True(Path.Exists(Repository.PathOf(link[$"{Address}/blob/main/".Length..].Split('#')[0])), link));
        });
    }

    [Fact]
    public async Task Have_symbols_that_lead_to_the_published_sources()
    {
        var packages = await PackedPackage.AllAsync();
        var symbols = FilesOf(packages, ".pdb").Select(file => file.Value).ToList();
        var assemblies = FilesOf(packages, ".dll").Where(file => Path.GetFileName(file.Key).StartsWith("Tango.", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(assemblies);
        Assert.All(assemblies, assembly =>
        {
            var found = AssemblySymbols.Find(assembly.Value, symbols);
            Assert.NotNull(found);
            Assert.StartsWith("{\"documents\":{\"/_/*\":\"https://", found.SourceLink, StringComparison.Ordinal);
            Assert.Contains(new Uri(Address).AbsolutePath, found.SourceLink, StringComparison.Ordinal);
            Assert.All(found.Documents, document => Assert.StartsWith("/_", document, StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task Name_no_path_of_the_machine()
    {
        string[] paths = [Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + Path.DirectorySeparatorChar];
        var encoded = paths.SelectMany(path => (byte[][])[Encoding.UTF8.GetBytes(path), Encoding.Unicode.GetBytes(path)]).ToList();

        var files = FilesOf(await PackedPackage.AllAsync(), "");

        Assert.All(files, file => Assert.All(encoded, path => Assert.Equal(-1, file.Value.AsSpan().IndexOf(path))));
    }

    [Fact]
    public async Task Document_all_that_is_public_and_nothing_else()
    {
        var core = (await PackedPackage.AllAsync()).Single(package => package.Name == "Tango.Core.nupkg");
        using var image = new PEReader(new MemoryStream(core.Files["lib/net10.0/Tango.Core.dll"]));
        var reader = image.GetMetadataReader();
        var types = reader.TypeDefinitions.Where(type => IsVisible(reader, type)).ToDictionary(type => NameOf(reader, type), type => MembersOf(reader, type));

        var documented = XDocument.Load(new MemoryStream(core.Files["lib/net10.0/Tango.Core.xml"])).Descendants("member").Select(member => member.Attribute("name")!.Value.Split('(')[0]).ToList();

        Assert.Equal(types.Keys.Order(StringComparer.Ordinal), documented.Where(id => id.StartsWith("T:", StringComparison.Ordinal)).Select(id => id[2..]).Order(StringComparer.Ordinal));
        Assert.All(documented.Where(id => id[0] != 'T'), id =>
        {
            var dot = id.LastIndexOf('.');
            Assert.Contains(id[(dot + 1)..].Split("``")[0].Split('~')[0].Replace('#', '.'), types[id[2..dot]]);
        });
    }

    private static bool IsPackage(PackedPackage package) => package.Name.EndsWith(".nupkg", StringComparison.Ordinal);

    private static IEnumerable<KeyValuePair<string, byte[]>> FilesOf(IEnumerable<PackedPackage> packages, string extension) =>
        packages.SelectMany(package => package.Files.Where(file => file.Key.EndsWith(extension, StringComparison.Ordinal)).Select(file => KeyValuePair.Create($"{package.Name}: {file.Key}", file.Value)));

    private static bool IsVisible(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(reader, type.GetDeclaringType()),
            _ => false,
        };
    }

    private static string NameOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var outer = type.IsNested ? NameOf(reader, type.GetDeclaringType()) : reader.GetString(type.Namespace);
        return $"{outer}.{reader.GetString(type.Name)}";
    }

    private static HashSet<string> MembersOf(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var methods = type.GetMethods().Select(reader.GetMethodDefinition).Where(method => IsVisible((int)(method.Attributes & MethodAttributes.MemberAccessMask))).Select(method => reader.GetString(method.Name)).ToHashSet();
        var fields = type.GetFields().Select(reader.GetFieldDefinition).Where(field => IsVisible((int)(field.Attributes & FieldAttributes.FieldAccessMask))).Select(field => reader.GetString(field.Name));
        var accessors = methods.Where(method => method.Contains('_', StringComparison.Ordinal)).Select(method => method[(method.IndexOf('_', StringComparison.Ordinal) + 1)..]);
        return [.. methods, .. fields, .. accessors];
    }

    // Of methods and fields alike: family, family or assembly, public.
    private static bool IsVisible(int access) => (MethodAttributes)access is MethodAttributes.Family or MethodAttributes.FamORAssem or MethodAttributes.Public;

    [GeneratedRegex("<RepositoryUrl>(.*)</RepositoryUrl>")]
    private static partial Regex RepositoryAddress();

    [GeneratedRegex(@"\]\(([^)]*)\)")]
    private static partial Regex Link();
}
