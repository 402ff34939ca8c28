namespace Tango.Reports;

/// <summary>A row of a printed plan: a step, or a family of steps that are planned for the same kind of reason.</summary>
/// <param name="Name">The name of the step, or of the family: <c>feature-1-*</c>.</param>
/// <param name="Count">How many steps it stands for.</param>
/// <param name="Action">In words: <c>run</c>, <c>blocked</c>.</param>
/// <param name="Reason">Why, in words; empty if there is nothing to say.</param>
internal sealed record PlanRow(string Name, int Count, string Action, string Reason);
