using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Tango.Caching.Entries;
using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>A throw-away folder of assemblies, compiled for real as a build would: against reference assemblies, deterministic, with symbols.</summary>
internal sealed class CompiledProjects : IDisposable
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Tango;
        """;

    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = new(() => [.. ReferenceAssemblies.Select(Reference)]);

    private readonly Dictionary<string, string> _outputs = [];

    public CompiledProjects() => Folder = Directory.CreateTempSubdirectory("tango-steps-").FullName;

    /// <summary>The framework as compilers see it.</summary>
    public static ImmutableArray<string> ReferenceAssemblies { get; } = FindReferenceAssemblies();

    /// <summary>The framework as processes see it.</summary>
    public static ImmutableArray<string> RuntimeAssemblies { get; } = [.. Directory.GetFiles(RuntimeFolder, "*.dll")];

    public static string TangoCore { get; } = typeof(Step).Assembly.Location;

    public string Folder { get; }

    private static string RuntimeFolder => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Compiles a project; those compiled before are its references.</summary>
    public string Compile(string name, string source, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        var folder = Directory.CreateDirectory(Path.Combine(Folder, options.Folder)).FullName;
        var output = Path.Combine(folder, name + ".dll");
        var compilation = CSharpCompilation.Create(
            name,
            Sources(source, folder, options),
            [.. Framework.Value, Reference(TangoCore), .. ReferencesOf(options)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
                .WithOptimizationLevel(options.Optimization)
                .WithNullableContextOptions(NullableContextOptions.Enable)
                .WithAllowUnsafe(true)
                .WithDeterministic(true));
        using (var image = File.Create(output))
        using (var symbols = File.Create(Path.ChangeExtension(output, ".pdb")))
        {
            var result = compilation.Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), manifestResources: ResourcesOf(options));
            Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        }

        _outputs[name] = output;
        return output;
    }

    /// <summary>Compiles resources for a culture into the satellite assembly of a project.</summary>
    public string CompileSatellite(string name, string culture, IReadOnlyDictionary<string, string> resources)
    {
        var options = new CompileOptions { Folder = Path.Combine("bin", culture), Resources = resources };
        var output = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, options.Folder)).FullName, name + ".resources.dll");
        var compilation = CSharpCompilation.Create(
            name + ".resources",
            [CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyCulture(\"{culture}\")]")],
            Framework.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithDeterministic(true));
        using var image = File.Create(output);
        var result = compilation.Emit(image, manifestResources: ResourcesOf(options));
        Assert.True(result.Success, string.Join(Environment.NewLine, result.Diagnostics));
        return output;
    }

    /// <summary>What a build would hand over: the project compiled last, the named others as projects, the rest as packages.</summary>
    public StepAssemblies Assemblies(string main, params string[] projects) => new(_outputs[main])
    {
        ProjectAssemblies = [.. projects.Select(project => _outputs[project])],
        References = [.. ReferenceAssemblies, TangoCore, .. _outputs.Values],
    };

    public void Dispose()
    {
        // Windows does not delete assemblies that this process has loaded.
        if (OperatingSystem.IsWindows())
            EntryTree.TryDelete(Folder);
        else
            Directory.Delete(Folder, recursive: true);
    }

    private static IEnumerable<SyntaxTree> Sources(string source, string folder, CompileOptions options)
    {
        var language = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var encoding = System.Text.Encoding.UTF8;
        yield return CSharpSyntaxTree.ParseText(Usings, language, Path.Combine(folder, "Usings.cs"), encoding);
        if (options.AssemblyVersion is { } version)
            yield return CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version}\")]", language, "Version.cs", encoding);

        if (options.FileVersion is { } fileVersion)
            yield return CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyFileVersion(\"{fileVersion}\")]", language, "FileVersion.cs", encoding);

        yield return CSharpSyntaxTree.ParseText(source, language, Path.Combine(folder, "Steps.cs"), encoding);
    }

    private IEnumerable<MetadataReference> ReferencesOf(CompileOptions options) => options switch
    {
        { References: null } => _outputs.Values.Select(Reference),
        { Aliases: { } aliases } => options.References.Zip(aliases, (name, alias) => Reference(_outputs[name]).WithAliases([alias])),
        _ => options.References.Select(name => Reference(_outputs[name])),
    };

    private static IEnumerable<ResourceDescription> ResourcesOf(CompileOptions options) => options.Resources.Select(resource =>
        new ResourceDescription(resource.Key, () => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(resource.Value)), isPublic: true));

    private static MetadataReference Reference(string path) => MetadataReference.CreateFromFile(path);

    private static ImmutableArray<string> FindReferenceAssemblies()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));
        var pack = Directory.GetDirectories(Path.Combine(root, "packs", "Microsoft.NETCore.App.Ref"), "10.*").Order(StringComparer.Ordinal).Last();
        return [.. Directory.GetFiles(Path.Combine(pack, "ref", "net10.0"), "*.dll")];
    }
}
