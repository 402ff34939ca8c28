using System.Xml.Linq;

namespace Tango.Build.TestKit;

/// <summary>
/// Writes project files, in the words of the MSBuild.ProjectCreation package (which may take its place). Each call returns the creator; elements stand in
/// the order of the calls, metadata are attributes.
/// </summary>
public sealed class ProjectCreator
{
    private readonly XElement _project = new("Project");

    private ProjectCreator(string path) => FullPath = path;

    /// <summary>Where <see cref="Save"/> writes.</summary>
    public string FullPath { get; }

    /// <summary>Begins an empty project.</summary>
    /// <param name="path">Where to write it.</param>
    /// <param name="sdk">Its SDK; null: none.</param>
    public static ProjectCreator Create(string path, string? sdk = null)
    {
        var creator = new ProjectCreator(path);
        if (sdk is not null)
            creator._project.SetAttributeValue("Sdk", sdk);

        return creator;
    }

    /// <summary>Sets a property.</summary>
    public ProjectCreator Property(string name, string value, string? condition = null)
    {
        GroupAtEnd("PropertyGroup").Add(Conditioned(new XElement(name, value), condition));
        return this;
    }

    /// <summary>Declares items.</summary>
    public ProjectCreator ItemInclude(
        string itemType, string include, IEnumerable<KeyValuePair<string, string?>>? metadata = null, string? condition = null) =>
        Item(new XElement(itemType, new XAttribute("Include", include)), metadata, condition);

    /// <summary>Changes items.</summary>
    public ProjectCreator ItemUpdate(
        string itemType, string update, IEnumerable<KeyValuePair<string, string?>>? metadata = null, string? condition = null) =>
        Item(new XElement(itemType, new XAttribute("Update", update)), metadata, condition);

    /// <summary>Refers to a package.</summary>
    public ProjectCreator ItemPackageReference(string package, string version) =>
        ItemInclude("PackageReference", package, [new("Version", version)]);

    /// <summary>Refers to a project.</summary>
    public ProjectCreator ItemProjectReference(string path) => ItemInclude("ProjectReference", path);

    /// <summary>Imports a file.</summary>
    public ProjectCreator Import(string project)
    {
        _project.Add(new XElement("Import", new XAttribute("Project", project)));
        return this;
    }

    /// <summary>Begins a target; <see cref="Task"/> adds to it.</summary>
    public ProjectCreator Target(string name, string? afterTargets = null, string? dependsOnTargets = null)
    {
        var target = new XElement("Target", new XAttribute("Name", name));
        target.SetAttributeValue("AfterTargets", afterTargets);
        target.SetAttributeValue("DependsOnTargets", dependsOnTargets);
        _project.Add(target);
        return this;
    }

    /// <summary>Calls a task in the target begun last.</summary>
    public ProjectCreator Task(string name, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var task = new XElement(name);
        foreach (var (parameter, value) in parameters)
            task.SetAttributeValue(parameter, value);

        _project.Elements("Target").Last().Add(task);
        return this;
    }

    /// <summary>Does anything else to the project's XML.</summary>
    public ProjectCreator CustomAction(Action<XElement> action)
    {
        action(_project);
        return this;
    }

    /// <summary>Writes the file.</summary>
    public ProjectCreator Save()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FullPath)!);
        _project.Save(FullPath);
        return this;
    }

    private ProjectCreator Item(XElement item, IEnumerable<KeyValuePair<string, string?>>? metadata, string? condition)
    {
        foreach (var (name, value) in metadata ?? [])
            item.SetAttributeValue(name, value);

        GroupAtEnd("ItemGroup").Add(Conditioned(item, condition));
        return this;
    }

    private static XElement Conditioned(XElement element, string? condition)
    {
        element.SetAttributeValue("Condition", condition);
        return element;
    }

    private XElement GroupAtEnd(string kind)
    {
        if (_project.Elements().LastOrDefault() is { } last && last.Name == kind)
            return last;

        var group = new XElement(kind);
        _project.Add(group);
        return group;
    }

    /// <summary>Ready-made beginnings.</summary>
    public static class Templates
    {
        /// <summary>A C# project of the .NET SDK.</summary>
        /// <param name="path">Where to write it.</param>
        /// <param name="targetFramework">Its framework; null: to be set by the caller.</param>
        /// <param name="outputType">E.g. <c>Exe</c>; null: a library.</param>
        public static ProjectCreator SdkCsproj(string path, string? targetFramework = "net10.0", string? outputType = null)
        {
            var creator = Create(path, "Microsoft.NET.Sdk");
            if (targetFramework is not null)
                creator.Property("TargetFramework", targetFramework);

            return outputType is null ? creator : creator.Property("OutputType", outputType);
        }
    }
}
