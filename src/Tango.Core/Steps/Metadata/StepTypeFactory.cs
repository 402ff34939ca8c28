using System.Reflection;
using System.Reflection.Metadata;
using Tango.Diagnostics;
using Tango.Steps.CodeFingerprints;

namespace Tango.Steps.Metadata;

/// <summary>Makes a <see cref="StepType"/> of a candidate, or says why it cannot be one.</summary>
internal sealed class StepTypeFactory(AssemblySet assemblies, TypeHierarchy hierarchy, StepDiscovery discovery, CodeGraph code)
{
    private readonly RunMethodFinder _methods = new(hierarchy);
    private readonly ParameterListReader _parameters = new(assemblies);
    private readonly ResultTypeReader _results = new(hierarchy);

    /// <summary>Makes the step type; null when anything was reported.</summary>
    internal StepType? Create(StepCandidate candidate, List<Diagnostic> diagnostics)
    {
        var first = diagnostics.Count;
        var type = TryCreate(candidate, diagnostics);
        if (type is null)
        {
            AddPlace(candidate, diagnostics, first);
        }

        return type;
    }

    private StepType? TryCreate(StepCandidate candidate, List<Diagnostic> diagnostics)
    {
        var first = diagnostics.Count;
        var label = candidate.FullName;
        var settings = StepAttributeValues.Read(candidate.Type.Assembly, candidate.Attribute);
        if (!settings.IsVersionValid)
        {
            diagnostics.Add(Descriptors.InvalidVersion.Of(new DiagnosticSubject(Step: label), label, settings.Version));
        }

        if (MethodOf(candidate, label, diagnostics) is not { } method)
        {
            return null;
        }

        var result = ResultOf(candidate, method, label, diagnostics);
        var parameters = _parameters.Read(method, label, diagnostics);
        return diagnostics.Count > first ? null : new StepType
        {
            ClassName = candidate.ShortName,
            FullName = label,
            RegisteredName = settings.Name,
            AssemblyName = candidate.Type.Assembly.Name,
            DeclaringType = candidate.Type.FullName,
            MethodName = method.Name,
            IsFunction = candidate.Function is not null,
            Deterministic = settings.Deterministic,
            Cacheable = settings.Cacheable,
            Version = settings.Version,
            Format = settings.Format,
            CodeOnlyOverride = CodeOnlyOverride.Find(candidate, hierarchy),
            Parameters = parameters,
            Result = result,
            CodeFingerprint = code.Fingerprint(new CodeRoots(candidate.Type, method, discovery.StepBaseOf(candidate.Type))).Hash,
        };
    }

    /// <summary>The method of a candidate that is a step without fault; null for others.</summary>
    internal RunMethod? MethodOf(StepCandidate candidate) =>
        candidate.Function is { } function ? new RunMethod(candidate.Type, function, []) : _methods.Find(candidate.Type).Method;

    private RunMethod? MethodOf(StepCandidate candidate, string label, List<Diagnostic> diagnostics)
    {
        var problem = candidate.Function is { } function ? ProblemOfFunction(candidate.Type, function) : ProblemOfClass(candidate.Type);
        if (problem is not null)
        {
            diagnostics.Add(Descriptors.InvalidStepType.Of(new DiagnosticSubject(Step: label), label, problem));
            return null;
        }

        if (candidate.Function is { } method)
        {
            return new RunMethod(candidate.Type, method, []);
        }

        var (run, reason) = _methods.Find(candidate.Type);
        if (run is null)
        {
            diagnostics.Add(Descriptors.InvalidRunMethod.Of(new DiagnosticSubject(Step: label), label, reason));
        }

        return run;
    }

