using System.Security.Cryptography;
using Tango.Graph.InMemory;
using Tango.Identity;
using Tango.Parameters;
using Tango.Steps;

namespace Tango.InCode;

/// <summary>The identities of steps that are objects of the running program: computed once for each object, and stored in it.</summary>
internal static class InMemoryIdentities
{
    // Hashes of files are cached for the process, as builds cache them from one to the next.
    private static readonly FileHashCache Files = new();
    private static readonly Lock Computing = new();

    /// <summary>The identity of a step.</summary>
    public static StepIdentity Get(Step step)
    {
        if (step.Recipe.Identity is not StepIdentity known)
        {
            Compute([step]);
            known = (StepIdentity)step.Recipe.Identity!;
        }

        return known;
    }

    /// <summary>Computes the identities of steps and of all steps that they need.</summary>
    /// <param name="cancellationToken">Cancels the hashing of input files.</param>
    public static void Compute(IEnumerable<Step> steps, CancellationToken cancellationToken = default)
    {
        // One at a time: two computations with the same step that is not deterministic must get the same id for it.
        lock (Computing)
        {
            var graph = InMemoryGraph.Create(steps, step => step.Recipe.Identity is not null);
            var identifier = new StepIdentifier(new InputFileHasher(Files)) { StandIn = node => StandInOf(graph.StepOf(node)) };
            identifier.Identify(graph.Graph, (node, identify) => Remember(graph.StepOf(node).Recipe, identify), cancellationToken);
        }
    }

    private static StepIdentity Remember(StepRecipe recipe, Func<StepIdentity> identify) =>
        (StepIdentity)(recipe.Identity ??= identify());

    private static string? StandInOf(Step step)
    {
        if (!StepHooks.StandsForItself(step.GetType()))
            return null;

        var value = step.DetHashObject();
        if (value is string text)
            return text;

        using var writer = new CanonicalWriter();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (ScalarTypes.Contains(value.GetType().FullName!))
            writer.WriteScalar(value);
        else
            InMemoryEncoder.Write(writer, new ArgumentValue.InMemory(value));

        writer.Finish(hash);
        return Base32.Encode(hash[..20]);
    }
}
