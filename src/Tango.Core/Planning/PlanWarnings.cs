using Tango.Runs;

namespace Tango.Planning;

/// <summary>Reports the warnings of a plan to an observer.</summary>
internal static class PlanWarnings
{
    public static void Report(Plan plan, IRunObserver observer)
    {
        foreach (var warning in plan.Warnings)
            observer.OnEvent(new RunEvent.PlanWarned { Step = warning.Subject.Step ?? "", Code = warning.Code, Message = warning.Message });
    }
}
