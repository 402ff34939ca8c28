using System.Collections.Concurrent;
using System.Reflection;

namespace Tango.Steps;

/// <summary>Which of the virtual methods of <see cref="Step"/> a class overrides.</summary>
internal static class StepHooks
{
    private static readonly ConcurrentDictionary<Type, (bool Normalizes, bool StandsForItself)> Known = new();

    /// <summary>Whether it overrides <see cref="Step.NormalizeArguments"/>.</summary>
    public static bool Normalizes(Type type) => Find(type).Normalizes;

    /// <summary>Whether it overrides <see cref="Step.DetHashObject"/>, so that the ids of others contain something other than its unique id.</summary>
    public static bool StandsForItself(Type type) => Find(type).StandsForItself;

    private static (bool Normalizes, bool StandsForItself) Find(Type type) => Known.GetOrAdd(type, static type =>
        (Overrides(type, "NormalizeArguments"), Overrides(type, "DetHashObject")));

    private static bool Overrides(Type type, string method)
    {
        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var root = typeof(Step).GetMethod(method, Instance)!;
        return Array.Exists(type.GetMethods(Instance), candidate => candidate.GetBaseDefinition() == root && candidate.DeclaringType != typeof(Step));
    }
}
