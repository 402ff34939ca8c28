using Microsoft.Build.Construction;
using Microsoft.Build.Evaluation;

namespace Tango.Build.TestKit;

/// <summary>
/// Writes project files, in the words of the MSBuild.ProjectCreation package (which may take its place). Each call returns the creator; elements stand in
/// the order of the calls, metadata are attributes.
/// </summary>
public sealed class ProjectCreator
{
    private readonly ProjectRootElement _project = ProjectRootElement.Create(NewProjectFileOptions.None);

    private ProjectCreator(string path) => FullPath = path;

    /// <summary>Where <see cref="Save"/> writes.</summary>
    public string FullPath { get; }

    /// <summary>Begins an empty project.</summary>
    /// <param name="path">Where to write it.</param>
    /// <param name="sdk">Its SDK; null: none.</param>
    public static ProjectCreator Create(string path, string? sdk = null)
    {
        var creator = new ProjectCreator(path);
        creator._project.Sdk = sdk ?? "";
        return creator;
    }

    /// <summary>Sets a property.</summary>
    public ProjectCreator Property(string name, string value, string? condition = null)
    {
        var property = _project.CreatePropertyElement(name);
        property.Value = value;
        property.Condition = condition;
        LastOrNew(_project.CreatePropertyGroupElement).AppendChild(property);
        return this;
    }

    /// <summary>Declares items.</summary>
    public ProjectCreator ItemInclude(
        string itemType, string include, IEnumerable<KeyValuePair<string, string?>>? metadata = null, string? condition = null) =>
        Item(_project.CreateItemElement(itemType, include), metadata, condition);

    /// <summary>Changes items.</summary>
    public ProjectCreator ItemUpdate(
        string itemType, string update, IEnumerable<KeyValuePair<string, string?>>? metadata = null, string? condition = null)
    {
        var item = _project.CreateItemElement(itemType);
        item.Update = update;
        return Item(item, metadata, condition);
    }

    /// <summary>Refers to a package.</summary>
    public ProjectCreator ItemPackageReference(string package, string version) =>
        ItemInclude("PackageReference", package, [new("Version", version)]);

    /// <summary>Refers to a project.</summary>
    public ProjectCreator ItemProjectReference(string path) => ItemInclude("ProjectReference", path);

    /// <summary>Imports a file.</summary>
    public ProjectCreator Import(string project)
    {
        _project.AppendChild(_project.CreateImportElement(project));
        return this;
    }

    /// <summary>Begins a target; <see cref="Task"/> adds to it.</summary>
    public ProjectCreator Target(string name, string? afterTargets = null, string? dependsOnTargets = null)
    {
        var target = _project.CreateTargetElement(name);
        target.AfterTargets = afterTargets ?? "";
        target.DependsOnTargets = dependsOnTargets ?? "";
        _project.AppendChild(target);
        return this;
    }

    /// <summary>Calls a task in the target begun last.</summary>
    public ProjectCreator Task(string name, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var task = _project.Targets.Last().AddTask(name);
        foreach (var (parameter, value) in parameters)
            task.SetParameter(parameter, value);

        return this;
    }

    /// <summary>Does anything else to the project.</summary>
    public ProjectCreator CustomAction(Action<ProjectRootElement> action)
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

    // An element takes metadata only once it is part of a project.
    private ProjectCreator Item(ProjectItemElement item, IEnumerable<KeyValuePair<string, string?>>? metadata, string? condition)
    {
        item.Condition = condition;
        LastOrNew(_project.CreateItemGroupElement).AppendChild(item);
        foreach (var (name, value) in metadata ?? [])
            item.AddMetadata(name, value ?? "", expressAsAttribute: true);

        return this;
    }

    private TGroup LastOrNew<TGroup>(Func<TGroup> create)
        where TGroup : ProjectElementContainer
    {
        if (_project.LastChild is TGroup last)
            return last;

        var group = create();
        _project.AppendChild(group);
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
