using System.Security.Cryptography;
using Tango.Execution.Plans;
using Tango.Identity;
using Tango.IO;
using Tango.Parameters;

namespace Tango.Execution.Results;

/// <summary>Finds input files that have changed since the id of a step was computed.</summary>
internal static class InputFileCheck
{
    /// <summary>Checks the files after the step has run.</summary>
    /// <returns>The full path of the first changed file; null if there is none.</returns>
    public static string? FindChanged(ExecutionStep step, CancellationToken cancellationToken)
    {
        foreach (var input in step.InputFiles)
        {
            var now = FileStamp.Read(input.Path);
            if (!now.IsSameAs(input.Stamp) && !(IsChangedInTimeOnly(now, input.Stamp) && HasContentOfId(step, input.Path, cancellationToken)))
                return input.Path;
        }

        return null;
    }

    // A change of permissions or hard links also changes the time of the file's status; a command may well run chmod +x on a script that is its input.
    private static bool IsChangedInTimeOnly(FileStamp now, FileStamp before) => now.IsSameAs(before with { ChangedTicks = 0 });

    private static bool HasContentOfId(ExecutionStep step, string path, CancellationToken cancellationToken)
    {
        var file = step.Arguments.SelectMany(argument => InputFileValues.In(argument.Value)).First(file => file.FullPath == path);
        var encoder = new ValueEncoder(
            _ => Convert.FromHexString(FileDigest.ComputeFile(path, cancellationToken).Sha256),
            step => throw new InvalidOperationException($"A file has no reference to '{step}'."));
        using var writer = new CanonicalWriter();
        encoder.Write(writer, file);
        var hash = new byte[SHA256.HashSizeInBytes];
        writer.Finish(hash);
        return step.Identity.Any(entry => entry.Name == IdentityEntryNames.File(file.RelativePath) && entry.Hash == Convert.ToHexStringLower(hash));
    }
}
