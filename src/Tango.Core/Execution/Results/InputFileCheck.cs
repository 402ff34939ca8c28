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
            if (!now.IsSameAs(input.Stamp) && !(IsChangedInTimeOnly(now, input.Stamp) && HasContentOfId(step, input.Path, FileDigest.ComputeFile(input.Path, cancellationToken).Sha256)))
                return input.Path;
        }

        return null;
    }

    /// <summary>Whether a file is in the id of a step, with another content.</summary>
    /// <param name="path">Full path of an input file.</param>
    /// <param name="sha256">The digest of the content.</param>
    public static bool IsOtherThanInId(ExecutionStep step, string path, string sha256) =>
        step.Identity.Any(entry => entry.Name == IdentityEntryNames.File(ValueOf(step, path).RelativePath)) && !HasContentOfId(step, path, sha256);

    // A change of permissions or hard links also changes the time of the file's status; a command may well run chmod +x on a script that is its input.
    private static bool IsChangedInTimeOnly(FileStamp now, FileStamp before) => now.IsSameAs(before with { ChangedTicks = 0 });

    private static bool HasContentOfId(ExecutionStep step, string path, string sha256)
    {
        var file = ValueOf(step, path);
        var encoder = new ValueEncoder(
            _ => Convert.FromHexString(sha256),
            step => throw new InvalidOperationException($"A file has no reference to '{step}'."));
        using var writer = new CanonicalWriter();
        encoder.Write(writer, file);
        var hash = new byte[SHA256.HashSizeInBytes];
        writer.Finish(hash);
        return step.Identity.Any(entry => entry.Name == IdentityEntryNames.File(file.RelativePath) && entry.Hash == Convert.ToHexStringLower(hash));
    }

    private static ArgumentValue.File ValueOf(ExecutionStep step, string path) =>
        step.Arguments.SelectMany(argument => InputFileValues.In(argument.Value)).First(file => file.FullPath == path);
}
