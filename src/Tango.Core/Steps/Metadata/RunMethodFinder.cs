using System.Collections.Immutable;
using Tango.Diagnostics;

namespace Tango.Steps.Metadata;

/// <summary>Finds the one method of a step class that runs.</summary>
internal sealed class RunMethodFinder(TypeHierarchy hierarchy)
{
    /// <summary>The method, or the error as the end of a sentence.</summary>
    internal (RunMethod? Method, string? Problem) Find(DefinedType type)
    {
        var declared = Declared(type);
        var candidates = declared.Where(method => method.IsPublic && !method.IsStatic).ToList();
        return candidates switch
        {
            [{ IsGeneric: true } only] => (null, StepTypeProblems.GenericRun(only.ToString())),
            [var only] => (only, null),
            [] when declared.Find(method => method.IsStatic) is { } method => (null, StepTypeProblems.StaticRun(method.ToString())),
            [] when declared.Count > 0 => (null, StepTypeProblems.HiddenRun(declared[0].ToString())),
            [] => (null, StepTypeProblems.NoRun),
            _ => (null, StepTypeProblems.SeveralRuns(NameList.Join(candidates, " and "))),
        };
    }

    private List<RunMethod> Declared(DefinedType type)
    {
        var methods = new List<RunMethod>();
        foreach (var holder in hierarchy.Chain(new TypeSignature.Named(type.Assembly.Name, type.FullName, false)))
        {
            if (holder.IsNamed(KnownNames.StepWithResult) || holder.IsNamed(KnownNames.Step) || hierarchy.Resolve(holder) is not { } definition)
                break;

            AddDeclared(methods, definition, holder.TypeArguments);
        }

        return methods;
    }

    // Derived types first: an override, or a method that hides one of a base, replaces it.
    private static void AddDeclared(List<RunMethod> methods, DefinedType type, ImmutableArray<TypeSignature> typeArguments)
    {
        var reader = type.Assembly.Reader;
        var inherited = methods.Count;
        foreach (var handle in type.Definition.GetMethods())
        {
            var name = reader.GetMethodDefinition(handle).Name;
            if (!reader.StringComparer.Equals(name, "Run") && !reader.StringComparer.Equals(name, "RunAsync"))
                continue;

            var method = new RunMethod(type, handle, typeArguments);
            if (!methods.Take(inherited).Any(known => known.Name == method.Name && known.ParameterTypes.SequenceEqual(method.ParameterTypes)))
                methods.Add(method);
        }
    }
}
