using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Tango.Diagnostics;

namespace Tango.Build.Tasks;

/// <summary>The only way of a text to the build's log: without control characters, and never as a format string.</summary>
internal static class BuildLogText
{
    /// <summary>Logs a line.</summary>
    public static void LogLine(this TaskLoggingHelper log, MessageImportance importance, string line) => log.LogMessage(importance, "{0}", PrintableText.Line(line));

    /// <summary>Logs a line that a build server obeys. The texts in it are printable.</summary>
    public static void LogCommand(this TaskLoggingHelper log, string command) => log.LogMessage(MessageImportance.High, "{0}", command);

    /// <summary>Logs a line that has only words and numbers of Tango.</summary>
    public static void LogOwnLine(this TaskLoggingHelper log, string line) => log.LogMessage(MessageImportance.High, "{0}", line);

    /// <summary>Logs one message with several lines, which are Tango's own.</summary>
    public static void LogLines(this TaskLoggingHelper log, MessageImportance importance, string lines) => log.LogMessage(importance, "{0}", PrintableText.Lines(lines));
}
