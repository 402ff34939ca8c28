using Microsoft.CodeAnalysis;
using Tango.Analyzers.Diagnostics;
using Tango.Steps;
using Rule = Microsoft.CodeAnalysis.DiagnosticDescriptor;

namespace Tango.Analyzers.StepTypes;

/// <summary>Checks those parameters of a step's method that a declaration sets.</summary>
internal static class ParameterCheck
{
    /// <summary>Reports what is wrong with the parameters.</summary>
    /// <param name="report">Takes the parameter that an error is about, the rule, the parameter's name in declarations, and why.</param>
    public static void Run(IMethodSymbol method, Action<IParameterSymbol, Rule, string, string> report)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in method.Parameters)
        {
            if (IsSupplied(parameter.Type))
                continue;

            var name = NameOf(parameter);
            if (WhyNoName(name) is { } unusable)
                report(parameter, Rules.ReservedParameterName, name, unusable);

            if (WhyNoArgument(parameter) is { } why)
                report(parameter, Rules.InvalidParameter, name, why);
            else
                CheckAttributes(parameter, why => report(parameter, Rules.InvalidParameter, name, why));

            if (!names.Add(name))
                report(parameter, Rules.InvalidParameter, name, StepTypeProblems.SameParameterName);
        }
    }

    /// <summary>Whether Tango supplies a parameter of this type, so that it is no argument.</summary>
    public static bool IsSupplied(ITypeSymbol type) => TypeText.MetadataName(type) is "System.Threading.CancellationToken" or "Tango.StepContext";

    private static string NameOf(IParameterSymbol parameter) =>
        AttributeOf(parameter, "Tango.ParameterAttribute") is { } renamed
            ? renamed.ConstructorArguments is [{ Value: string name }] ? name : ""
            : parameter.Name;

    private static string? WhyNoName(string name) => name switch
    {
        _ when !IsMetadataName(name) => StepTypeProblems.NoMetadataName,
        _ when ReservedNames.Settings.Contains(name) => StepTypeProblems.SettingName,
        _ when ReservedNames.MSBuild.Contains(name) => StepTypeProblems.MSBuildName,
        _ => null,
    };

    private static bool IsMetadataName(string name) =>
        name.Length > 0 && name[0] is not (>= '0' and <= '9') && name.All(character => character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');

    private static string? WhyNoArgument(IParameterSymbol parameter) => parameter switch
    {
        { RefKind: not RefKind.None } => StepTypeProblems.ByReference,
        { Type: IPointerTypeSymbol or IFunctionPointerTypeSymbol } => StepTypeProblems.Pointer,
        { Type: var type } when TypeText.MetadataName(type) == "System.TypedReference" => StepTypeProblems.TypedReference,
        { Type: { IsRefLikeType: true } type } => StepTypeProblems.OnlyOnStack(TypeText.Of(type)),
        _ => null,
    };

    private static void CheckAttributes(IParameterSymbol parameter, Action<string> report)
    {
        if (AttributeOf(parameter, "Tango.SecretAttribute") is not null)
        {
            if (parameter.Type.SpecialType != SpecialType.System_String)
                report(StepTypeProblems.SecretIsNoText);

            if (parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: not null })
                report(StepTypeProblems.SecretHasDefault);
        }

        if (AttributeOf(parameter, "Tango.SkipInIdAttribute") is { NamedArguments: [{ Value: var skipped }, ..] } && !SkippedValues.MayBe(skipped, parameter.Type))
            report(StepTypeProblems.SkippedDefault(SkippedValues.NameOf(parameter)));
    }

    private static AttributeData? AttributeOf(IParameterSymbol parameter, string name)
    {
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && TypeText.MetadataName(type) == name)
                return attribute;
        }

        return null;
    }
}
