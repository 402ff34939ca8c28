using System.Collections.Immutable;
using System.Reflection.Metadata;
using Tango.Diagnostics;
using Tango.Parameters;

namespace Tango.Steps.Metadata;

/// <summary>Reads those parameters of a step's method that a declaration can set.</summary>
internal sealed class ParameterListReader(AssemblySet assemblies)
{
    private const string CompilerServices = "System.Runtime.CompilerServices";

    private readonly ParameterTypeReader _types = new(assemblies);

    /// <summary>Reads the list.</summary>
    /// <param name="label">The name of the step type in messages.</param>
    internal ImmutableArray<StepParameter> Read(RunMethod method, string label, List<Diagnostic> diagnostics)
    {
        var signature = method.Signature;
        var rows = Rows(method);
        var parameters = ImmutableArray.CreateBuilder<StepParameter>();
        for (var position = 0; position < signature.ParameterTypes.Length; position++)
        {
            var type = signature.ParameterTypes[position];
            if (KnownNames.IsSupplied(type) || rows[position] is not { } row)
                continue;

            var parameter = Read(method, row, position, type, label, diagnostics);
            if (parameters.Any(other => other.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)))
                Report(diagnostics, Descriptors.InvalidParameter, parameter.Name, label, StepTypeProblems.SameParameterName);

            parameters.Add(parameter);
        }

        return parameters.ToImmutable();
    }

    private StepParameter Read(RunMethod method, Parameter row, int position, TypeSignature type, string label, List<Diagnostic> diagnostics)
    {
        var file = method.File;
        var clrName = file.Reader.GetString(row.Name);
        var attributes = row.GetCustomAttributes();
        var name = RenamedTo(file, attributes) ?? clrName;
        CheckName(name, label, diagnostics);
        if (WhyNotAnArgument(type.Substitute(method.TypeArguments)) is { } why)
        {
            Report(diagnostics, Descriptors.InvalidParameter, name, label, why);
            return new StepParameter(name, new ParameterType(ParameterKind.Object, type.ToTypeName()));
        }

        var nullable = NullableFlags.Read(file, attributes, method.Definition.GetCustomAttributes(), method.Holder.Handle);
        var parameterType = _types.Read(type, nullable, method.TypeArguments);
        var hasDefault = DefaultValueReader.TryRead(file, row, out var constant);

        // In code without annotations, a null default means that null is allowed.
        if (hasDefault && constant is null && IsReference(parameterType.Kind) && type.Definition is not { IsValueType: true })
            parameterType = parameterType with { IsNullable = true };

        var isSecret = file.HasAttribute(attributes, KnownNames.Namespace, KnownNames.SecretAttribute);
        if (isSecret && parameterType.Kind != ParameterKind.Text)
            Report(diagnostics, Descriptors.InvalidParameter, name, label, StepTypeProblems.SecretIsNoText);

        if (isSecret && hasDefault && constant is not null)
            Report(diagnostics, Descriptors.InvalidParameter, name, label, StepTypeProblems.SecretHasDefault);

        var (rule, skipped) = SkipInId(file, attributes, parameterType, name, label, diagnostics);
        return new StepParameter(name, parameterType)
        {
            ClrName = clrName,
            Position = position,
            Default = hasDefault ? DefaultOf(constant, parameterType) : RestOf(file, attributes),
            IsSecret = isSecret,
            SkipInId = rule,
            SkipInIdDefault = skipped,
        };
    }

    private static ArgumentValue DefaultOf(object? constant, ParameterType type) =>
        ConstantValue.From(constant, type)
        ?? throw new BadImageFormatException($"The default {constant} is not a value of type {type}.");

    // "params" without arguments is an empty list.
    private static ArgumentValue.List? RestOf(AssemblyImage file, CustomAttributeHandleCollection attributes) =>
        file.HasAttribute(attributes, "System", "ParamArrayAttribute") || file.HasAttribute(attributes, CompilerServices, "ParamCollectionAttribute")
            ? new ArgumentValue.List([])
            : null;

    private static (SkipInIdRule Rule, ArgumentValue? Default) SkipInId(
        AssemblyImage file, CustomAttributeHandleCollection attributes, ParameterType type, string name, string label, List<Diagnostic> diagnostics)
    {
        if (file.FindAttribute(attributes, KnownNames.Namespace, KnownNames.SkipInIdAttribute) is not { } attribute)
            return (SkipInIdRule.Never, null);

        var named = file.Decode(attribute).NamedArguments;
        if (named.IsEmpty)
            return (SkipInIdRule.Always, null);

        var value = ConstantValue.From(named[0].Value, type);
        if (value is null)
            Report(diagnostics, Descriptors.InvalidParameter, name, label, StepTypeProblems.SkippedDefault($"{type}"));

        return (SkipInIdRule.WhenDefault, value);
    }

    private static string? RenamedTo(AssemblyImage file, CustomAttributeHandleCollection attributes) =>
        file.FindAttribute(attributes, KnownNames.Namespace, KnownNames.ParameterAttribute) is { } attribute
            ? file.Decode(attribute).FixedArguments[0].Value as string ?? ""
            : null;

    private static void CheckName(string name, string label, List<Diagnostic> diagnostics)
    {
        var why = name switch
        {
            _ when !IsMetadataName(name) => StepTypeProblems.NoMetadataName,
            _ when ReservedNames.Settings.Contains(name) => StepTypeProblems.SettingName,
            _ when ReservedNames.MSBuild.Contains(name) => StepTypeProblems.MSBuildName,
            _ => null,
        };
        if (why is not null)
            Report(diagnostics, Descriptors.ReservedParameterName, name, label, why);
    }

    private static bool IsMetadataName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private string? WhyNotAnArgument(TypeSignature type) => type switch
    {
        TypeSignature.Modified modified => WhyNotAnArgument(modified.Element),
        TypeSignature.Wrapped { Mark: TypeSignature.Wrapped.ByReference } => StepTypeProblems.ByReference,
        TypeSignature.Wrapped or TypeSignature.Function => StepTypeProblems.Pointer,
        TypeSignature.Named { FullName: "System.TypedReference" } => StepTypeProblems.TypedReference,
        { Definition: { IsValueType: true } name } when !ScalarTypes.Contains(name.FullName) && IsByRefLike(name) =>
            StepTypeProblems.OnlyOnStack($"{type.ToTypeName()}"),
        _ => null,
    };

    private bool IsByRefLike(TypeSignature.Named name) =>
        assemblies.Resolve(name) is { } type && type.Assembly.HasAttribute(type.Definition.GetCustomAttributes(), CompilerServices, "IsByRefLikeAttribute");

    private static bool IsReference(ParameterKind kind) => kind is
        ParameterKind.Text or ParameterKind.Uri or ParameterKind.Version or ParameterKind.InputFile or ParameterKind.InputFiles
        or ParameterKind.List or ParameterKind.Set or ParameterKind.Map or ParameterKind.Object;

    private static Parameter?[] Rows(RunMethod method)
    {
        var rows = new Parameter?[method.Signature.ParameterTypes.Length];
        foreach (var handle in method.Definition.GetParameters())
        {
            var row = method.File.Reader.GetParameter(handle);
            if (row.SequenceNumber > 0)
                rows[row.SequenceNumber - 1] = row;
        }

        return rows;
    }

    private static void Report(List<Diagnostic> diagnostics, DiagnosticDescriptor descriptor, string parameter, string label, string why) =>
        diagnostics.Add(descriptor.Create(new DiagnosticSubject(step: label), parameter, label, why));
}
