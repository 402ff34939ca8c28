namespace Tango.Engine.UpToDate;

/// <summary>
/// The check for an up-to-date build: if the request has the same digest as in the last build and every recorded file has the same stamp, the recorded outcomes are still
/// correct. Reads stamps of files, computes no id, parses no argument.
/// </summary>
internal static class UpToDateCheck
{
    /// <summary>The outcome of each step and the warnings, if nothing has changed; otherwise null.</summary>
    /// <param name="record">The record of the last build; null if there is none that can be read.</param>
    /// <param name="digest">A digest of the request, 32 bytes.</param>
    public static PipelineResult? Confirm(UpToDateRecord? record, byte[] digest) =>
        record is not null && record.Digest.AsSpan().SequenceEqual(digest) && IsUnchanged(record)
            ? new PipelineResult(record.Steps, record.Warnings, IsUpToDate: true, IsCancelled: false)
            : null;

    private static bool IsUnchanged(UpToDateRecord record)
    {
        if (!record.Files.AreUnchanged())
            return false;

        foreach (var glob in record.Globs)
        {
            if (!glob.IsUnchanged())
                return false;
        }

        return true;
    }
}
