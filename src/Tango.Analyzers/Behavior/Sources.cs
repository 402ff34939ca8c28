using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Tango.Analyzers.Diagnostics;
using Tango.Analyzers.StepTypes;

namespace Tango.Analyzers.Behavior;

/// <summary>Where values come from that are not the same in every run: the clock, chance, the environment.</summary>
internal static class Sources
{
    /// <summary>The rule that a use of the value breaks, and the member that gives it; null for other operations.</summary>
    public static (DiagnosticDescriptor Rule, string Member)? Find(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: var property } => OfMember(property, property.ContainingType),
        IInvocationOperation { TargetMethod: var method } => OfMember(method, method.ContainingType),
        IObjectCreationOperation { Constructor: { ContainingType: var type, Parameters.IsEmpty: true } } when TypeText.MetadataName(type) == "System.Random" =>
            (Rules.DrawsRandomly, "new Random()"),
        _ => null,
    };

    private static (DiagnosticDescriptor, string)? OfMember(ISymbol member, INamedTypeSymbol type)
    {
        var rule = (TypeText.MetadataName(type), member.Name) switch
        {
            ("System.DateTime", "Now" or "UtcNow" or "Today") => Rules.ReadsClock,
            ("System.DateTimeOffset", "Now" or "UtcNow") => Rules.ReadsClock,
            ("System.TimeProvider", "GetUtcNow" or "GetLocalNow" or "GetTimestamp") => Rules.ReadsClock,
            ("System.Environment", "TickCount" or "TickCount64") => Rules.ReadsClock,
            ("System.Diagnostics.Stopwatch", "GetTimestamp" or "GetElapsedTime" or "Elapsed" or "ElapsedMilliseconds" or "ElapsedTicks") => Rules.ReadsClock,
            ("System.Guid", "NewGuid" or "CreateVersion7") => Rules.DrawsRandomly,
            ("System.Random", "Shared") => Rules.DrawsRandomly,
            ("System.Security.Cryptography.RandomNumberGenerator", "GetBytes" or "GetInt32" or "GetHexString" or "GetString" or "GetItems" or "Create") => Rules.DrawsRandomly,
            ("System.String", "GetHashCode") when member is IMethodSymbol { Parameters.IsEmpty: true } => Rules.DrawsRandomly,
            ("System.HashCode", "Combine" or "ToHashCode") => Rules.DrawsRandomly,
            ("System.Environment", "GetEnvironmentVariable" or "GetEnvironmentVariables" or "MachineName" or "UserName" or "UserDomainName" or "CurrentDirectory" or "OSVersion"
                or "CommandLine" or "GetCommandLineArgs" or "ProcessId" or "ProcessPath") => Rules.ReadsEnvironment,
            ("System.IO.Directory", "GetCurrentDirectory") => Rules.ReadsEnvironment,
            ("System.TimeZoneInfo", "Local") => Rules.ReadsEnvironment,
            ("System.DateTime" or "System.DateTimeOffset", "ToLocalTime" or "LocalDateTime") => Rules.ReadsEnvironment,
            ("System.Globalization.CultureInfo", "CurrentCulture" or "CurrentUICulture") => Rules.UsesCulture,
            _ => null,
        };
        return rule is null ? null : (rule, $"{type.Name}.{member.Name}");
    }
}
