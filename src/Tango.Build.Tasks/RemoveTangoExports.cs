using Microsoft.Build.Framework;
using Tango.Diagnostics;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>
/// Deletes the exports of earlier builds, for Clean. Exceptions are files under version control, files behind links, and files that were changed since, unless they are in the
/// build's output folders.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RemoveTangoExports : TangoTask
{
    /// <summary>The engine's state directory.</summary>
    [Required]
    public string StateDirectory { get; set; } = "";

    /// <summary>The project's assembly in its output folder.</summary>
    [Required]
    public string TargetAssembly { get; set; } = "";

    /// <summary>The folder of all intermediate files, of every configuration: <c>BaseIntermediateOutputPath</c>.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = "";

    /// <summary>The cache's directory, which contains the claims of builds.</summary>
    public string CacheDirectory { get; set; } = "";

    /// <summary>The exported files that are not deleted.</summary>
    [Output]
    public ITaskItem[] Left { get; private set; } = [];

    /// <summary>The deleted files: if one exists later, a build that started since has created it.</summary>
    [Output]
    public ITaskItem[] Removed { get; private set; } = [];

    private protected override void Run(CancellationToken cancellationToken)
    {
        var left = new List<ExportedFile>();
        var removed = new List<ExportedFile>();
        var files = ExportList.Load(Full(StateDirectory)).Files;

        // A running command would lose files that it has just written, and the rest would be stored as its result.
        using var claim = CacheDirectory.Length == 0 ? null : WrittenPaths.Claim(Full(CacheDirectory), files, Log, cancellationToken);
        var behindLinks = new BehindLinks(LinksTo(TargetAssembly, IntermediateDirectory), files);
        var ownership = new ExportOwnership(Path.GetDirectoryName(ProjectFile)!, OutputDirectory(TargetAssembly), Full(IntermediateDirectory));
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (file.OutlivesClean || behindLinks.Holds(file) || IsChanged(file, ownership) || !TryDelete(file.Path))
                left.Add(file);
            else
                removed.Add(file);
        }

        Diagnostics.LogAll(behindLinks.Warnings);
        Left = ExportItems.All(left);
        Removed = ExportItems.All(removed);
    }

    private bool IsChanged(ExportedFile file, ExportOwnership ownership)
    {
        if (!file.IsChanged() || ownership.OutputFolders.Any(folder => PathComparison.IsIn(file.Path, folder)))
            return false;

        Log.LogLine(MessageImportance.High, $"Tango: '{file.Path}', which step '{file.Step}' exported, was changed since and is not deleted.");
        return true;
    }

    // If the path itself is a link, it is deleted, and its target is not.
    private bool TryDelete(string path)
    {
        try
        {
            FolderLinks.Remove(path);
            if (File.Exists(path))
                FileChange.Delete(path);

            EmptiedFolders.Remove(path, Path.GetDirectoryName(ProjectFile)!);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Diagnostics.Log(Descriptors.ExportNotRemoved.Create(DiagnosticSubject.None, $"'{path}'", exception.Message.TrimEnd('.')));
            return false;
        }
    }
}
