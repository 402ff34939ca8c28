using Tango.Diagnostics;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Graph;

/// <summary>A step on its way from declaration to node; filled in by one phase after the other.</summary>
internal sealed class StepDraft
{
    public StepDraft(string name, StepDeclaration declaration, DiagnosticSubject subject)
    {
        Name = name;
        Declaration = declaration;
        Subject = subject;
    }

    public string Name { get; }

    public StepDeclaration Declaration { get; }

    /// <summary>What diagnostics about the whole step are about; of an inline step: the argument that holds it.</summary>
    public DiagnosticSubject Subject { get; }

    public bool IsInline { get; init; }

    public StepType? Type { get; set; }

    public StepSettings Settings { get; set; } = StepSettings.None;

    public List<StepArgument> Arguments { get; } = [];

    /// <summary>What a command declares as its outputs, in ordinal order of their paths; empty for other steps.</summary>
    public IReadOnlyList<CommandOutput> Outputs { get; set; } = [];

    /// <summary>References found in the arguments, in the order met.</summary>
    public List<DraftReference> References { get; } = [];

    public List<StepDraft> Inputs { get; } = [];

    public List<StepDraft> OrderOnly { get; } = [];

    public StepNode? Node { get; set; }

    /// <summary>Whether the step existed before: nothing is left to be bound.</summary>
    public bool IsLive { get; init; }

    /// <summary>The result of another project's step that this draft stands for; null for steps of the graph's own.</summary>
    public ReferencedResult? Referenced { get; init; }

    /// <summary>The step as an object of the running program; null in builds.</summary>
    public Step? Live { get; set; }

    public DiagnosticSubject SubjectOf(string argument) => IsInline ? Subject : Subject with { Argument = argument };
}
