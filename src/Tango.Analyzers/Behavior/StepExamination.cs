using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>Everything that is found in the code of one step.</summary>
internal sealed class StepExamination(StepRoot root, StepCode code, CancellationToken cancellationToken)
{
    private readonly IReadOnlyList<StepBody> _bodies = code.Reached(root);

    public IEnumerable<Finding> Run()
    {
        foreach (var finding in GivenValues.Find(root, _bodies).Concat(Loops.Find(root, _bodies)))
            yield return finding;

        if (!root.IsDeterministic)
            yield break;

        var flow = new ValueFlow(root, _bodies);
        var culture = new CultureUse(flow);
        var order = new HashOrder(flow);
        foreach (var operation in _bodies.SelectMany(body => body.Operations))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = OfSource(operation, flow)
                ?? culture.Find(operation, root.Label)
                ?? order.Find(operation, root.Label)
                ?? Concurrency.Find(operation, root.Label)
                ?? Network.Find(operation, root.Label)
                ?? PathOfString.Find(operation, root);
            if (found is not null)
                yield return found;
        }
    }

    private Finding? OfSource(IOperation operation, ValueFlow flow) =>
        (Sources.Find(operation) ?? OfField(operation)) is { } source && flow.ReachesResult(operation)
            ? new(source.Rule, operation.Syntax.GetLocation(), source.Member, root.Label)
            : null;

    // A field that holds a Random without a seed is reported where its numbers are used.
    private (DiagnosticDescriptor Rule, string Member)? OfField(IOperation operation) =>
        operation is IFieldReferenceOperation { Field: var field } && TypeText.MetadataName(field.Type) == "System.Random"
        && _bodies.FirstOrDefault(body => SymbolEqualityComparer.Default.Equals(body.Owner, field)) is { } initializer
            ? initializer.Operations.Select(Sources.Find).FirstOrDefault(source => source is not null)
            : null;
}
