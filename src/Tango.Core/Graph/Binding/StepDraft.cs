using Tango.Diagnostics;
using Tango.Graph.Exports;
using Tango.Graph.Projects;
using Tango.Steps;
using Tango.Steps.Commands;

namespace Tango.Graph.Binding;

/// <summary>A step while it is bound, between declaration and node; each phase adds to it.</summary>
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

    /// <summary>The subject of diagnostics about the whole step; for an inline step, the argument that contains it.</summary>
    public DiagnosticSubject Subject { get; }

    public bool IsInline { get; init; }

    public StepType? Type { get; set; }

    /// <summary>Its settings; <see cref="StepOptions.DependsOn"/> is empty, because the steps may not be objects: they are in <see cref="OrderOnly"/>.</summary>
    public StepOptions Options { get; set; } = new();

    public ExportSettings Export { get; set; } = ExportSettings.None;

    /// <summary>Names and patterns of the steps that must be complete first, in addition to those in the arguments.</summary>
    public IReadOnlyList<string> DependsOn { get; set; } = [];

    public List<StepArgument> Arguments { get; } = [];

    /// <summary>The declared outputs of a command, in ordinal order of their paths; empty for other steps.</summary>
    public IReadOnlyList<CommandOutput> Outputs { get; set; } = [];

    /// <summary>The patterns of input files in its arguments, each with its argument.</summary>
    public List<(string Argument, string Pattern)> FilePatterns { get; } = [];

    /// <summary>References in the arguments, in the order they were found.</summary>
    public List<DraftReference> References { get; } = [];

    public List<StepDraft> Inputs { get; } = [];

    public List<StepDraft> OrderOnly { get; } = [];

    public StepNode? Node { get; set; }

    /// <summary>Whether it needs no binding: it is a step that exists as an object, or the result of another project's step.</summary>
    public bool IsBound { get; init; }

    /// <summary>The result of another project's step that this draft represents; null for steps of this graph.</summary>
    public ReferencedResult? Referenced { get; init; }

    /// <summary>The step as an object of the running program; null in builds.</summary>
    public Step? BoundStep { get; set; }

    public DiagnosticSubject SubjectOf(string argument) => IsInline ? Subject : Subject with { Argument = argument };
}
