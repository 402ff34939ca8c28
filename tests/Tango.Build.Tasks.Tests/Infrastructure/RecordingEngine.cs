using System.Collections;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Tango.Build.Tasks.Tests.Infrastructure;

/// <summary>A substitute for MSBuild that records what a task logs.</summary>
internal sealed class RecordingEngine : IBuildEngine
{
    public List<BuildErrorEventArgs> Errors { get; } = [];

    public List<BuildWarningEventArgs> Warnings { get; } = [];

    public List<BuildMessageEventArgs> Messages { get; } = [];

    /// <summary>Receives each message.</summary>
    public Action<BuildMessageEventArgs>? OnMessage { get; set; }

    public bool ContinueOnError => false;

    public int LineNumberOfTaskNode => 1;

    public int ColumnNumberOfTaskNode => 1;

    public string ProjectFileOfTaskNode => "Tango.Build.targets";

    /// <summary>The messages that a build of default verbosity shows, one line each.</summary>
    public string Shown => string.Join('\n', Messages.Where(message => message.Importance == MessageImportance.High).Select(message => message.Message));

    /// <summary>A log that writes to this engine.</summary>
    public TaskLoggingHelper CreateLog() => new(this, "Tango");

    public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => Warnings.Add(e);

    public void LogMessageEvent(BuildMessageEventArgs e)
    {
        Messages.Add(e);
        OnMessage?.Invoke(e);
    }

    public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

    public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
        throw new NotSupportedException();
}
