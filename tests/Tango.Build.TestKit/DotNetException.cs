namespace Tango.Build.TestKit;

/// <summary>A <c>dotnet</c> process did not end as expected; the message contains its output.</summary>
public sealed class DotNetException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="result">How the process ended, or its output so far.</param>
    /// <param name="what">What is wrong.</param>
    public DotNetException(DotNetResult result, string what)
        : base($"{result.Command}: {what}{Environment.NewLine}{result.Output}")
    {
    }
}
