using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks;

/// <summary>Exported files as items of the build.</summary>
internal sealed class ExportItems
{
    private readonly string[] _roots;

    /// <summary>Creates items of exported files.</summary>
    /// <param name="roots">The folders whose relative paths are used in the program: the output folder, the folder of intermediate files, the project's folder.</param>
    public ExportItems(params string[] roots) => _roots = roots;

    /// <summary>One item without a type per file.</summary>
    public static ITaskItem[] All(IReadOnlyList<ExportedFile> files)
    {
        var items = new ITaskItem[files.Count];
        for (var i = 0; i < items.Length; i++)
            items[i] = new TaskItem(Escaping.Escape(files[i].Path));

        return items;
    }

    /// <summary>The files with an item type, with all metadata that items of this type need.</summary>
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

    // A file next to the program has the same relative path when the program is published; a file of the project is treated like the project's own files.
    private TaskItem Typed(ExportedFile file)
    {
        var item = new TaskItem(Escaping.Escape(file.Path));
        Set(item, Names.Metadata.ExportItem, file.ItemType);
        Set(item, Names.Metadata.TangoStep, file.Step);
        var place = PathInProgram(file.Path);
        Set(item, Names.WellKnownMetadata.Link, place);
        var isContent = file.ItemType.Equals(Names.Items.Content, StringComparison.OrdinalIgnoreCase);
        if (isContent || file.ItemType.Equals(Names.Items.None, StringComparison.OrdinalIgnoreCase))
            Set(item, Names.WellKnownMetadata.TargetPath, place);

        if (isContent)
        {
            item.SetMetadata(Names.WellKnownMetadata.CopyToPublishDirectory, Names.WellKnownMetadata.PreserveNewest);

            // It is in the output of this project, so it is copied to the output of every project that refers to it.
            if (PathWithin(_roots[0], file.Path) is not null)
                item.SetMetadata(Names.WellKnownMetadata.CopyToOutputDirectory, Names.WellKnownMetadata.PreserveNewest);
        }

        return item;
    }

    private string PathInProgram(string path)
    {
        foreach (var root in _roots)
        {
            if (PathWithin(root, path) is { } place)
                return place;
        }

        return Path.GetFileName(path);
    }

    private static string? PathWithin(string root, string path)
    {
        var place = Path.GetRelativePath(root, path);
        return place.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(place) ? null : place;
    }

    private static void Set(TaskItem item, string name, string value) => item.SetMetadata(name, Escaping.Escape(value));
}
