using System.Globalization;
using System.Text;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Core.Tests.Steps;

/// <summary>Everything in a catalog as text, for comparing two of them.</summary>
internal static class CatalogText
{
    public static string Of(StepTypeCatalog catalog)
    {
        var text = new StringBuilder();
        foreach (var type in catalog.Types)
            Write(text, type);

        foreach (var diagnostic in catalog.Diagnostics)
            text.AppendLine(diagnostic.ToString());

        return text.ToString();
    }

    private static void Write(StringBuilder text, StepType type)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{type.FullName} {type.ClassName} {type.RegisteredName} {type.AssemblyName} {type.DeclaringType} {type.MethodName} {type.IsFunction}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {type.Deterministic} {type.Caching} {type.Version} {type.Format} {type.CodeFingerprint}");
        foreach (var parameter in type.Parameters)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {parameter.Name} {parameter.ClrName} {parameter.Position} {parameter.Default?.GetType().Name} {parameter.Default} {parameter.SkipInId} {parameter.SkipInIdDefault}");
            Write(text, parameter.Type, "    ");
        }

        if (type.Result is { } result)
            Write(text, result, "  ");
    }

    private static void Write(StringBuilder text, ParameterType type, string indent)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{type.Kind} {Full(type.Name)} {type.IsNullable} {type.IsFlags} {type.Version} {string.Join(",", type.EnumMembers)}");
        if (type.Element is { } element)
            Write(text, element, indent + "  ");
    }

    private static void Write(StringBuilder text, ResultType type, string indent)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{Full(type.Name)} : {string.Join(", ", type.AssignableTo.Select(Full))}");
        foreach (var (name, member) in type.Members)
        {
            text.Append(indent).Append("  ").Append(name);
            Write(text, member, " ");
        }
    }

    private static string Full(TypeName name) => name.FullName + string.Concat(name.Arguments.Select(argument => $"<{Full(argument)}>"));
}
