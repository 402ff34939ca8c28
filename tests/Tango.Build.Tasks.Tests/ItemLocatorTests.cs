using Tango.Build.TestKit;
using Tango.Diagnostics;

namespace Tango.Build.Tasks.Tests;

public sealed class ItemLocatorTests : IDisposable
{
    private const string Project =
        """
        <Project Sdk="Microsoft.NET.Sdk">
          <ItemGroup>
            <TangoStep Include="flowers" Type="ReadCsv" Path="data/iris.csv" />
            <TangoStep Include="a; b ;c" Type="Same"
                       Seed="1" />
            <TangoStep Include="twice" Type="First" />
            <TangoStep Include="Twice" Type="Second" />
            <TangoStep Include="train-$(Size.Replace('(', ''))" Type="Train" />
            <TangoStep Include="score-@(Sets)-x" Type="Score" />
            <TangoStep Include="score-%(Sets.Identity)-x" Type="Score" />
            <tangostep Include="50%25" Type="Percent">
              <Note>text</Note>
            </tangostep>
            <TangoStep Update="flowers" Delimiter="|" />
            <Other Include="flowers2" Type="No" />
          </ItemGroup>
        </Project>
        """;

    private readonly TestDirectory _directory = TestDirectory.Create();
    private readonly string _file;

    public ItemLocatorTests() => _file = _directory.Write("App.csproj", Project);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("flowers", null, "<TangoStep Include=\"flowers\"")]
    [InlineData("FLOWERS", null, "<TangoStep Include=\"flowers\"")]
    [InlineData("flowers", "Path", "Path=\"data/iris.csv\"")]
    [InlineData("flowers", "path", "Path=\"data/iris.csv\"")]
    [InlineData("flowers", "Delimiter", "Delimiter=")]
    [InlineData("flowers", "Absent", "<TangoStep Include=\"flowers\"")]
    [InlineData("b", "Seed", "Seed=\"1\"")]
    [InlineData("train-large", "Type", "Type=\"Train\"")]
    [InlineData("50%", null, "<tangostep")]
    [InlineData("50%", "Note", "<Note>")]
    public void A_step_and_its_arguments_are_found_where_they_are_written(string step, string? argument, string at) =>
        Assert.Equal(PlaceOf(at), Locate(step, argument));

    [Theory]
    [InlineData(0, "Type=\"First\"")]
    [InlineData(1, "Type=\"Second\"")]
    public void A_name_declared_twice_is_found_by_its_occurrence(int occurrence, string at) =>
        Assert.Equal(PlaceOf(at), Locate("twice", "Type", occurrence));

    [Theory]
    [InlineData("flowers2")]
    [InlineData("score-1-x")]
    [InlineData("made-by-a-target")]
    public void What_is_not_written_or_could_be_several_is_somewhere_in_the_file(string step) =>
        Assert.Equal(SourcePosition.Unknown, Locate(step, "Type"));

    [Fact]
    public void A_file_that_is_no_xml_has_no_places()
    {
        File.WriteAllText(_file, "not a project");

        Assert.Equal(SourcePosition.Unknown, Locate("flowers", null));
    }

    private SourcePosition Locate(string step, string? argument, int occurrence = 0) =>
        new ItemLocator().Locate(new DiagnosticSubject(_file, step, argument, occurrence));

    private static SourcePosition PlaceOf(string text)
    {
        var before = Project[..Project.IndexOf(text, StringComparison.Ordinal)];
        return new SourcePosition(before.Count(character => character == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
