namespace Tango.Core.Tests.Reports;

/// <summary>A test in Chromium: skipped where there is none, unless the environment says that there must be one.</summary>
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = ReasonToSkip;

    /// <summary>Why tests are skipped; null if they are not.</summary>
    public static string? ReasonToSkip => Chromium.Path is null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Chromium.Needed))
        ? $"There is no chromium in PATH. Set {Chromium.Needed}=1 to fail instead."
        : null;
}
