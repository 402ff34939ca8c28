using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>What sees values without making results of them: logs, metrics, progress, measuring, waiting, errors, paths of files.</summary>
internal static class Observers
{
    private static readonly string[] ReportingNames = ["Log", "Trace", "Debug", "Report", "Print", "Warn", "Info", "Verbose", "WriteLog"];

    /// <summary>Whether a call only observes an argument.</summary>
    public static bool Takes(IInvocationOperation call, IArgumentOperation argument)
    {
        var method = call.TargetMethod;
        return IsObserver(method.ContainingType)
            || (method.ReturnsVoid && ReportingNames.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal)))
            || method is { ContainingType.Name: "Path", Name: "Combine" or "Join" }
            || method is { ContainingType.Name: "Task" or "Thread", Name: "Delay" or "Sleep" or "WaitAsync" }
            || (IsFileSystem(method.ContainingType) && argument.Parameter?.Name is not ("contents" or "bytes" or "content"));
    }

    /// <summary>Whether objects of a type only observe what they are given.</summary>
    public static bool IsObserver(ITypeSymbol? type)
    {
        if (type is null)
            return false;

        var name = TypeText.MetadataName(type);
        return name is "Tango.StepLogger" or "Tango.StepMetrics" or "Tango.StepProgress" or "System.IProgress`1" or "System.Progress`1" or "System.Console"
                or "System.Threading.CancellationTokenSource" or "System.Threading.CancellationToken" or "System.Threading.Timer" or "System.Threading.PeriodicTimer"
            || name.StartsWith("System.Diagnostics.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Extensions.Logging.", StringComparison.Ordinal)
            || type.Name.EndsWith("Logger", StringComparison.Ordinal)
            || type.Name.EndsWith("Exception", StringComparison.Ordinal);
    }

    /// <summary>Whether what is assigned is only observed: <c>Summary</c>, <c>Metrics["loss"]</c>.</summary>
    public static bool IsObserved(IOperation target) => target is IPropertyReferenceOperation { Property: var property }
        && (IsObserver(property.ContainingType) || (property.Name == "Summary" && TypeText.MetadataName(property.ContainingType) is "Tango.Step" or "Tango.StepContext"));

    /// <summary>Whether an object holds afterwards what a call gives it.</summary>
    public static bool Keeps(IInvocationOperation call) => !call.TargetMethod.IsStatic && call.TargetMethod.Name is
        "Add" or "AddRange" or "AddFirst" or "AddLast" or "TryAdd" or "Insert" or "InsertRange" or "Push" or "Enqueue" or "Append" or "AppendLine" or "AppendFormat" or "AppendJoin"
        or "Write" or "WriteLine" or "WriteAsync" or "WriteLineAsync" or "Set" or "SetValue";

    private static bool IsFileSystem(INamedTypeSymbol type) => TypeText.MetadataName(type) is
        "System.IO.File" or "System.IO.Directory" or "System.IO.FileInfo" or "System.IO.DirectoryInfo" or "System.IO.FileStream";
}
