namespace Tango.Build.TestKit;

/// <summary>A <c>dotnet</c> process did not end as it should have; the message holds everything it said.</summary>
public sealed class DotNetException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="result">How the process ended, or what is known so far.</param>
    /// <param name="what">What is wrong with that.</param>
    public DotNetException(DotNetResult result, string what)
        : base($"{result.Command}: {what}{Environment.NewLine}{result.Output}")
    {
    }
}
