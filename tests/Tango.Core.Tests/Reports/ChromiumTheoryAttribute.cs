namespace Tango.Core.Tests.Reports;

/// <summary>A test in Chromium with several inputs: skipped where there is none, unless the environment says that there must be one.</summary>
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute() => Skip = ChromiumFactAttribute.ReasonToSkip;
}
