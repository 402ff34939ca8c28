using System.Reflection;
using System.Reflection.Metadata;
using Tango.Diagnostics;
using Tango.Steps.CodeFingerprints;
using Tango.Steps.Metadata.Json;

namespace Tango.Steps.Metadata;

/// <summary>Creates a <see cref="StepType"/> from a candidate, or reports why it is not a step.</summary>
internal sealed class StepTypeFactory(AssemblySet assemblies, TypeHierarchy hierarchy, StepDiscovery discovery, CodeGraph code)
{
    private readonly RunMethodFinder _methods = new(hierarchy);
    private readonly ParameterListReader _parameters = new(assemblies);
    private readonly ResultTypeReader _results = new(hierarchy, new JsonLossReader(assemblies, hierarchy));

    /// <summary>Creates the step type; null if an error was reported.</summary>
    internal StepType? Create(StepCandidate candidate, List<Diagnostic> diagnostics)
    {
        var first = diagnostics.Count;
        var type = TryCreate(candidate, diagnostics);
        if (type is null)
            AddPosition(candidate, diagnostics, first);

        return type;
    }

    private StepType? TryCreate(StepCandidate candidate, List<Diagnostic> diagnostics)
    {
        var first = diagnostics.Count;
        var label = candidate.FullName;
        var settings = StepAttributeValues.Read(candidate.Type.Assembly, candidate.Attribute);
        if (!settings.IsVersionValid)
            diagnostics.Add(Descriptors.InvalidVersion.Create(new DiagnosticSubject(step: label), label, settings.Version));

        if (MethodOf(candidate, label, diagnostics) is not { } method)
            return null;

        var result = ResultOf(candidate, method, label, diagnostics);
        var parameters = _parameters.Read(method, label, diagnostics);
        var fingerprint = FingerprintOf(candidate, method, label, diagnostics);
        return diagnostics.Count > first ? null : new StepType
        {
            ClassName = candidate.ShortName,
            FullName = label,
            RegisteredName = settings.Name,
            AssemblyName = candidate.Type.Assembly.Name,
            Package = assemblies.IsProject(candidate.Type.Assembly.Name) ? null : assemblies.PackageOf(candidate.Type.Assembly.Name),
            DeclaringType = candidate.Type.FullName,
            MethodName = method.Name,
            IsFunction = candidate.Function is not null,
            Deterministic = settings.Deterministic,
            Caching = settings.Caching,
            Version = settings.Version,
            Format = settings.Format,
            CodeOnlyOverride = CodeOnlyOverride.Find(candidate, hierarchy),
            Parameters = parameters,
            Result = result,
            Location = result?.JsonLoss is null ? null : PlaceOf(candidate),
            CodeFingerprint = fingerprint,
            ResultFingerprint = code.FingerprintResult(candidate.Type, RootsOf(candidate, method).Result),
        };
    }

    private string FingerprintOf(StepCandidate candidate, RunMethod method, string label, List<Diagnostic> diagnostics)
    {
        var problems = new List<string>();
        var fingerprint = code.Fingerprint(RootsOf(candidate, method), problems);
        diagnostics.AddRange(problems.Distinct(StringComparer.Ordinal).Select(problem =>
            Descriptors.NamedFileNotFound.Create(new DiagnosticSubject(step: label), label, problem)));
        return fingerprint.Hash;
    }

    private CodeRoots RootsOf(StepCandidate candidate, RunMethod method) => new(candidate.Type, method, discovery.StepBaseOf(candidate.Type));

    /// <summary>The method of a candidate that is a step without errors; otherwise null.</summary>
    internal RunMethod? MethodOf(StepCandidate candidate) =>
        candidate.Function is { } function ? new RunMethod(candidate.Type, function, []) : _methods.Find(candidate.Type).Method;

    private RunMethod? MethodOf(StepCandidate candidate, string label, List<Diagnostic> diagnostics)
    {
        var problem = candidate.Function is { } function ? ProblemOfFunction(candidate.Type, function) : ProblemOfClass(candidate.Type);
        if (problem is not null)
        {
            diagnostics.Add(Descriptors.InvalidStepType.Create(new DiagnosticSubject(step: label), label, problem));
            return null;
        }

        if (candidate.Function is { } method)
            return new RunMethod(candidate.Type, method, []);

        var (run, reason) = _methods.Find(candidate.Type);
        if (run is null)
            diagnostics.Add(Descriptors.InvalidRunMethod.Create(new DiagnosticSubject(step: label), label, reason));

        return run;
    }

    private string? ProblemOfClass(DefinedType type)
    {
        if (discovery.StepBaseOf(type) is null)
        {
            return MissingBaseOf(type) is { } missing
                ? $"its base {missing.FullName} was not found, because the assembly {missing.Assembly} is not among the references; reference it"
                : StepTypeProblems.NoStep;
        }

        return type switch
        {
            { IsVisible: false } => StepTypeProblems.NotPublic,
            { IsAbstract: true } => StepTypeProblems.AbstractClass,
            { IsGeneric: true } => StepTypeProblems.GenericClass,
            _ when !HasConstructor(type) => StepTypeProblems.NoConstructor,
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
            _ when (method.Attributes & MethodAttributes.Static) == 0 => StepTypeProblems.InstanceFunction,
            _ when (method.Attributes & MethodAttributes.MemberAccessMask) != MethodAttributes.Public => StepTypeProblems.NotPublic,
            _ when !type.IsVisible => StepTypeProblems.HolderNotPublic(type.FullName.Replace('+', '.')),
            _ when type.IsGeneric || method.GetGenericParameters().Count > 0 => StepTypeProblems.GenericFunction,
            _ when type.Definition.GetMethods().Count(other => reader.GetMethodDefinition(other).Name == name) > 1 =>
                StepTypeProblems.OverloadedFunction,
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
            return given is null ? null : _results.Read(given);

        var declared = discovery.StepBaseOf(candidate.Type)!.TypeArguments is [var argument] ? argument : null;
        var problem = (given, declared) switch
        {
            (null, null) => null,
            (null, _) => StepTypeProblems.ReturnsNothing(method.Name, $"{declared.ToTypeName()}"),
            (_, null) => StepTypeProblems.ReturnsTooMuch(method.Name, $"{given.ToTypeName()}"),
            _ when !hierarchy.IsAssignable(given, declared) => StepTypeProblems.ReturnsOther(method.Name, $"{given.ToTypeName()}", $"{declared.ToTypeName()}"),
            _ => null,
        };
        if (problem is not null)
        {
            diagnostics.Add(Descriptors.InvalidStepType.Create(new DiagnosticSubject(step: label), label, problem));
            return null;
        }

        return declared is null ? null : _results.Read(declared);
    }

    // Symbols are read only if there is an error.
    private void AddPosition(StepCandidate candidate, List<Diagnostic> diagnostics, int first)
    {
        if (PlaceOf(candidate) is not { } place)
            return;

        for (var i = first; i < diagnostics.Count; i++)
            diagnostics[i] = diagnostics[i] with { Message = $"{diagnostics[i].Message} It is declared in {place}." };
    }

    // Sources of packages are on other machines.
    private string? PlaceOf(StepCandidate candidate)
    {
        if (!assemblies.IsProject(candidate.Type.Assembly.Name))
            return null;

        var holder = candidate.Type;
        var methods = MethodOf(candidate) is { } run && run.Holder == holder ? [run.Handle] : holder.Definition.GetMethods().ToArray();
        return SourceLocation.Find(holder.Assembly, methods);
    }
}
