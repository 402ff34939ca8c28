using System.Reflection;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Tango.Build.TestKit;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Build.Tasks.Tests;

/// <summary>What editors are told of names and values is what the tasks read.</summary>
public sealed class EditorSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Repository.PathOf("build/Tango.Build.targets.buildschema.json")))!;

    /// <summary>A setting of a request, and each value that the schema lists for its property.</summary>
    public static IEnumerable<object[]> Values =>
        from setting in XDocument.Load(Repository.PathOf("build/Tango.Build.Request.targets")).Descendants("_TangoRequest").Attributes()
        let property = setting.Value.TrimStart('$').Trim('(', ')')
        where Schema["properties"]![property]?["type"] is JsonObject
        from value in Schema["properties"]![property]!["type"]!["values"]!.AsObject()
        select new object[] { setting.Name.LocalName, value.Key };

    [Fact]
    public void Knows_every_property_that_a_message_names() =>
        Assert.All(Constants(typeof(Names.Properties)), name => Assert.NotNull(Schema["properties"]![name]));

    [Fact]
    public void Knows_every_setting_of_a_step_and_of_a_command()
    {
        var own = new[] { CommandNames.Run, CommandNames.Inputs, CommandNames.Outputs, CommandNames.Environment, CommandNames.SecretEnvironment, CommandNames.Shell, CommandNames.WorkingDirectory };

        Assert.Equal(ReservedNames.Settings.Concat(own).Order(StringComparer.Ordinal), Schema["items"]![Names.Items.TangoStep]!["metadata"]!.AsObject().Select(member => member.Key).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Constants(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
}
