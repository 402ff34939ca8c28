using System.Collections.Immutable;
using Tango.Caching.Exports;
using Tango.Graph;
using Tango.Graph.Exports;
using Tango.IO;
using Tango.Steps.Commands;

namespace Tango.Engine.Outputs;

/// <summary>
/// The outputs of commands in a build that verifies exports. Each run replaces them, and usually they are not under version control: a missing one is restored as in other
/// builds, unless <c>ExportMode</c> says otherwise. One whose content differs is reported, even if the command has run and replaced it itself.
/// </summary>
internal sealed class VerifiedOutputs
{
    private readonly ProjectOutputs _outputs;
    private readonly ExportVerification _verification;
    private readonly Dictionary<string, Dictionary<string, FileDigest>> _before = new(StringComparer.OrdinalIgnoreCase);

    public VerifiedOutputs(ProjectOutputs outputs, ExportVerification verification)
    {
        _outputs = outputs;
        _verification = verification;
    }

    /// <summary>Computes the digests of the outputs that exist before a command runs.</summary>
    public void HashExisting(StepNode node, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, FileDigest>(PathComparison.Comparer);
        foreach (var path in _outputs.Present(node).Where(path => _verification.Covers(path) && FileStatus.Read(path).Kind == FileKind.Regular))
            files[path] = FileDigest.ComputeFile(path, cancellationToken);

        _before[node.Name] = files;
    }

    /// <summary>Compares the files that a command has written with those that existed before.</summary>
    /// <param name="files">The full paths of the written files.</param>
    public void CheckWritten(StepNode node, ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        if (!_before.TryGetValue(node.Name, out var before))
            return;

        foreach (var path in files.Where(_verification.Covers))
        {
            if (!before.TryGetValue(path, out var old))
                Report(node, new ExportDifference(ExportDifferenceKind.Missing, path, "it was missing"));
            else if (FileDigest.ComputeFile(path, cancellationToken) != old)
                Report(node, new ExportDifference(ExportDifferenceKind.Changed, path, "its content was different before the command ran"));
        }
    }

    /// <summary>Whether outputs of a cached command differ from its result; reports them if so.</summary>
    public async Task<bool> HasChangedAsync(StepNode node, string uniqueId, CancellationToken cancellationToken)
    {
        var compared = await _outputs.CompareAsync(node, uniqueId, cancellationToken).ConfigureAwait(false);
        var hasChanged = false;
        foreach (var difference in compared.Differences.Where(difference => _verification.Covers(difference.Path)))
            hasChanged |= Report(node, difference);

        return hasChanged;
    }

    private bool Report(StepNode node, ExportDifference difference)
    {
        if (difference.Kind == ExportDifferenceKind.Missing && node.Export.Mode != ExportMode.Replace)
            return false;

        _verification.Report(node, CommandNames.Outputs, difference);
        return true;
    }
}
