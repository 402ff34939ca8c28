namespace Tango.Reports;

/// <summary>The text near the beginning of every page and drawing that Tango writes, in all versions: a file without it is of somebody else, and is not replaced.</summary>
internal static class OwnMark
{
    /// <summary>The text.</summary>
    public const string Text = "Made by Tango.Build";

    // The mark stands behind what each kind of file must begin with.
    private const int LongestBeginning = 1_000;

    /// <summary>Whether a file has the mark.</summary>
    /// <param name="path">Full path of a file that exists.</param>
    public static bool IsIn(string path)
    {
        using var reader = new StreamReader(IO.SharedReading.Open(path));
        var beginning = new char[LongestBeginning];
        return beginning.AsSpan(0, reader.ReadBlock(beginning)).IndexOf(Text, StringComparison.Ordinal) >= 0;
    }
}
