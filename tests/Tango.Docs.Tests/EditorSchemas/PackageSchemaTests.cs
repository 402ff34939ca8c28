using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tango.Build.TestKit;
using Tango.Build.TestKit.EditorSchemas;
using Tango.Docs.Tests.Infrastructure;

namespace Tango.Docs.Tests.EditorSchemas;

/// <summary>What editors are told of the package's names is what the reference says. With <c>TANGO_WRITE_SCHEMA</c> the first test writes the schema instead; types are added by hand.</summary>
public sealed partial class PackageSchemaTests
{
    private static readonly string File = Repository.PathOf("build/Tango.Build.targets.buildschema.json");

    public static TheoryData<string> Projects =>
        new(RepositoryFiles.All.Where(file => file.StartsWith("samples/", StringComparison.Ordinal) && Path.GetExtension(file) is ".csproj" or ".proj" or ".props" or ".targets"));

    [Fact]
    public void Says_what_the_reference_says()
    {
        var committed = System.IO.File.ReadAllText(File);
        var fresh = PackageSchema.Refresh(committed);
        if (Environment.GetEnvironmentVariable("TANGO_WRITE_SCHEMA") is not null)
            System.IO.File.WriteAllText(File, fresh);

        Assert.Equal(fresh, committed);
    }

    [Fact]
    public void Is_in_the_format_that_editors_read() => Assert.Empty(SchemaRules.Check(System.IO.File.ReadAllText(File)));

    [Theory]
    [InlineData("""{ "propertes": {} }""")]
    [InlineData("""{ "properties": { "A": { "type": "boolean" } } }""")]
    [InlineData("""{ "properties": { "A": { "values": ["a"] } } }""")]
    [InlineData("""{ "properties": { "A": { "type": { "$ref": "#/types/a", "values": {} } } } }""")]
    [InlineData("""{ "properties": { "Ä": "a" } }""")]
    [InlineData("""{ "items": { "A": { "metadata": { "B": { "isRequired": "true" } } } } }""")]
    [InlineData("""{ "metadata": [ { "$appliesTo": "a b", "B": "b" } ] }""")]
    [InlineData("""{ "targets": { "A": { "type": "bool" } } }""")]
    public void The_format_forbids(string schema) => Assert.NotEmpty(SchemaRules.Check(schema));

    [Fact]
    public void Has_a_type_for_every_property()
    {
        var untyped = new EditorView(File);

        Assert.All(
            new ReferenceTable("docs/reference.md", "## Properties").Rows,
            row => Assert.True(untyped.Property(row.Name)!["type"] is not null, $"{row.Name} has no type in {File}."));
    }

    [Fact]
    public void Has_every_target_that_is_not_internal()
    {
        var targets = Directory.GetFiles(Repository.PathOf("build"), "*.targets").SelectMany(file => XDocument.Load(file).Descendants("Target").Attributes("Name")).Select(name => name.Value);
        var schema = System.IO.File.ReadAllText(File);

        Assert.All(targets.Where(name => !name.StartsWith('_')).Distinct(), name => Assert.Contains($"\"{name}\": {{", schema, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Knows_what_samples_set(string project)
    {
        // The step types of a project are in a schema of its own. One file has the samples use the sources instead of the package.
        Assert.DoesNotContain(
            new EditorView(File).Marks(Repository.PathOf(project)),
            mark => !StepArgument().IsMatch(mark) && (project != "samples/Directory.Build.targets" || !Source().IsMatch(mark)));
    }

    /// <summary>Whoever follows a name into the package's files reads there what it is.</summary>
    [Fact]
    public void A_comment_stands_above_every_public_property_and_target()
    {
        var names =
            from file in Directory.GetFiles(Repository.PathOf("build"), "Tango.Build*.*s")
            from node in XDocument.Load(file).Descendants()
            where IsPublic(node) && !HasComment(node)
            select $"{Path.GetFileName(file)}: {node.Attribute("Name")?.Value ?? node.Name.LocalName}";

        Assert.Empty(names);
    }

    private static bool IsPublic(XElement node) => node.Name.LocalName == "Target"
        ? node.Attribute("Name")?.Value.StartsWith('_') == false
        : node.Parent?.Name.LocalName == "PropertyGroup" && node.Parent.Parent?.Name.LocalName == "Project" && node.Name.LocalName.StartsWith("Tango", StringComparison.Ordinal);

    // A property may be set in several lines, one below the other.
    private static bool HasComment(XElement node) => node.PreviousNode is XComment
        || (node.PreviousNode is XElement above && above.Name == node.Name && node.Name.LocalName != "Target" && HasComment(above));

    [GeneratedRegex("^property Tango(Tasks|Worker)(Project|Assembly) is not known$")]
    private static partial Regex Source();

    [GeneratedRegex(@"^metadatum of .* is not known$")]
    private static partial Regex StepArgument();
}
