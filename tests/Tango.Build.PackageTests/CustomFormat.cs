using Tango.Build.PackageTests.Infrastructure;
using Tango.Build.TestKit;

namespace Tango.Build.PackageTests;

public sealed class CustomFormat
{
    private const string Source =
        """
        using System.Globalization;
        using Tango.Formats;

        namespace Lib;

        [FormatVersion(4)]
        public sealed class NumberLines : Format<int[]>
        {
            public override string Name => typeof(NumberLines).FullName!;

            public override async ValueTask WriteAsync(int[] value, IResultWriter writer, CancellationToken cancellationToken)
            {
                await using var lines = new StreamWriter(writer.Create("numbers.txt"));
                foreach (var number in value)
                    await lines.WriteLineAsync(number.ToString(CultureInfo.InvariantCulture));
            }

            public override async ValueTask<int[]> ReadAsync(IResultReader reader, CancellationToken cancellationToken)
            {
                using var lines = new StreamReader(reader.Open("numbers.txt"));
                return (await lines.ReadToEndAsync(cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
            }
        }
        """;

    // Nothing in the project's own code names the library, so the compiler leaves no trace of it in the project's assembly.
    [Fact]
    public async Task A_format_of_a_referenced_project_is_found_and_its_version_is_in_the_id()
    {
        using var app = await Consumer.EmptyAsync();
        app.Write("../Lib/nuget.config", app.Feed.NuGetConfig());
        ProjectCreator.Templates.SdkCsproj(app.PathOf("../Lib/Lib.csproj"), "net10.0")
            .Property("ImplicitUsings", "enable")
            .ItemPackageReference("Tango.Core", app.Feed.Version)
            .Save();
        app.Write("../Lib/NumberLines.cs", Source);
        app.Write(Pipeline.StepsFile, Pipeline.Steps);
        app.WriteProject(project => project
            .ItemProjectReference("../Lib/Lib.csproj")
            .TangoStep("numbers", "Numbers", ("Count", "3"), ("Format", "Lib.NumberLines"))
            .TangoStep("sum", "Sum", ("Of", "ref:numbers")));

        Assert.Equal(["numbers", "sum"], (await app.BuildAsync()).EnsureSuccess().StepsRun);
        Assert.Equal("1\n2\n3\n", File.ReadAllText(Path.Combine(Assert.Single(app.EntriesOf("Numbers")), "numbers.txt")).ReplaceLineEndings("\n"));

        app.Edit("../Lib/NumberLines.cs", "FormatVersion(4)", "FormatVersion(5)");
        var build = (await app.BuildAsync()).EnsureSuccess();

        Assert.Equal(["numbers", "sum"], build.StepsRun);
        Assert.Single(build.TangoLines, line => line.EndsWith("format: Lib.NumberLines 4 → Lib.NumberLines 5", StringComparison.Ordinal));
    }
}
