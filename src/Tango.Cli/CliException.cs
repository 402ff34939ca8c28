namespace Tango.Cli;

/// <summary>What the user asked for does not exist or makes no sense. The message says what is wrong and what to do.</summary>
internal sealed class CliException(string message) : Exception(message);
