using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tango.Runs.Tracing;

/// <summary>
/// Makes spans, which OpenTelemetry and others listen to by the name <c>Tango.Build</c>. Without a listener nothing is made. The parent is the current span, else that of the environment, in the form of W3C Trace Context.
/// </summary>
internal static class Spans
{
    /// <summary>The variable with the id of a span.</summary>
    public const string ParentVariable = "TRACEPARENT";

    /// <summary>The variable with what systems on the way have added.</summary>
    public const string StateVariable = "TRACESTATE";

    /// <summary>The name of the source.</summary>
    public const string SourceName = "Tango.Build";

    private static readonly ActivitySource Source = new(SourceName, ToolVersion.Current);

    /// <summary>Starts a span and makes it the current one of the caller.</summary>
    /// <returns>Null if nobody listens.</returns>
    public static Activity? Start(string name, ActivityKind kind)
    {
        if (!Source.HasListeners())
            return null;

        return Activity.Current is null && ParentOfEnvironment() is { } parent ? Source.StartActivity(name, kind, parent) : Source.StartActivity(name, kind);
    }

    /// <summary>The span that the environment names; null if it names none.</summary>
    /// <param name="variable">Reads an environment variable; null: those of this process.</param>
    public static ActivityContext? ParentOfEnvironment(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return ActivityContext.TryParse(variable(ParentVariable), variable(StateVariable), isRemote: true, out var parent) ? parent : null;
    }

    /// <summary>Whether a text is the id of a span: 16 hexadecimal digits, in lower case, not all zero.</summary>
    public static bool IsId(string text) => text.Length == 16 && text.All(char.IsAsciiHexDigitLower) && text.Any(digit => digit != '0');

    /// <summary>The variables by which another process makes the current span the parent of its own; empty if there is none that counts, when it inherits those of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables() => SpanLibrary.IsLoaded ? VariablesOfCurrent() : [];

    /// <summary>The variables by which another process makes a span the parent of its own.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Variables(Activity span)
    {
        if (span is not { IdFormat: ActivityIdFormat.W3C, Id: { } id })
            return [];

        // A state that is inherited would be of another span.
        return [KeyValuePair.Create(ParentVariable, (string?)id), KeyValuePair.Create(StateVariable, span.TraceStateString)];
    }

    // Libraries make spans that nobody collects, e.g. for their requests. Such a parent would hide the one that the environment names, and say of all below that they are not collected either.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IEnumerable<KeyValuePair<string, string?>> VariablesOfCurrent() =>
        Activity.Current is { } current && (current.Source.Name == SourceName || current.Recorded) ? Variables(current) : [];
}
