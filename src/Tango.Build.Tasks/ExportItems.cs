using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks;

/// <summary>Exported files as items of the build.</summary>
internal sealed class ExportItems
{
    private readonly string _outputDirectory;

    /// <summary>Makes items of exported files.</summary>
    /// <param name="outputDirectory">The folder that the project's program runs from.</param>
    public ExportItems(string outputDirectory) => _outputDirectory = outputDirectory;

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

    // A file beside the program keeps its place there when the program is published.
    private TaskItem Typed(ExportedFile file)
    {
        var item = new TaskItem(Escaping.Escape(file.Path));
        Set(item, Names.Metadata.ExportItem, file.ItemType);
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
        var place = Path.GetRelativePath(_outputDirectory, path);
        return place.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(place) ? Path.GetFileName(path) : place;
    }

    private static void Set(TaskItem item, string name, string value) => item.SetMetadata(name, Escaping.Escape(value));
}
