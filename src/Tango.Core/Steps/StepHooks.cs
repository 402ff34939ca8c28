using System.Collections.Concurrent;
using System.Reflection;

namespace Tango.Steps;

/// <summary>Which of the virtual methods of <see cref="Step"/> a class overrides.</summary>
internal static class StepHooks
{
    private static readonly ConcurrentDictionary<Type, (bool Normalizes, bool StandsForItself)> Known = new();

    /// <summary>Whether it changes its arguments.</summary>
    public static bool Normalizes(Type type) => Of(type).Normalizes;

    /// <summary>Whether something else than its unique id stands for it in the ids of others.</summary>
    public static bool StandsForItself(Type type) => Of(type).StandsForItself;

    private static (bool Normalizes, bool StandsForItself) Of(Type type) => Known.GetOrAdd(type, static type =>
        (Overrides(type, "NormalizeArguments"), Overrides(type, nameof(Step.DetHashObject))));

    private static bool Overrides(Type type, string method)
    {
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var root = typeof(Step).GetMethod(method, Instance)!;
        return Array.Exists(type.GetMethods(Instance), candidate => candidate.GetBaseDefinition() == root && candidate.DeclaringType != typeof(Step));
    }
}
