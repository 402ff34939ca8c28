namespace Tango.Runs;

/// <summary>The states of steps as records write them: <c>cached</c>, <c>ran</c>, <c>failed</c>, <c>blocked</c>, <c>skipped</c>, <c>notrun</c>, <c>submitted</c>.</summary>
internal static class RecordedState
{
    /// <summary>The text of a state.</summary>
    public static string Format(StepState state) => state.ToString().ToLowerInvariant();

    /// <summary>The state of a text.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static StepState Parse(string text) => Enum.Parse<StepState>(text, ignoreCase: true);
}
