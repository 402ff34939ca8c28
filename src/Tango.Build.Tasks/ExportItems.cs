using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks;

/// <summary>Exported files as items of the build.</summary>
internal sealed class ExportItems
{
    private readonly string[] _roots;

    /// <summary>Makes items of exported files.</summary>
    /// <param name="roots">The folders within which a file's path is its place in the program: that of the output, that of intermediate files, the project's.</param>
    public ExportItems(params string[] roots) => _roots = roots;

    /// <summary>One plain item per file.</summary>
    public static ITaskItem[] All(IReadOnlyList<ExportedFile> files)
    {
        var items = new ITaskItem[files.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = new TaskItem(Escaping.Escape(files[i].Path));

        return items;
    }

    /// <summary>Those that have an item type, with all that items of this type need.</summary>
    public ITaskItem[] Typed(IReadOnlyList<ExportedFile> files)
    {
        var items = new List<ITaskItem>();
        foreach (var file in files)
        {
            if (file.ItemType.Length > 0)
                items.Add(Typed(file));
        }

        return [.. items];
    }

    // A file beside the program keeps its place there when the program is published; one of the project has the place that its own files have.
    private TaskItem Typed(ExportedFile file)
    {
        var item = new TaskItem(Escaping.Escape(file.Path));
        Set(item, Names.Metadata.ExportItem, file.ItemType);
        Set(item, Names.Metadata.TangoStep, file.Step);
        var place = PlaceInProgram(file.Path);
        Set(item, Names.WellKnownMetadata.Link, place);
        if (file.ItemType.Equals(Names.Items.Content, StringComparison.OrdinalIgnoreCase))
        {
            Set(item, Names.WellKnownMetadata.TargetPath, place);
            item.SetMetadata(Names.WellKnownMetadata.CopyToPublishDirectory, Names.WellKnownMetadata.PreserveNewest);
        }

        return item;
    }

    private string PlaceInProgram(string path)
    {
        foreach (var root in _roots)
        {
            var place = Path.GetRelativePath(root, path);
            if (!place.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(place))
                return place;
        }

        return Path.GetFileName(path);
    }

    private static void Set(TaskItem item, string name, string value) => item.SetMetadata(name, Escaping.Escape(value));
}
