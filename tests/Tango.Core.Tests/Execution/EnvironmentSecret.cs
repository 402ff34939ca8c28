using Tango.Identity;

namespace Tango.Core.Tests.Execution;

/// <summary>An environment variable of this process with a secret, until it is disposed.</summary>
internal sealed class EnvironmentSecret : IDisposable
{
    // Tests leave no key in the home of whoever runs them.
    static EnvironmentSecret() => Environment.SetEnvironmentVariable(SecretKey.Variable, "the key of tests");

    public EnvironmentSecret(string? value) => Value = value;

    /// <summary>A name that no other test uses.</summary>
    public string Name { get; } = $"TANGO_TEST_{Guid.NewGuid():N}";

    /// <summary>The declaration.</summary>
    public string Declared => "env:" + Name;

    public string? Value
    {
        get => Environment.GetEnvironmentVariable(Name);
        set => Environment.SetEnvironmentVariable(Name, value);
    }

    public void Dispose() => Value = null;
}
