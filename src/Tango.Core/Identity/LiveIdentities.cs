using System.Security.Cryptography;
using Tango.Graph;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.Identity;

/// <summary>The identities of steps that are objects of the running program: computed once for each object, and kept with it.</summary>
internal static class LiveIdentities
{
    // What files hold is remembered for the process, as builds remember it from one to the next.
    private static readonly FileHashMemory Files = new();
    private static readonly Lock Computing = new();

    /// <summary>The identity of a step.</summary>
    /// <param name="step">The step.</param>
    public static StepIdentity Of(Step step)
    {
        if (step.Recipe.Identity is not StepIdentity known)
        {
            Compute([step]);
            known = (StepIdentity)step.Recipe.Identity!;
        }

        return known;
    }

    /// <summary>Sees to it that steps, and all they need, have their identities.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellationToken">Ends the hashing of input files.</param>
    public static void Compute(IEnumerable<Step> steps, CancellationToken cancellationToken = default)
    {
        // One at a time: two computations that meet at a step which is not deterministic must get the same id for it.
        lock (Computing)
        {
            var graph = LiveGraph.Of(steps, step => step.Recipe.Identity is not null);
            var identifier = new StepIdentifier(new InputFileHasher(Files)) { StandIn = node => StandInOf(graph.StepOf(node)) };
            identifier.Identify(graph.Graph, (node, identify) => Remember(graph.StepOf(node).Recipe, identify), cancellationToken);
        }
    }

    private static StepIdentity Remember(StepRecipe recipe, Func<StepIdentity> identify) =>
        (StepIdentity)(recipe.Identity ??= identify());

    private static string? StandInOf(Step step)
    {
        if (!StepHooks.StandsForItself(step.GetType()))
        {
            return null;
        }

        var value = step.DetHashObject();
        if (value is string text)
        {
            return text;
        }

        using var writer = new CanonicalWriter();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (Scalars.IsScalar(value.GetType().FullName!))
        {
            writer.WriteScalar(value);
        }
        else
        {
            LiveEncoder.Write(writer, new ArgumentValue.Live(value));
        }

        writer.Finish(hash);
        return Base32.Encode(hash[..20]);
    }
}
