using Tango.Steps;

namespace Tango.Core.Tests.Steps.Metadata;

public sealed class StepAssembliesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Assemblies_of_a_deps_json_are_found_next_to_it_and_in_packages()
    {
        Touch("bin/Gen.dll");
        Touch("bin/Shared.dll");
        Touch("bin/Tango.Core.dll");
        Touch("packages/csvhelper/33.0.1/lib/net8.0/CsvHelper.dll");
        var file = _directory.PathOf("bin/Gen.deps.json");
        File.WriteAllText(
            file,
            """
            {
              "runtimeTarget": { "name": ".NETCoreApp,Version=v10.0" },
              "targets": {
                ".NETCoreApp,Version=v10.0": {
                  "Gen/1.0.0": { "runtime": { "Gen.dll": {} } },
                  "Shared/1.0.0": { "runtime": { "Shared.dll": {} } },
                  "Gone/1.0.0": { "runtime": { "Gone.dll": {} } },
                  "Tango.Core/1.0.0": { "runtime": { "Tango.Core.dll": {} } },
                  "CsvHelper/33.0.1": { "runtime": { "lib/net8.0/CsvHelper.dll": {} } }
                }
              },
              "libraries": {
                "Gen/1.0.0": { "type": "project" },
                "Shared/1.0.0": { "type": "project" },
                "Gone/1.0.0": { "type": "project" },
                "Tango.Core/1.0.0": { "type": "project" },
                "CsvHelper/33.0.1": { "type": "package", "path": "csvhelper/33.0.1" }
              }
            }
            """);
        var assemblies = new StepAssemblies(PathOf("bin/Gen.dll")) { DependencyFiles = [file], PackageFolders = [PathOf("none"), PathOf("packages")] };

        var whole = assemblies.WithDependencies();

        Assert.Equal<string>([PathOf("bin/Shared.dll")], whole.ProjectAssemblies);
        Assert.Equal<string>([PathOf("packages/csvhelper/33.0.1/lib/net8.0/CsvHelper.dll")], whole.References);
        Assert.Equal("CsvHelper/33.0.1", whole.PackageVersions["CsvHelper"]);
    }

    private string PathOf(string path) => _directory.PathOf(path.Replace('/', Path.DirectorySeparatorChar));

    private void Touch(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllText(PathOf(path), "");
    }
}
