using System.Reflection.Metadata;
using Tango.Steps.Metadata;

namespace Tango.Steps.CodeFingerprints;

/// <summary>The dependencies that code names with attributes (<see cref="CodeDependsOnAttribute"/>): types are reached, files are read.</summary>
internal sealed class NamedDependencies(AssemblySet assemblies)
{
    private readonly Dictionary<AssemblyImage, Dictionary<EntityHandle, List<object>>> _named = [];

    /// <summary>Reaches the types that a type or method names, and the node for its files.</summary>
    internal void Reach(CodeWriter writer, AssemblyImage file, EntityHandle holder)
    {
        foreach (var value in NamedBy(file, holder))
        {
            if (value is TypeSignature type)
                ReachWhole(writer, type);
            else
                writer.Reach(CodeNodeKind.NamedFiles, file, holder);
        }
    }

    /// <summary>The files that a type or method names, by path and content.</summary>
    /// <param name="problems">Receives errors about the files.</param>
    internal IEnumerable<CodePart> FilesOf(CodeNode node, List<string> problems)
    {
        var holder = node.Handle.Kind == HandleKind.MethodDefinition
            ? node.Assembly.Defined(node.Assembly.Reader.GetMethodDefinition(node.Method).GetDeclaringType())
            : node.Type;
        foreach (var pattern in NamedBy(node.Assembly, node.Handle).OfType<string>())
        {
            foreach (var (path, content) in Find(node.Assembly, pattern, problems))
                yield return CodePart.Create(CodePart.File, path, CanonicalNames.WithoutOrdinal(holder), path, content);
        }
    }

    private void ReachWhole(CodeWriter writer, TypeSignature type)
    {
        writer.Text.Write('N');
        writer.WriteType(type, CodeNodeKind.Reflected);
        if (type.Definition is { } name && assemblies.IsProject(name.Assembly) && assemblies.Resolve(name) is { } defined)
            ReachNested(writer, defined);
    }

    private static void ReachNested(CodeWriter writer, DefinedType type)
    {
        foreach (var nested in type.Definition.GetNestedTypes().Select(type.Assembly.Defined).Where(nested => !GeneratedNames.IsGenerated(nested)))
        {
            writer.Reach(CodeNodeKind.Reflected, nested);
            ReachNested(writer, nested);
        }
    }

    private IEnumerable<(string Path, string Content)> Find(AssemblyImage file, string pattern, List<string> problems)
    {
        if (!assemblies.Source.ProjectFolders.TryGetValue(file.Name, out var folder))
        {
            problems.Add($"'{pattern}', but the folder of the project {file.Name} is not known here: reference that project directly, or name the file in a referenced project");
            yield break;
        }

        if (Path.IsPathRooted(pattern))
        {
            problems.Add($"'{pattern}', which is not a relative path: write it relative to '{folder}'");
            yield break;
        }

        var found = assemblies.Files.Find(folder, pattern);
        if (found.Count == 0)
            problems.Add($"'{pattern}', but there is no such file in '{folder}'");

        foreach (var path in found)
        {
            var relative = Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (Read(path, relative, problems) is { } content)
                yield return (relative, content);
        }
    }

    private string? Read(string path, string relative, List<string> problems)
    {
        try
        {
            return assemblies.Files.ContentOf(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"'{relative}', which cannot be read ({exception.Message.TrimEnd('.')})");
            return null;
        }
    }

    private List<object> NamedBy(AssemblyImage file, EntityHandle holder)
    {
        if (!_named.TryGetValue(file, out var named))
            _named.Add(file, named = ReadAll(file));

        return named.GetValueOrDefault(holder) ?? [];
    }

    // Most assemblies have none: one pass over all attributes is cheaper than checking each member.
    private static Dictionary<EntityHandle, List<object>> ReadAll(AssemblyImage file)
    {
        var all = new Dictionary<EntityHandle, List<object>>();
        foreach (var handle in file.Reader.CustomAttributes)
        {
            var attribute = file.Reader.GetCustomAttribute(handle);
            if (file.IsAttribute(attribute, KnownNames.Namespace, KnownNames.CodeDependsOnAttribute) && file.Decode(attribute).FixedArguments is [{ Value: { } value }])
            {
                if (!all.TryGetValue(attribute.Parent, out var values))
                    all.Add(attribute.Parent, values = []);

                values.Add(value);
            }
        }

        return all;
    }
}
