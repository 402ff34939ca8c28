using Tango.Diagnostics;
using Tango.Steps;

namespace Tango.Graph.Binding;

/// <summary>What to say of a name that several step types have.</summary>
internal static class AmbiguousType
{
    /// <summary>The error, with what can be written instead.</summary>
    /// <param name="subject">Where the name is written.</param>
    /// <param name="written">The name.</param>
    /// <param name="found">The types, at least two.</param>
    public static Diagnostic Create(DiagnosticSubject subject, string written, IReadOnlyList<StepType> found)
    {
        var names = found.Select(type => type.FullName).ToList();
        return names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count
            ? Descriptors.AmbiguousStepType.Create(subject, written, NameList.Join(names, " or "))
            : Descriptors.StepTypeInTwoPackages.Create(
                subject,
                written,
                NameList.Join([.. found.Select(type => type.Package ?? type.AssemblyName)], " and "),
                NameList.Join([.. found.Select(type => $"Type=\"{type.QualifiedName}\"")], " or "));
    }
}
