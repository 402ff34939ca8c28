namespace Tango.Steps;

/// <summary>Stands for a call of a function step, which has no class to make an object of.</summary>
internal sealed class FunctionStep : Step;
