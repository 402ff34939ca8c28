using System.Diagnostics;
using System.Runtime.CompilerServices;
using Tango.Runs.Tracing;

namespace Tango.Cli.Otlp;

/// <summary>Gives a span the id that the build has told commands already. .NET always draws one itself and has no way to choose it, so this sets the field behind it (docs/decisions/0048).</summary>
internal static class SpanIds
{
    /// <summary>Whether this version of .NET has that field.</summary>
    public static bool CanBeSet { get; } = HasField();

    /// <summary>Sets it; before anything has asked for the span's id.</summary>
    /// <param name="id">As it is in a record. Another text is ignored.</param>
    public static void Set(Activity span, string? id)
    {
        if (CanBeSet && id is not null && Spans.IsId(id))
            IdOf(span) = id;
    }

    private static bool HasField()
    {
        try
        {
            using var span = new Activity("");
            return IdOf(span) is null;
        }
        catch (MissingFieldException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_spanId")]
    private static extern ref string? IdOf(Activity span);
}
