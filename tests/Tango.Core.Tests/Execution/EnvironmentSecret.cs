using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Tango.Caching.Remote;
using Tango.Identity;

namespace Tango.Core.Tests.Execution;

/// <summary>An environment variable of this process with a secret, until it is disposed.</summary>
internal sealed class EnvironmentSecret : IDisposable
{
    /// <summary>Sets the variables of the build itself, once for all tests, which run at the same time. None leaves a key in the home of whoever runs them.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries", Justification = "This is no library.")]
    public static void SetVariablesOfBuild()
    {
        Environment.SetEnvironmentVariable(SecretKey.Variable, "the key of tests");
        Environment.SetEnvironmentVariable(RemoteSecrets.TokenVariable, "the token of tests");
    }

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
