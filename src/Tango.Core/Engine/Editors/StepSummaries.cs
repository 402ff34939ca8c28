using System.Xml;
using System.Xml.Linq;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Engine.Editors;

/// <summary>The XML comments of step types, where compilers wrote them: into a file beside the assembly (<c>GenerateDocumentationFile</c>).</summary>
internal sealed class StepSummaries
{
    private static readonly char[] Spaces = [' ', '\t', '\r', '\n'];

    // By the id of a member without its parameters: M:Training.TrainModel.Run.
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    /// <summary>Reads the comments of all types of a catalog. Files that are missing or no such XML have none.</summary>
    public StepSummaries(StepTypeCatalog catalog, StepAssemblies assemblies)
    {
        foreach (var types in catalog.Types.GroupBy(type => type.AssemblyName, StringComparer.OrdinalIgnoreCase))
        {
            if (FileOf(types.Key, assemblies) is { } file)
                Read(file, [.. types.SelectMany(type => new[] { ClassId(type), MethodId(type) })]);
        }
    }

    /// <summary>The summary of a step type in one line; null without one.</summary>
    public string? Of(StepType type) => Text(Find(type.IsFunction ? MethodId(type) : ClassId(type))?.Element("summary"));

    /// <summary>The comment of a parameter in one line; null without one.</summary>
    public string? Of(StepType type, StepParameter parameter) =>
        Text(Find(MethodId(type))?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == parameter.ClrName));

    private static string ClassId(StepType type) => $"T:{Dotted(type.DeclaringType)}";

    private static string MethodId(StepType type) => $"M:{Dotted(type.DeclaringType)}.{type.MethodName}";

    private static string Dotted(string name) => name.Replace('+', '.');

    private static string? FileOf(string assembly, StepAssemblies assemblies) =>
        assemblies.ProjectAssemblies.Prepend(assemblies.Main).Concat(assemblies.References)
            .Where(path => Path.GetFileNameWithoutExtension(path).Equals(assembly, StringComparison.OrdinalIgnoreCase))
            .Select(path => Path.ChangeExtension(path, ".xml"))
            .FirstOrDefault(File.Exists);

    private void Read(string file, HashSet<string> ids)
    {
        try
        {
            using var reader = XmlReader.Create(file);
            reader.MoveToContent();
            for (var more = reader.ReadToDescendant("member"); more; more = reader.NodeType == XmlNodeType.Element || reader.ReadToNextSibling("member"))
            {
                var id = reader.GetAttribute("name")?.Split('(')[0];
                if (id is not null && ids.Contains(id))
                    _members[id] = (XElement)XNode.ReadFrom(reader);
                else
                    reader.Skip();
            }
        }
        catch (XmlException)
        {
            // Not a file of comments, or not a whole one: there are none.
        }
    }

    private XElement? Find(string id) => _members.GetValueOrDefault(id);

    private static string? Text(XElement? comment)
    {
        if (comment is null)
            return null;

        var words = string.Concat(comment.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { HasElements: false, IsEmpty: true } element => Named(element),
            _ => "",
        })).Split(Spaces, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words);
    }

    // <see cref="T:Training.Model"/>, <see langword="null"/>, <paramref name="rows"/>: the last part of the name.
    private static string Named(XElement element)
    {
        var name = (string?)(element.Attribute("cref") ?? element.Attribute("langword") ?? element.Attribute("name"));
        return name?.Split('(')[0].Split('.', ':')[^1] ?? " ";
    }
}
