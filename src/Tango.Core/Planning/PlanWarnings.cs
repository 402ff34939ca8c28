using Tango.Runs;

namespace Tango.Planning;

/// <summary>Tells an observer what a plan warns of.</summary>
internal static class PlanWarnings
{
    public static void Tell(Plan plan, IRunObserver observer)
    {
        foreach (var warning in plan.Warnings)
        {
            observer.OnEvent(new RunEvent.PlanWarned(warning.Subject.Step ?? "", warning.Code, warning.Message));
        }
    }
}
