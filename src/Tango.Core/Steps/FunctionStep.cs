namespace Tango.Steps;

/// <summary>Represents a call of a function step, which has no class to instantiate.</summary>
internal sealed class FunctionStep : Step;
