namespace Tango.Execution.Arguments;

/// <summary>The environment has no value of a secret that a step needs to run.</summary>
internal sealed class SecretNotSetException(string variable) : Exception
{
    /// <summary>The environment variable.</summary>
    public string Variable { get; } = variable;
}
