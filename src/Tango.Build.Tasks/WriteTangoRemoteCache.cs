using Microsoft.Build.Framework;
using Tango.Caching.Remote;
using Tango.IO;

namespace Tango.Build.Tasks;

/// <summary>Tells a tool which remote cache the project has, and which local one.</summary>
[MSBuildMultiThreadableTask]
public sealed class WriteTangoRemoteCache : PipelineTask
{
    /// <summary>Full path of the folder in which the project gets a file of its own.</summary>
    [Required]
    public string Directory { get; set; } = "";

    private protected override void Run(CancellationToken cancellationToken)
    {
        System.IO.Directory.CreateDirectory(Full(Directory));
        var file = new RemoteCacheFile(ReadRemoteCache(), FullDirectory(Settings.CacheDirectory)) { Project = ProjectFile, StateDirectory = Full(Settings.StateDirectory) };
        file.WriteTo(Path.Combine(Full(Directory), RandomName.Create() + ".json"));
    }
}