    private string? ProblemOfClass(DefinedType type)
    {
        if (discovery.StepBaseOf(type) is null)
        {
            return MissingBaseOf(type) is { } missing
                ? $"its base {missing.FullName} was not found, because the assembly {missing.Assembly} is not among the references"
                : "it does not derive from Step<T> (or from Step, when there is no result)";
        }

        return type switch
        {
            { IsVisible: false } => "it is not public",
            { IsAbstract: true } => "it is abstract; put [Step] on the classes that derive from it",
            { IsGeneric: true } => "it is generic; derive a class that says for which types",
            _ when !HasConstructor(type) => "it has no public constructor without parameters; take what it needs as parameters of Run",
            _ => null,
        };
    }

    private TypeSignature.Named? MissingBaseOf(DefinedType type)
    {
        var last = hierarchy.Chain(new TypeSignature.Named(type.Assembly.Name, type.FullName, false)).Last();
        return hierarchy.Resolve(last) is null ? last.Definition : null;
    }

    private static string? ProblemOfFunction(DefinedType type, MethodDefinitionHandle handle)
    {
        var reader = type.Assembly.Reader;
        var method = reader.GetMethodDefinition(handle);
        var name = method.Name;
        return method switch
        {
            _ when (method.Attributes & MethodAttributes.Static) == 0 => "it is not static; [Step] goes on a class that derives from Step<T>, or on a public static method",
            _ when (method.Attributes & MethodAttributes.MemberAccessMask) != MethodAttributes.Public => "it is not public",
            _ when !type.IsVisible => $"{type.FullName.Replace('+', '.')}, which holds it, is not public",
            _ when type.IsGeneric || method.GetGenericParameters().Count > 0 => "it is generic; write a method that says for which types",
            _ when type.Definition.GetMethods().Count(other => reader.GetMethodDefinition(other).Name == name) > 1 =>
                "there are several methods of this name, and a project could not say which one it means; rename it",
            _ => null,
        };
    }

    private static bool HasConstructor(DefinedType type)
    {
        var reader = type.Assembly.Reader;
        return type.Definition.GetMethods().Select(reader.GetMethodDefinition).Any(method =>
            (method.Attributes & (MethodAttributes.MemberAccessMask | MethodAttributes.Static)) == MethodAttributes.Public
            && reader.StringComparer.Equals(method.Name, ".ctor")
            && type.Assembly.SignatureOf(method).ParameterTypes.IsEmpty);
    }

    private ResultType? ResultOf(StepCandidate candidate, RunMethod method, string label, List<Diagnostic> diagnostics)
    {
        var given = TaskResult.Unwrap(method.ReturnType);
        if (candidate.Function is not null)
        {
            return given is null ? null : _results.Read(given);
        }

        var declared = discovery.StepBaseOf(candidate.Type)!.TypeArguments is [var argument] ? argument : null;
        var problem = (given, declared) switch
        {
            (null, null) => null,
            (null, _) => $"{method.Name} gives nothing, but Step<{declared.ToTypeName()}> promises a result",
            (_, null) => $"{method.Name} gives {given.ToTypeName()}, which would be lost; derive it from Step<{given.ToTypeName()}>",
            _ when !hierarchy.IsAssignable(given, declared) => $"{method.Name} gives {given.ToTypeName()}, which is no {declared.ToTypeName()}, but it derives from Step<{declared.ToTypeName()}>",
            _ => null,
        };
        if (problem is not null)
        {
            diagnostics.Add(Descriptors.InvalidStepType.Of(new DiagnosticSubject(Step: label), label, problem));
            return null;
        }

        return declared is null ? null : _results.Read(declared);
    }

    // Symbols are read only now that something is wrong.
    private void AddPlace(StepCandidate candidate, List<Diagnostic> diagnostics, int first)
    {
        var holder = candidate.Type;
        var methods = MethodOf(candidate) is { } run && run.Holder == holder ? [run.Handle] : holder.Definition.GetMethods().ToArray();
        if (SourceLocation.Of(holder.Assembly, methods) is not { } place)
        {
            return;
        }

        for (var i = first; i < diagnostics.Count; i++)
        {
            diagnostics[i] = diagnostics[i] with { Message = $"{diagnostics[i].Message} It is declared in {place}." };
        }
    }
}
