namespace Tango.Build.Tasks.BuildServers;

/// <summary>A build server: what it reads out of the output of a build besides text.</summary>
internal interface IBuildServer
{
    /// <summary>The full path of the folder that paths of annotations are below; null if it is not known.</summary>
    string? Root { get; }

    /// <summary>Whether the server itself annotates the line that MSBuild prints for an error or a warning.</summary>
    /// <param name="isOfProject">Whether the line names the file of the project.</param>
    /// <param name="hasLine">Whether it has a line number.</param>
    bool Annotates(bool isOfProject, bool hasLine);

    /// <summary>The line of output that is an annotation.</summary>
    string Format(Annotation annotation);
}
