using Tango.Steps;

namespace Tango.Core.Tests.Steps.CodeFingerprints;

/// <summary>What fingerprints say of an edit: fresh, and by way of a memo that was written before it. Both must agree.</summary>
internal sealed class CodeChanges(CompiledProjects projects, string step)
{
    private CodeFingerprint? _before;

    private string StateFile => Path.Combine(projects.Folder, "obj", "step-types.bin");

    /// <summary>Takes note of the code as it is.</summary>
    public void Begin(StepAssemblies assemblies)
    {
        _before = Explain(assemblies);
        StepTypeCache.Read(StateFile, assemblies, write: true);
    }

    /// <summary>The names of what has changed since.</summary>
    public IReadOnlyList<string> End(StepAssemblies assemblies)
    {
        var now = Explain(assemblies);
        var changes = now.ChangesSince(_before!);
        Assert.Equal(changes.Count == 0, now == _before);
        Assert.Equal(now.Hash, StepTypeCache.Read(StateFile, assemblies, write: true).Find(step)[0].CodeFingerprint);
        return changes;
    }

    private CodeFingerprint Explain(StepAssemblies assemblies) =>
        CodeFingerprintReader.Explain(assemblies, step) ?? throw new InvalidOperationException($"There is no step {step}.");
}
