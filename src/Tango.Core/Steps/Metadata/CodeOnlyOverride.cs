using System.Reflection;

namespace Tango.Steps.Metadata;

/// <summary>Finds overrides of methods that only pipelines in code call: a build runs no user code to plan, so it cannot call them.</summary>
internal static class CodeOnlyOverride
{
    private static readonly string[] Methods = [KnownNames.NormalizeArguments, nameof(Step.DetHashObject)];

    /// <summary>The first such method that a step class or one of its bases overrides; null if there is none.</summary>
    internal static string? Find(StepCandidate candidate, TypeHierarchy hierarchy)
    {
        if (candidate.Function is not null)
            return null;

        var type = new TypeSignature.Named(candidate.Type.Assembly.Name, candidate.Type.FullName, false);
        return hierarchy.Chain(type)
            .TakeWhile(level => !level.IsNamed(KnownNames.StepWithResult) && !level.IsNamed(KnownNames.Step))
            .Select(level => hierarchy.Resolve(level) is { } defined ? OverrideIn(defined) : null)
            .FirstOrDefault(found => found is not null);
    }

    private static string? OverrideIn(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        foreach (var handle in type.Definition.GetMethods())
        {
            var method = reader.GetMethodDefinition(handle);
            var isOverride = (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual;
            if (isOverride && Array.Find(Methods, name => reader.StringComparer.Equals(method.Name, name)) is { } found)
                return found;
        }

        return null;
    }
}
