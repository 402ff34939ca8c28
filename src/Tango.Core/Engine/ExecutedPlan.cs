using Tango.Planning;
using Tango.Runs;

namespace Tango.Engine;

/// <summary>A plan that was executed.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Outcomes">The outcome of every declared step.</param>
internal sealed record ExecutedPlan(Plan Plan, IReadOnlyList<StepOutcome> Outcomes);
